package audiostream.engine.sync;

/**
 * How the latency of a group is chosen.
 *
 * @param leastNs never less
 * @param mostNs never more: a receiver that needs more is left behind
 */
public record GroupPolicy(long leastNs, long mostNs) {

  public static final long MIN_NS = 5_000_000L;
  public static final long MAX_NS = 5_000_000_000L;
  public static final long DEFAULT_MOST_NS = 500_000_000L;

  public GroupPolicy {
    if (leastNs < MIN_NS || mostNs > MAX_NS || leastNs > mostNs) {
      throw new IllegalArgumentException(
          "group latency from " + leastNs / 1e6 + " to " + mostNs / 1e6 + " ms: 5 to 5000");
    }
  }

  /** One latency for ever. */
  public static GroupPolicy fixed(long latencyNs) {
    return new GroupPolicy(latencyNs, latencyNs);
  }

  /** As much as the receivers need, up to a bound. */
  public static GroupPolicy auto(long mostNs) {
    return new GroupPolicy(MIN_NS, mostNs);
  }
}
