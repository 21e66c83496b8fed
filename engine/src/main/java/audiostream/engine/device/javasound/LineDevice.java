package audiostream.engine.device.javasound;

import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.DataLine;
import org.jspecify.annotations.Nullable;

/**
 * A line with the thread that serves it. The line is polled rather than left to block: a driver
 * that hangs then shows as progress that stands still, and closing never waits for it.
 */
abstract class LineDevice implements Device {

  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final long SHORTEST_NAP_NS = 500_000;
  private static final long LONGEST_NAP_NS = 20_000_000;

  /** A reading of the line's level that took longer than this is not a point in time. */
  private static final long PROMPT_NS = 500_000;

  final Clock clock;
  final int blockFrames;
  final int rateHz;
  private final DataLine line;
  private final LineRequest request;
  private final DeviceFormat format;

  private @Nullable Thread thread;
  private volatile boolean open = true;
  private volatile DeviceState state = DeviceState.RUNNING;
  private volatile long progressFrames;
  private long observedNs;

  LineDevice(DataLine line, LineRequest request, Clock clock) {
    this.line = line;
    this.request = request;
    this.clock = clock;
    this.blockFrames = request.blockFrames();
    this.rateHz = request.rateHz();
    this.format = request.opened(lineFrames());
  }

  /** Exchanges a block if the line is ready for one, else naps; the line's thread. */
  abstract void turn();

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

  /**
   * A line whose driver never returns to our thread (a sound server that was killed) is left
   * behind: closing it too would wait for ever, and with the mixer's lock held.
   */
  @Override
  public synchronized void close() {
    open = false;
    Thread serving = thread;
    if (serving == null || serving == Thread.currentThread() || ends(serving)) {
      line.stop();
      line.close();
    }
  }

  // A hint to the scheduler: without it the line is served too, only less evenly.
  @SuppressWarnings("ThreadPriorityCheck")
  synchronized void begin(String name) {
    if (thread != null || !open) {
      throw new IllegalStateException(format.description() + " has been started before");
    }
    thread = Thread.ofPlatform().name(name).daemon().priority(Thread.MAX_PRIORITY).start(this::run);
  }

  int frameBytes() {
    return request.frameBytes();
  }

  /** What the line's buffer holds when full. */
  final int lineFrames() {
    return line.getBufferSize() / request.frameBytes();
  }

  /** Frames that can be read or written at once; {@link #observedNs()} then tells when that was. */
  int availableFrames() {
    int frames = 0;
    long beforeNs = clock.nowNs();
    for (int tries = 0; tries < 3; tries++) {
      frames = line.available() / frameBytes();
      observedNs = clock.nowNs();
      if (observedNs - beforeNs < PROMPT_NS) {
        break;
      }
      beforeNs = observedNs;
    }
    return frames;
  }

  long observedNs() {
    return observedNs;
  }

  long durationNs(long frames) {
    return frames * 1_000_000_000L / rateHz;
  }

  /** Lets so many frames pass, about. */
  void nap(int frames) {
    long napNs = Math.clamp(durationNs(frames), SHORTEST_NAP_NS, LONGEST_NAP_NS);
    clock.parkUntil(observedNs + napNs);
  }

  void advanced(long position) {
    progressFrames = position;
  }

  void fail(String what) {
    if (open) {
      state = new DeviceState.Failed(format.description() + " " + what);
    }
  }

  boolean serving() {
    return open && state instanceof DeviceState.Running;
  }

  private void run() {
    try {
      line.start();
      while (serving()) {
        turn();
        if (!line.isOpen()) {
          fail("was closed by the system");
        }
      }
    } catch (RuntimeException | Error problem) {
      fail("stopped: " + problem);
    }
  }

  private static boolean ends(Thread serving) {
    LockSupport.unpark(serving);
    try {
      return serving.join(CLOSING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return !serving.isAlive();
    }
  }
}
