package audiostream.engine.session;

import audiostream.engine.feedback.GroupTerms;
import audiostream.engine.sync.GroupDecision;
import audiostream.engine.sync.GroupLatency;
import audiostream.engine.sync.GroupPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the latency of all receivers of a sender. The RTCP agent; the policy from any thread. */
final class GroupKeeper {

  /** Where an automatic group begins, before its receivers have said what they need. */
  private static final long START_NS = 100_000_000L;

  private volatile @Nullable GroupPolicy policy;
  private @Nullable GroupPolicy followed;
  private GroupLatency latency = GroupLatency.constant(START_NS);
  private long moreNeededAtNs;

  /** From now on; empty: each receiver has a latency of its own. */
  void policy(Optional<GroupPolicy> next) {
    policy = next.orElse(null);
  }

  /**
   * Decides anew.
   *
   * @param neededNs the most that any receiver needs; 0: nobody has said
   */
  void decide(long neededNs, long nowNs) {
    GroupPolicy wanted = policy;
    if (wanted == null) {
      followed = null;
      return;
    }
    if (!wanted.equals(followed)) {
      long startNs = Math.clamp(START_NS, wanted.leastNs(), wanted.mostNs());
      latency =
          followed == null ? GroupLatency.constant(startNs) : latency.to(startNs, startsAt(nowNs));
      followed = wanted;
      moreNeededAtNs = nowNs;
    }
    if (neededNs >= latency.toNs()) {
      moreNeededAtNs = nowNs;
    }
    long next = GroupDecision.next(wanted, latency.toNs(), neededNs, nowNs - moreNeededAtNs);
    boolean noticed = nowNs - latency.startsAtNs() > 0;
    if (next != latency.toNs() && noticed) {
      latency = latency.to(next, startsAt(nowNs));
      moreNeededAtNs = nowNs;
    }
  }

  private static long startsAt(long nowNs) {
    return nowNs + GroupDecision.NOTICE_NS;
  }

  /** What a destination is told; empty: there is no group. */
  Optional<GroupTerms> terms(long trimNs) {
    return followed == null
        ? Optional.empty()
        : Optional.of(
            new GroupTerms(latency.fromNs(), latency.toNs(), latency.startsAtNs(), trimNs));
  }
}
