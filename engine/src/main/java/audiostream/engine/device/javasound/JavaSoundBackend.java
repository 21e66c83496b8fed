package audiostream.engine.device.javasound;

import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceChoice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** The devices that Java itself knows: 16-bit samples, 1 to 64 channels. */
public final class JavaSoundBackend implements Backend {

  public static final String NAME = "javasound";

  /** A capture line's buffer costs no latency; it must bridge the time that our thread is away. */
  private static final LineRequest.Buffer CAPTURE_BUFFER = new LineRequest.Buffer(8, 50);

  private static final LineRequest.Buffer PLAYOUT_BUFFER = new LineRequest.Buffer(4, 20);

  private final Clock clock;

  public JavaSoundBackend(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    return devices().isEmpty()
        ? new Availability.Unavailable(
            "Java Sound finds no sound device; connect one, or on Linux check what 'aplay -l' lists")
        : new Availability.Available("Java " + Runtime.version().feature());
  }

  @Override
  public List<DeviceInfo> devices() {
    return Mixers.list().stream().map(Mixers.Entry::device).toList();
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    Mixers.Entry entry = find(what, device -> device.inputChannels() > 0);
    LineRequest wanted = LineRequest.capture(entry, request, CAPTURE_BUFFER);
    return new JavaSoundCapture(wanted.openTarget(), wanted, clock);
  }

  @Override
  public PlayoutDevice openOutput(String what, DeviceRequest request) throws DeviceException {
    Mixers.Entry entry = find(what, device -> device.outputChannels() > 0);
    LineRequest wanted = LineRequest.playout(entry, request, PLAYOUT_BUFFER);
    return new JavaSoundPlayout(wanted.openSource(), wanted, clock);
  }

  private static Mixers.Entry find(String what, Predicate<DeviceInfo> usable)
      throws DeviceException {
    List<Mixers.Entry> entries = Mixers.list();
    List<DeviceInfo> devices = entries.stream().map(Mixers.Entry::device).toList();
    return entries.get(DeviceChoice.find(what, NAME, devices, usable).index());
  }
}
