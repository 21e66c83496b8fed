package audiostream.engine.feedback;

/**
 * How often a sender reports to each destination. A receiver cannot know how many others there are
 * and answers each report; so the sender alone keeps the answers of all together below 250 a
 * second.
 */
public final class ReportInterval {

  /** With few receivers: faster than RFC 3550's 5 s, so that clocks can be compared. */
  public static final long SHORTEST_NS = 200_000_000L;

  /** Up to so many receivers that interval holds. */
  public static final int UNHURRIED_RECEIVERS = 50;

  /** Reports at the usual pace for who listens already; there, five seconds of them. */
  private static final long EAGER_REPORTS = 25;

  /** A receiver that is new can ask for the time from the first report on, so not longer. */
  private static final long UNHEARD_NS = 500_000_000L;

  private ReportInterval() {}

  /**
   * From one sender report to a destination to the next.
   *
   * @param receivers of all destinations together
   */
  public static long ns(int receivers) {
    return SHORTEST_NS * Math.max(UNHURRIED_RECEIVERS, receivers) / UNHURRIED_RECEIVERS;
  }

  /**
   * The same to a destination from which nobody was ever heard: a player that knows no RTCP, or a
   * loudspeaker not switched on yet, which gets all it needs with the first report after it has
   * spoken.
   *
   * @param intervalNs from {@link #ns}
   * @param sent reports to it so far
   */
  public static long toUnheardNs(long intervalNs, long sent) {
    return sent < EAGER_REPORTS ? intervalNs : Math.max(intervalNs, UNHEARD_NS);
  }
}
