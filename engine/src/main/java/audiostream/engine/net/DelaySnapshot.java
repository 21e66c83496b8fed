package audiostream.engine.net;

/**
 * How long datagrams were under way in one direction of a relay.
 *
 * @param datagrams since the start
 * @param sumMs of their delays since the start
 * @param behindSumMs of the times by which they left later than the settings say, since the start
 * @param longestMs delay since the last snapshot
 * @param worstBehindMs since the last snapshot
 */
public record DelaySnapshot(
    long datagrams, double sumMs, double behindSumMs, double longestMs, double worstBehindMs) {

  public static final DelaySnapshot NONE = new DelaySnapshot(0, 0, 0, 0, 0);

  /** Mean delay since an earlier snapshot; 0 without datagrams. */
  public double meanMsSince(DelaySnapshot earlier) {
    long count = datagrams - earlier.datagrams;
    return count == 0 ? 0 : (sumMs - earlier.sumMs) / count;
  }

  /** How much later than due datagrams left on average; 0 without datagrams. */
  public double meanBehindMs() {
    return datagrams == 0 ? 0 : behindSumMs / datagrams;
  }
}
