package audiostream.app.cli;

import audiostream.engine.time.Clock;

/** One turn a second until the end or a signal. Main thread. */
final class Ticker {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long LOOK_NS = 50_000_000L;

  /** What a turn does. */
  @FunctionalInterface
  interface Turn {
    /**
     * @param second since the start, counted from 1
     */
    void at(long second);
  }

  /** Looked at 20 times a second. */
  @FunctionalInterface
  interface Until {
    boolean over();
  }

  private Ticker() {}

  /**
   * @param durationNs after which it ends by itself
   */
  static void run(Clock clock, long startNs, long durationNs, Until until, Turn turn) {
    long second = 1;
    while (!until.over()) {
      long elapsedNs = clock.nowNs() - startNs;
      if (elapsedNs >= durationNs) {
        return;
      }
      if (elapsedNs >= second * SECOND_NS) {
        turn.at(second);
        second++;
      }
      long nextNs = Math.min(Math.min(second * SECOND_NS, durationNs), elapsedNs + LOOK_NS);
      clock.parkUntil(startNs + nextNs);
    }
  }
}
