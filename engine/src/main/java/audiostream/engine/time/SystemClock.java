package audiostream.engine.time;

import java.util.concurrent.locks.LockSupport;

/**
 * The machine's monotonic clock, optionally running fast or slow by some parts per million so that
 * two processes on one machine can disagree about time as two machines do (tests and evidence
 * only).
 */
public final class SystemClock implements Clock {

  private final double scale;
  private final long originNs = System.nanoTime();

  private SystemClock(double ratePpm) {
    this.scale = 1 + ratePpm / 1e6;
  }

  /** The clock as it is. */
  public static SystemClock real() {
    return new SystemClock(0);
  }

  /**
   * A clock that gains {@code ratePpm} microseconds a second on the real one.
   *
   * @param ratePpm between -10 000 and 10 000
   */
  public static SystemClock scaled(double ratePpm) {
    if (!(Math.abs(ratePpm) <= 10_000)) {
      throw new IllegalArgumentException("ratePpm " + ratePpm + ": -10000 to 10000");
    }
    return new SystemClock(ratePpm);
  }

  @Override
  public long nowNs() {
    long realNs = System.nanoTime();
    return scale == 1.0 ? realNs : originNs + (long) ((realNs - originNs) * scale);
  }

  @Override
  public void parkUntil(long deadlineNs) {
    long waitNs = deadlineNs - nowNs();
    if (waitNs > 0) {
      LockSupport.parkNanos(this, (long) (waitNs / scale));
    }
  }

  @Override
  public void sleepUntil(long deadlineNs) {
    if (!LinuxSleep.AVAILABLE) {
      parkUntil(deadlineNs);
      return;
    }
    long waitNs = deadlineNs - nowNs();
    if (waitNs > 0) {
      LinuxSleep.sleep((long) (waitNs / scale));
    }
  }
}
