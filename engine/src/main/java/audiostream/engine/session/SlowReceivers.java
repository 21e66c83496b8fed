package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says once of each destination that it cannot keep up with its group, and once that it can again.
 * RTCP agent.
 */
final class SlowReceivers {

  /** So long it must need too much before it is said. */
  static final long CERTAIN_NS = 3_000_000_000L;

  /** So long it must not, before it is said to keep up. */
  static final long MENDED_NS = 30_000_000_000L;

  private static final class Past {
    private boolean told;
    private long changedNs;

    Past(long nowNs) {
      changedNs = nowNs;
    }
  }

  private final Consumer<SessionEvent> listener;
  private final Counters<FeedbackCounter> counters;
  private final Map<String, Past> pasts = new HashMap<>();

  SlowReceivers(Consumer<SessionEvent> listener, Counters<FeedbackCounter> counters) {
    this.listener = listener;
    this.counters = counters;
  }

  /** There is no group any more. */
  void forget() {
    pasts.clear();
  }

  /**
   * To be called about once a second.
   *
   * @param needs of the receivers of each destination, by its name
   */
  void look(GroupPolicy policy, Map<String, List<GroupNeed>> needs, long nowNs) {
    pasts.keySet().retainAll(needs.keySet());
    needs.forEach((destination, all) -> look(policy, destination, all, nowNs));
  }

  private void look(GroupPolicy policy, String destination, List<GroupNeed> needs, long nowNs) {
    Past past = pasts.computeIfAbsent(destination, fresh -> new Past(nowNs));
    List<GroupNeed> slow = needs.stream().filter(n -> policy.beyond(n.shownNs())).toList();
    if (slow.isEmpty() != past.told) {
      past.changedNs = nowNs; // as it was told last
      return;
    }
    if (nowNs - past.changedNs < (past.told ? MENDED_NS : CERTAIN_NS)) {
      return;
    }
    past.told = !past.told;
    past.changedNs = nowNs;
    String who = "destination '" + destination + "': ";
    if (past.told) {
      counters.increment(FeedbackCounter.GROUP_SLOW);
      listener.accept(SessionEvent.warning(who + words(policy, slow, needs.size())));
    } else {
      listener.accept(SessionEvent.notice(who + "keeps up with the group again"));
    }
  }

  private static String words(GroupPolicy policy, List<GroupNeed> slow, int receivers) {
    long most = slow.stream().mapToLong(GroupNeed::shownNs).max().orElse(0);
    String count = receivers == 1 ? "" : slow.size() + " of " + receivers + " receivers: ";
    return String.format(
        Locale.ROOT,
        "%scannot keep up with the group: needs %.0f ms, the group has %.0f at most; %s",
        count,
        most / 1e6,
        policy.mostNs() / 1e6,
        policy.slow() == Slow.WAIT
            ? "the group waits for it"
            : "it is left behind (a longer group latency or --group-slow wait takes it along)");
  }
}
