package audiostream.engine.sync;

/**
 * What a receiver says of the latency from capture to sound that it could hold.
 *
 * @param neededNs with what it allows for
 * @param shownNs what its network has shown so far that it needs: less than that at first, since a
 *     receiver begins with caution
 */
public record GroupNeed(long neededNs, long shownNs) {

  /** What counts for the group; 0: nothing. */
  public static long most(GroupPolicy policy, Iterable<GroupNeed> needs) {
    long most = 0;
    for (GroupNeed need : needs) {
      boolean left = policy.slow() == GroupPolicy.Slow.LEAVE && policy.beyond(need.shownNs());
      most = left ? most : Math.max(most, need.neededNs());
    }
    return most;
  }
}
