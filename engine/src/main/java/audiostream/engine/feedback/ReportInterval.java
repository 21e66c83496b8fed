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

  private ReportInterval() {}

  /**
   * From one sender report to a destination to the next.
   *
   * @param receivers of all destinations together
   */
  public static long ns(int receivers) {
    return SHORTEST_NS * Math.max(UNHURRIED_RECEIVERS, receivers) / UNHURRIED_RECEIVERS;
  }
}
