package audiostream.engine.sync;

/**
 * How the latency of a group is chosen.
 *
 * @param leastNs never less
 * @param mostNs more only for a receiver that is waited for
 * @param slow what becomes of a receiver that needs more
 */
public record GroupPolicy(long leastNs, long mostNs, Slow slow) {

  /** What becomes of a receiver that cannot keep up. */
  public enum Slow {
    /** The group goes on without it. */
    LEAVE("leave"),
    /** The group's latency grows until it can. */
    WAIT("wait");

    private final String word;

    Slow(String word) {
      this.word = word;
    }

    /** As a user writes it. */
    public String word() {
      return word;
    }
  }

  public static final long MIN_NS = 5_000_000L;
  public static final long MAX_NS = 5_000_000_000L;
  public static final long DEFAULT_MOST_NS = 500_000_000L;

  public GroupPolicy {
    if (leastNs < MIN_NS || mostNs > MAX_NS || leastNs > mostNs) {
      throw new IllegalArgumentException(
          "group latency from " + leastNs / 1e6 + " to " + mostNs / 1e6 + " ms: 5 to 5000");
    }
  }

  /** One latency for ever, unless a slow receiver is waited for. */
  public static GroupPolicy fixed(long latencyNs, Slow slow) {
    return new GroupPolicy(latencyNs, latencyNs, slow);
  }

  /** As much as the receivers need, up to a bound. */
  public static GroupPolicy auto(long mostNs, Slow slow) {
    return new GroupPolicy(MIN_NS, mostNs, slow);
  }

  /** The most that the group goes to. */
  long ceilingNs() {
    return slow == Slow.WAIT ? MAX_NS : mostNs;
  }

  /**
   * Whether a receiver cannot keep up with a group that waits for nobody.
   *
   * @param shownNs what the network has shown so far that it needs
   */
  public boolean beyond(long shownNs) {
    return shownNs > mostNs;
  }
}
