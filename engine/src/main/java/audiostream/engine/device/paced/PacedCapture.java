package audiostream.engine.device.paced;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An input paced by the clock: {@link PacedBlocks} on a daemon thread of its own.
 *
 * <p>One that waits for another program is never stalled: its {@link #progressFrames} go on with
 * the clock while nothing comes.
 */
public final class PacedCapture implements CaptureDevice {

  private static final long JOIN_MS = 1_000;

  private final Clock clock;
  private final DeviceFormat format;
  private final BlockSource source;
  private final PacedBlocks blocks;
  private final Object handingOver = new Object();
  private @Nullable Thread thread;
  private boolean closed;
  private volatile long startedNs;
  private volatile long handedOverFrames;
  private volatile DeviceState state = DeviceState.RUNNING;

  /**
   * @param format its {@code maxBlockFrames} are the frames of each block
   * @param source closed by this device
   */
  public PacedCapture(Clock clock, DeviceFormat format, BlockSource source) {
    this.clock = clock;
    this.format = format;
    this.source = source;
    this.blocks =
        new PacedBlocks(clock, format.rateHz(), format.channels(), format.maxBlockFrames(), source);
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
    return source.waitsForProducer() && startedNs != 0
        ? FrameTime.framesIn(clock.nowNs() - startedNs, format.rateHz())
        : handedOverFrames;
  }

  @Override
  public boolean mayBeHeldUp() {
    return true;
  }

  @Override
  public void start(CaptureCallback callback) {
    if (thread != null || closed) {
      throw new IllegalStateException(format.description() + " can be started once");
    }
    startedNs = clock.nowNs();
    thread =
        Thread.ofPlatform()
            .name("capture " + format.description())
            .daemon()
            .unstarted(() -> run(callback));
    thread.start();
  }

  private void run(CaptureCallback callback) {
    CaptureCallback guarded = block -> handOver(block, callback);
    try (source) {
      boolean more = true;
      while (more) {
        more = blocks.turn(guarded);
      }
      endUnlessClosed();
    } catch (IOException e) {
      state = new DeviceState.Failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      state = new DeviceState.Failed(format.description() + " stopped by " + e);
      throw e;
    }
  }

  private void endUnlessClosed() {
    synchronized (handingOver) {
      if (!closed) {
        state = DeviceState.ENDED;
      }
    }
  }

  private void handOver(CaptureBlock block, CaptureCallback callback) {
    // Never contended but by close(), which must not return while the callback runs.
    synchronized (handingOver) {
      if (!closed) {
        callback.captured(block);
        handedOverFrames += block.frames();
      }
    }
  }

  @Override
  public void close() {
    synchronized (handingOver) {
      closed = true;
    }
    blocks.stop();
    Thread running = thread;
    if (running == null) {
      source.close();
    } else if (Thread.currentThread() != running) {
      LockSupport.unpark(running);
      joinUnlessItWaits(running);
    }
  }

  private void joinUnlessItWaits(Thread running) {
    if (source.waitsForProducer()) {
      return; // a read from a pipe cannot be broken off; the daemon thread ends with it
    }
    try {
      running.join(JOIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
