package audiostream.engine.device.pipe;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import audiostream.engine.device.paced.PacedBlocks;
import audiostream.engine.device.paced.PacedCapture;
import audiostream.engine.time.Clock;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * {@code pipe:} reads bare interleaved PCM from standard input, or writes it to standard output:
 * {@code s16le} unless {@code pipe:s24le} or {@code pipe:f32le} is said. Rate and channels of an
 * input are as requested, else 44 100 Hz and 2; an output has what is received.
 *
 * <p>An input is read in real time, however fast it comes. A producer that is slow, or that pauses,
 * is waited for; {@link PacedBlocks} says what becomes of the positions then. The end of the stream
 * ends the device; a last, partial frame is left out. A closed input's thread may go on waiting in
 * its last read: open it once in a process.
 */
public final class PipeBackend implements Backend {

  private static final int DEFAULT_CHANNELS = 2;

  private final Clock clock;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param in standard input, unbuffered is fine
   * @param out standard output; not a {@code PrintStream}, which would hide that it was closed
   */
  public PipeBackend(Clock clock, InputStream in, OutputStream out) {
    this.clock = clock;
    this.in = in;
    this.out = out;
  }

  @Override
  public String name() {
    return "pipe";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("standard input and output");
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of();
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    SampleEncoding encoding = encoding(what);
    int channels = request.channels().orElse(DEFAULT_CHANNELS);
    StreamFormat pcm = new StreamFormat(encoding, request.rateHzOrDefault(), channels);
    DeviceFormat format =
        new DeviceFormat(
            "pipe: standard input",
            pcm.rateHz(),
            channels,
            request.blockFrames(),
            PacedBlocks.CUSHION_NS);
    return new PacedCapture(clock, format, new PipeSource(in, pcm, request.blockFrames()));
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    return new PipeOutput(out, encoding(what));
  }

  private static SampleEncoding encoding(String what) throws DeviceException {
    return switch (what) {
      case "", "s16le" -> SampleEncoding.S16_LE;
      case "s24le" -> SampleEncoding.S24_LE;
      case "f32le" -> SampleEncoding.F32_LE;
      default ->
          throw new DeviceException(
              "pipe:" + what + ": s16le, s24le or f32le, or nothing, can stand after the colon");
    };
  }
}
