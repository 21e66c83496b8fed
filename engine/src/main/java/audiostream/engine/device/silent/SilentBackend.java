package audiostream.engine.device.silent;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Output;
import audiostream.engine.device.paced.ChannelCount;
import audiostream.engine.device.paced.PacedCapture;
import audiostream.engine.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * {@code silent:} gives silence on two channels, {@code silent:16} on sixteen, paced by the clock;
 * as an output it takes everything and keeps nothing.
 */
public final class SilentBackend implements Backend {

  private static final int DEFAULT_CHANNELS = 2;

  private final Clock clock;

  public SilentBackend(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "silent";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("silence");
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of();
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    int channels = ChannelCount.choose(what, request, name(), DEFAULT_CHANNELS);
    DeviceFormat format =
        new DeviceFormat(
            "silent: " + channels + " channels",
            request.rateHzOrDefault(),
            channels,
            request.blockFrames(),
            0);
    return new PacedCapture(clock, format, SilentBackend::silence);
  }

  private static int silence(long position, float[][] planar, int frames) {
    for (float[] channel : planar) {
      Arrays.fill(channel, 0, frames, 0);
    }
    return frames;
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    ChannelCount.choose(what, request, name(), DEFAULT_CHANNELS);
    return new Forgetting();
  }

  private static final class Forgetting implements FollowingOutput {

    @Override
    public String description() {
      return "silent";
    }

    @Override
    public void begin(int rateHz, int channels, SampleEncoding received) {}

    @Override
    public void write(float[][] planar, int frames) {}

    @Override
    public void close() {}
  }
}
