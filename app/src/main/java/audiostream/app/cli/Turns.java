package audiostream.app.cli;

import audiostream.engine.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** One turn a second until the end. Main thread. */
final class Turns {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long LOOK_NS = 200_000_000L;

  private final Clock clock;
  private final long startNs;
  private final long durationNs;

  /**
   * @param startNs from which seconds are counted
   * @param durationNs after which it ends by itself
   */
  Turns(Clock clock, long startNs, long durationNs) {
    this.clock = clock;
    this.startNs = startNs;
    this.durationNs = durationNs;
  }

  /** Whole seconds since the start. */
  long second() {
    return (clock.nowNs() - startNs) / SECOND_NS;
  }

  /**
   * @param over looked at five times a second, and whenever the thread is unparked
   * @param turn told the second, counted from 1
   */
  void run(BooleanSupplier over, LongConsumer turn) {
    long next = 1;
    while (!over.getAsBoolean()) {
      long elapsedNs = clock.nowNs() - startNs;
      if (elapsedNs >= durationNs) {
        return;
      }
      if (elapsedNs >= next * SECOND_NS) {
        turn.accept(next);
        next++;
      }
      long wakeNs = Math.min(Math.min(next * SECOND_NS, durationNs), elapsedNs + LOOK_NS);
      clock.parkUntil(startNs + wakeNs);
    }
  }
}
