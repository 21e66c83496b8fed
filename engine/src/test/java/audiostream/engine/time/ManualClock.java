package audiostream.engine.time;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. Waiting moves it too: {@link #parkUntil} jumps
 * to the deadline at once, so that a scenario of an hour on one thread takes no time. Safe for
 * several threads; with several the scenario's order is theirs.
 */
public final class ManualClock implements Clock {

  private final AtomicLong nowNs;

  /** Starts at an arbitrary time, so that nobody takes the origin for 0. */
  public ManualClock() {
    this(1_234_567_890_123L);
  }

  public ManualClock(long nowNs) {
    this.nowNs = new AtomicLong(nowNs);
  }

  @Override
  public long nowNs() {
    return nowNs.get();
  }

  @Override
  public void parkUntil(long deadlineNs) {
    advanceTo(deadlineNs);
  }

  public void advance(long byNs) {
    if (byNs < 0) {
      throw new IllegalArgumentException("time does not run backwards: " + byNs);
    }
    nowNs.addAndGet(byNs);
  }

  public void advanceMs(long byMs) {
    advance(byMs * 1_000_000L);
  }

  /** Moves forward to a time; does nothing when it has passed already. */
  public void advanceTo(long toNs) {
    nowNs.accumulateAndGet(toNs, Math::max);
  }
}
