package audiostream.engine.device.tone;

import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import audiostream.engine.device.paced.ChannelCount;
import audiostream.engine.device.paced.PacedCapture;
import audiostream.engine.time.Clock;
import java.util.List;

/**
 * {@code tone:} gives the {@link ToneSignal} on four channels, {@code tone:16} on sixteen, paced by
 * the clock. The sample at a block's position is the signal's sample at that position.
 */
public final class ToneBackend implements Backend {

  private static final int DEFAULT_CHANNELS = 4;

  private final Clock clock;

  public ToneBackend(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "tone";
  }

  @Override
  public Availability availability() {
    return new Availability.Available("generated tones, input only");
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of();
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    int channels = ChannelCount.choose(what, request, name(), DEFAULT_CHANNELS);
    int rateHz = request.rateHzOrDefault();
    ToneSignal signal = new ToneSignal(rateHz);
    DeviceFormat format =
        new DeviceFormat(
            "tone: " + channels + " channels", rateHz, channels, request.blockFrames(), 0);
    return new PacedCapture(clock, format, signal::fill);
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    throw new DeviceException("tone: an input only; to play, choose a device, wav:FILE or silent:");
  }
}
