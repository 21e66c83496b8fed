package audiostream.engine.pipeline;

/**
 * Whether the group plays before its frames can be here: then a receiver plays at a latency of its
 * own, since in step it would never be heard. Pulling thread only.
 */
final class GroupReach {

  private static final long CERTAIN_NS = 1_000_000_000L;

  /** The group must be so much longer before it is joined again. */
  private static final long ROOM_NS = 2_000_000L;

  private boolean beyond;
  private long agreedAtNs;

  /** Another stream. */
  void reset(long nowNs) {
    beyond = false;
    agreedAtNs = nowNs;
  }

  /**
   * @param floorNs from capture to sound of a frame that waits nowhere
   * @param groupNs from capture to sound in the group
   */
  void look(long floorNs, double groupNs, long nowNs) {
    boolean now = floorNs + (beyond ? ROOM_NS : 0) > groupNs;
    if (now == beyond) {
      agreedAtNs = nowNs;
    } else if (nowNs - agreedAtNs > CERTAIN_NS) {
      beyond = now;
      agreedAtNs = nowNs;
    }
  }

  /** Whether it is out of reach. */
  boolean beyond() {
    return beyond;
  }
}
