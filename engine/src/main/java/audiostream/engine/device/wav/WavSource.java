package audiostream.engine.device.wav;

import audiostream.engine.audio.WavReader;
import audiostream.engine.device.paced.BlockSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The frames of a file, once or over and over. */
final class WavSource implements BlockSource {

  private final WavReader reader;
  private final boolean loop;

  WavSource(WavReader reader, boolean loop) {
    this.reader = reader;
    this.loop = loop && reader.header().dataFrames() > 0;
  }

  @Override
  public int read(long position, float[][] planar, int frames) throws IOException {
    int filled = reader.read(planar, 0, frames);
    while (loop && filled < frames) {
      reader.seek(0);
      filled += reader.read(planar, filled, frames - filled);
    }
    return filled;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
