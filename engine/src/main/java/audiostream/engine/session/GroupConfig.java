package audiostream.engine.session;

import audiostream.engine.sync.GroupPolicy;
import java.util.Optional;

/**
 * Whether and how the receivers of a sender sound together.
 *
 * @param when there is a group
 * @param policy how its latency is chosen
 * @param systemClock whether the system clocks of all machines are kept together from outside, so
 *     that receivers may go by them
 */
public record GroupConfig(When when, GroupPolicy policy, boolean systemClock) {

  /** When receivers are kept in step. */
  public enum When {
    /** Each has a latency of its own. */
    NEVER,
    /** Where there may be several: two RTP destinations, or a multicast group. */
    SEVERAL,
    /** One alone, too. */
    ALWAYS
  }

  /** Each receiver has a latency of its own. */
  public static final GroupConfig OFF =
      new GroupConfig(
          When.NEVER, GroupPolicy.auto(GroupPolicy.DEFAULT_MOST_NS, GroupPolicy.Slow.LEAVE), false);

  /**
   * How these receivers are kept in step; empty: they are not.
   *
   * @param streams that are RTP: raw ones have no way to be told
   * @param multicast whether one of them goes to whoever listens
   */
  Optional<GroupPolicy> policyFor(long streams, boolean multicast) {
    boolean wanted =
        switch (when) {
          case NEVER -> false;
          case SEVERAL -> streams > 1 || multicast;
          case ALWAYS -> true;
        };
    return wanted ? Optional.of(policy) : Optional.empty();
  }
}
