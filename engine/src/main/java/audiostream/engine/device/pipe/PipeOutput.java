package audiostream.engine.device.pipe;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.FollowingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bare interleaved PCM to a stream, flushed with each block. */
final class PipeOutput implements FollowingOutput {

  private static final int FRAMES_AT_ONCE = 1_024;

  private final OutputStream out;
  private final SampleEncoding encoding;
  private @Nullable Frames frames;

  PipeOutput(OutputStream out, SampleEncoding encoding) {
    this.out = out;
    this.encoding = encoding;
  }

  @Override
  public String description() {
    return "pipe: standard output";
  }

  @Override
  public void begin(int rateHz, int channels, SampleEncoding received) {
    StreamFormat pcm = new StreamFormat(encoding, rateHz, channels);
    frames = new Frames(pcm, new byte[FRAMES_AT_ONCE * pcm.frameBytes()]);
  }

  @Override
  public void write(float[][] planar, int count) throws IOException {
    Frames target = frames;
    if (target == null) {
      throw new IllegalStateException("begin() comes before write()");
    }
    try {
      for (int done = 0; done < count; done += FRAMES_AT_ONCE) {
        int now = Math.min(count - done, FRAMES_AT_ONCE);
        out.write(target.bytes, 0, target.encode(planar, done, now));
      }
      out.flush();
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  /** The stream itself stays open: it is the process's. */
  @Override
  public void close() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  private static IOException inWords(IOException e) {
    String reason = String.valueOf(e.getMessage());
    return new IOException(
        reason.contains("Broken pipe")
            ? "standard output: the program that reads it has ended"
            : "standard output cannot be written: " + reason,
        e);
  }

  private static final class Frames {

    private final StreamFormat pcm;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    Frames(StreamFormat pcm, byte[] bytes) {
      this.pcm = pcm;
      this.bytes = bytes;
      this.buffer = ByteBuffer.wrap(bytes);
    }

    int encode(float[][] planar, int from, int count) {
      SampleEncoding encoding = pcm.encoding();
      for (int c = 0; c < pcm.channels(); c++) {
        int offset = c * encoding.bytes();
        encoding.encode(planar[c], from, count, 1, 0, buffer, offset, pcm.frameBytes());
      }
      return count * pcm.frameBytes();
    }
  }
}
