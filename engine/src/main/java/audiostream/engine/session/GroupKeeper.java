package audiostream.engine.session;

import audiostream.engine.feedback.GroupTerms;
import audiostream.engine.sync.GroupDecision;
import audiostream.engine.sync.GroupLatency;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.sync.GroupPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latency of all receivers of a sender. The RTCP agent; the policy from any thread, and
 * {@link #targetNs}.
 */
final class GroupKeeper {

  /** Where an automatic group begins, before its receivers have said what they need. */
  private static final long START_NS = 100_000_000L;

  /** Delays of destinations are made in the stream itself, for receivers of every kind. */
  private static final long NO_TRIM = 0;

  private volatile @Nullable GroupPolicy policy;
  private @Nullable GroupPolicy followed;
  private GroupLatency latency = GroupLatency.constant(START_NS);
  private long moreNeededAtNs;
  private volatile @Nullable GroupLatency shown;

  /** From now on; empty: each receiver has a latency of its own. */
  void policy(Optional<GroupPolicy> next) {
    policy = next.orElse(null);
  }

  /** What holds now; empty: there is no group. */
  Optional<GroupPolicy> policy() {
    return Optional.ofNullable(followed);
  }

  /** Where the latency goes. */
  OptionalLong targetNs() {
    GroupLatency now = shown;
    return now == null ? OptionalLong.empty() : OptionalLong.of(now.toNs());
  }

  /**
   * Decides anew.
   *
   * @param needs of all receivers that have said
   */
  void decide(List<GroupNeed> needs, long nowNs) {
    GroupPolicy wanted = policy;
    if (wanted == null) {
      followed = null;
      shown = null;
      return;
    }
    if (!wanted.equals(followed)) {
      follow(wanted, nowNs);
    }
    long neededNs = GroupNeed.most(wanted, needs);
    if (neededNs >= latency.toNs()) {
      moreNeededAtNs = nowNs;
    }
    long next = GroupDecision.next(wanted, latency.toNs(), neededNs, nowNs - moreNeededAtNs);
    boolean noticed = nowNs - latency.startsAtNs() > 0;
    if (next != latency.toNs() && noticed) {
      latency = latency.to(next, startsAt(nowNs));
      moreNeededAtNs = nowNs;
    }
    shown = latency;
  }

  /** A group that runs goes on from where it is; one that begins starts short of a guess. */
  private void follow(GroupPolicy wanted, long nowNs) {
    if (followed == null) {
      latency = GroupLatency.constant(Math.clamp(START_NS, wanted.leastNs(), wanted.mostNs()));
    } else {
      long nearestNs = Math.clamp(latency.toNs(), wanted.leastNs(), wanted.mostNs());
      latency = latency.to(nearestNs, startsAt(nowNs));
    }
    followed = wanted;
    moreNeededAtNs = nowNs;
  }

  private static long startsAt(long nowNs) {
    return nowNs + GroupDecision.NOTICE_NS;
  }

  /** What a destination is told; empty: there is no group. */
  Optional<GroupTerms> terms() {
    return followed == null
        ? Optional.empty()
        : Optional.of(
            new GroupTerms(latency.fromNs(), latency.toNs(), latency.startsAtNs(), NO_TRIM));
  }
}
