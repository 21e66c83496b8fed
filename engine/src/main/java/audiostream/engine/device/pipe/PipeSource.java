package audiostream.engine.device.pipe;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.paced.BlockSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Blocks of bare PCM from a stream; waits for whoever writes it. Allocates nothing per block. */
final class PipeSource implements BlockSource {

  private final InputStream in;
  private final StreamFormat pcm;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  PipeSource(InputStream in, StreamFormat pcm, int blockFrames) {
    this.in = in;
    this.pcm = pcm;
    this.bytes = new byte[blockFrames * pcm.frameBytes()];
    this.buffer = ByteBuffer.wrap(bytes);
  }

  @Override
  public boolean waitsForProducer() {
    return true;
  }

  @Override
  public int read(long position, float[][] planar, int frames) throws IOException {
    int count = fill(frames * pcm.frameBytes()) / pcm.frameBytes();
    SampleEncoding encoding = pcm.encoding();
    for (int c = 0; c < planar.length; c++) {
      encoding.decode(buffer, c * encoding.bytes(), pcm.frameBytes(), planar[c], 0, count);
    }
    return count;
  }

  private int fill(int wanted) throws IOException {
    try {
      return in.readNBytes(bytes, 0, wanted);
    } catch (IOException e) {
      throw new IOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }
}
