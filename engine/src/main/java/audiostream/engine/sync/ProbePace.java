package audiostream.engine.sync;

/**
 * How often a receiver asks for the sender's time: a pure function. Often until it is in step, and
 * on for as long as it is not sure, half a minute at most: where every packet waits, only many of
 * them show how long the fastest takes. A quiet network is known within a second.
 *
 * <p>A probe and its answer have 56 bytes each with IPv4, so that asking often costs 2.8 kB/s each
 * way, 3 % of one channel of 16 bits. Where a sender has many receivers and spaces its reports for
 * that, a receiver asks at most {@value #OF_A_REPORT} times from one to the next.
 */
public final class ProbePace {

  static final long OFTEN_NS = 20_000_000L;
  static final long STEADY_NS = 200_000_000L;

  private static final int OF_A_REPORT = 10;

  /** So long after it is in step it goes on. */
  private static final long LONGEST_NS = 30_000_000_000L;

  /** Better known than this, a clock is known well enough. */
  private static final long SURE_NS = 10_000L;

  private boolean begun;
  private long unlockedAtNs;

  /**
   * @param inStep whether the sender's time is known well enough to play by
   * @param uncertaintyNs of the sender's clock, as a standard deviation
   * @param reportsNs from one report of the sender to the next
   * @return how long until the next probe
   */
  public long nextNs(boolean inStep, long uncertaintyNs, long reportsNs, long nowNs) {
    if (!inStep || !begun) {
      begun = true;
      unlockedAtNs = nowNs;
    }
    boolean sure = inStep && uncertaintyNs < SURE_NS;
    boolean often = !sure && nowNs - unlockedAtNs < LONGEST_NS;
    return often || !inStep ? Math.clamp(reportsNs / OF_A_REPORT, OFTEN_NS, STEADY_NS) : STEADY_NS;
  }
}
