package audiostream.engine.sync;

/**
 * Which latency a group should have: a pure function. As much as any of its receivers needs; more
 * at once, less only when all could do with much less for a while.
 */
public final class GroupDecision {

  /** What is allowed for above what a receiver says that it needs. */
  static final long MARGIN_NS = 2_000_000L;

  /** Less than this and a tenth of the latency is not worth a change of pitch. */
  static final long SLACK_NS = 5_000_000L;

  private static final long SLACK_SHARE = 10;

  /** A change begins so long after it is decided, so that every receiver has heard of it. */
  public static final long NOTICE_NS = 1_000_000_000L;

  private GroupDecision() {}

  /**
   * @param targetNs where the group is going now
   * @param neededNs the most that any receiver needs; 0: nobody has said
   * @param lessForNs for how long the group could have done with less
   * @return where it should go
   */
  public static long next(GroupPolicy policy, long targetNs, long neededNs, long lessForNs) {
    if (neededNs == 0) {
      return targetNs;
    }
    long wantedNs = Math.clamp(neededNs + MARGIN_NS, policy.leastNs(), policy.ceilingNs());
    if (wantedNs >= targetNs) {
      return wantedNs;
    }
    long slackNs = Math.max(SLACK_NS, targetNs / SLACK_SHARE);
    boolean worthIt = targetNs - wantedNs > slackNs || wantedNs == policy.leastNs();
    return worthIt && lessForNs > PATIENCE_NS ? wantedNs : targetNs;
  }

  /** How long less must have been enough before the group goes there. */
  static final long PATIENCE_NS = 30_000_000_000L;
}
