package audiostream.engine.jitter;

/**
 * Which latency to aim at: a pure function of plain values. It rises at once and falls slowly, and
 * only when there is enough to be gained.
 */
public final class LatencyTarget {

  /** 0.5 ms a second: a change of pitch of less than a cent. */
  static final double FALL_PER_NS = 0.5e-3;

  /** What is less than this above the wanted latency is left. */
  static final long SLACK_NS = 2_000_000L;

  /** A tenth of the latency too. */
  static final long SLACK_SHARE = 10;

  /** Before so many seconds have been seen, it does not fall. */
  static final int TRUSTED_SECONDS = 30;

  private LatencyTarget() {}

  /**
   * @param targetNs the target up to now
   * @param wantedNs what the network and the device need at present
   * @param seconds for how many seconds the network has been watched
   * @param elapsedNs since the last decision
   */
  public static long next(
      LatencyPolicy policy, long targetNs, long wantedNs, int seconds, long elapsedNs) {
    long boundedNs = Math.clamp(wantedNs, policy.leastNs(), policy.mostNs());
    if (boundedNs >= targetNs) {
      return boundedNs;
    }
    long slackNs = Math.max(SLACK_NS, boundedNs / SLACK_SHARE);
    boolean may = policy.falls() && seconds >= TRUSTED_SECONDS;
    if (!may || targetNs - boundedNs <= slackNs) {
      return targetNs;
    }
    return Math.max(boundedNs + slackNs, targetNs - Math.round(elapsedNs * FALL_PER_NS));
  }
}
