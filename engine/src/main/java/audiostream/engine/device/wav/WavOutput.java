package audiostream.engine.device.wav;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavWriter;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.FollowingOutput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that holds what was received, in the depth received. It is created at once, so that a
 * missing permission shows before any sound, and is a valid empty file until the first frame.
 */
final class WavOutput implements FollowingOutput {

  private final Path path;
  private final RandomAccessFile file;
  private WavWriter writer;

  private WavOutput(Path path, RandomAccessFile file, WavWriter empty) {
    this.path = path;
    this.file = file;
    this.writer = empty;
  }

  static WavOutput create(Path path) throws IOException {
    // First this way: its exceptions tell a missing folder from a missing permission.
    Files.newByteChannel(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)
        .close();
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new WavOutput(path, file, new WavWriter(file, empty()));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Its header is the shortest there is: any other replaces it whole. */
  private static StreamFormat empty() {
    return new StreamFormat(SampleEncoding.S16_LE, DeviceRequest.DEFAULT_RATE_HZ, 1);
  }

  @Override
  public String description() {
    return "wav: " + path;
  }

  @Override
  public void begin(int rateHz, int channels, SampleEncoding received) throws IOException {
    SampleEncoding depth = received.bits() <= 16 ? SampleEncoding.S16_LE : SampleEncoding.S24_LE;
    try {
      writer = new WavWriter(file, new StreamFormat(depth, rateHz, channels));
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  @Override
  public void write(float[][] planar, int frames) throws IOException {
    try {
      writer.write(planar, frames);
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  private IOException inWords(IOException e) {
    return new IOException(FileWords.of(path, e, "written"), e);
  }
}
