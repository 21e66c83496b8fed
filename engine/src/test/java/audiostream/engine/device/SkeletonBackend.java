package audiostream.engine.device;

import audiostream.engine.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a new back-end starts: copy it into a package of its own below {@code device} and replace
 * what is marked. As it stands it captures silence at the clock's pace, with a thread of its own;
 * where the driver brings a thread, call the callback from that one instead.
 */
final class SkeletonBackend implements Backend {

  // Replace: the word before the colon on the command line.
  static final String NAME = "skeleton";

  private final Clock clock;

  SkeletonBackend(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    // Replace: look for the library; if it is absent say so, with the remedy. Never throw.
    return new Availability.Available("");
  }

  @Override
  public List<DeviceInfo> devices() {
    // Replace: what the driver lists, each with the index by which it can be opened.
    return List.of(new DeviceInfo(0, "nothing", "none", 2, 0, 48_000, 0, 0));
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    DeviceInfo device = DeviceChoice.find(what, NAME, devices(), d -> d.inputChannels() > 0);
    int channels = request.channels().orElse(device.inputChannels());
    if (channels > device.inputChannels()) {
      throw new DeviceException(
          NAME
              + ": "
              + device.name()
              + " cannot give "
              + channels
              + " input channels: 1 to "
              + device.inputChannels());
    }
    // Replace: open it; turn the driver's refusal into a sentence that names what it would accept.
    String label = NAME + ": " + device.name();
    return new Capture(
        clock,
        new DeviceFormat(label, request.rateHzOrDefault(), channels, request.blockFrames(), 0));
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    throw new DeviceException(NAME + " has no outputs");
  }

  private static final class Capture implements CaptureDevice {

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Clock clock;
    private final DeviceFormat format;
    private final CaptureBlock block;
    private @Nullable Thread thread;
    private volatile boolean open = true;
    private volatile DeviceState state = DeviceState.RUNNING;
    private volatile long progressFrames;

    Capture(Clock clock, DeviceFormat format) {
      this.clock = clock;
      this.format = format;
      this.block = new CaptureBlock(format.channels(), format.maxBlockFrames());
    }

    @Override
    public DeviceFormat format() {
      return format;
    }

    @Override
    public DeviceState state() {
      return state;
    }

    @Override
    public long progressFrames() {
      return progressFrames;
    }

    @Override
    public void start(CaptureCallback callback) {
      if (thread != null) {
        throw new IllegalStateException(format.description() + " has been started before");
      }
      thread = Thread.ofPlatform().name(NAME).daemon().start(() -> run(callback));
    }

    @Override
    public void close() {
      open = false;
      Thread serving = thread;
      if (serving == null) {
        return;
      }
      LockSupport.unpark(serving);
      try {
        serving.join(CLOSING);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void run(CaptureCallback callback) {
      int frames = format.maxBlockFrames();
      long blockNs = frames * 1_000_000_000L / format.rateHz();
      long capturedNs = clock.nowNs();
      long position = 0;
      try {
        while (open) {
          if (clock.nowNs() < capturedNs + blockNs) {
            clock.parkUntil(capturedNs + blockNs);
            continue;
          }
          // Replace: fill block.samples() from the driver; tell a gap if it lost frames.
          block.describe(frames, position, capturedNs, false);
          callback.captured(block);
          capturedNs += blockNs;
          position += frames;
          progressFrames = position;
        }
      } catch (RuntimeException | Error problem) {
        state = new DeviceState.Failed(format.description() + " stopped: " + problem);
      }
    }
  }
}
