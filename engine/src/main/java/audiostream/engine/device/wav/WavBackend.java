package audiostream.engine.device.wav;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavFormatException;
import audiostream.engine.audio.WavReader;
import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import audiostream.engine.device.paced.PacedCapture;
import audiostream.engine.device.paced.ReadAhead;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code wav:FILE} plays a file in real time, once or over and over; as an output it writes one.
 * The last block of a file played once is as short as what remains.
 */
public final class WavBackend implements Backend {

  private final Clock clock;
  private final boolean loop;

  /**
   * @param loop whether an input begins again at its end, without a gap
   */
  public WavBackend(Clock clock, boolean loop) {
    this.clock = clock;
    this.loop = loop;
  }

  @Override
  public String name() {
    return "wav";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("files");
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of();
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    Path file = path(what);
    WavReader reader = open(file);
    try {
      return capture(file, reader, request);
    } catch (DeviceException e) {
      new WavSource(reader, loop).close();
      throw e;
    }
  }

  private PacedCapture capture(Path file, WavReader reader, DeviceRequest request)
      throws DeviceException {
    StreamFormat pcm = reader.header().format();
    int rateHz = request.rateHz().orElse(pcm.rateHz());
    if (rateHz != pcm.rateHz()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "wav:%s has a rate of %d Hz, and %d were asked for",
              file,
              pcm.rateHz(),
              rateHz));
    }
    int channels = request.channels().orElse(pcm.channels());
    if (channels > pcm.channels()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "wav:%s has channels 1 to %d, and %d were asked for",
              file,
              pcm.channels(),
              channels));
    }
    int blockFrames = request.blockFrames();
    WavSource source = new WavSource(reader, loop);
    ReadAhead ahead = new ReadAhead(source, "read " + file, rateHz, channels, blockFrames);
    return new PacedCapture(
        clock, new DeviceFormat("wav: " + file, rateHz, channels, blockFrames, 0), ahead);
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    Path file = path(what);
    try {
      return WavOutput.create(file);
    } catch (IOException e) {
      throw new DeviceException("wav:" + FileWords.of(file, e, "written"), e);
    }
  }

  private static WavReader open(Path file) throws DeviceException {
    try {
      return WavReader.open(file);
    } catch (WavFormatException e) {
      throw new DeviceException("wav:" + e.getMessage(), e);
    } catch (IOException e) {
      throw new DeviceException("wav:" + FileWords.of(file, e, "read"), e);
    }
  }

  private static Path path(String what) throws DeviceException {
    if (what.isEmpty()) {
      throw new DeviceException("wav: needs the name of a file after the colon");
    }
    try {
      return Path.of(what);
    } catch (InvalidPathException e) {
      throw new DeviceException("wav:" + what + " cannot be the name of a file", e);
    }
  }
}
