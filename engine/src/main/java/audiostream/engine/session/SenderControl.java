package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.GroupTerms;
import audiostream.engine.feedback.Identity;
import audiostream.engine.feedback.ReportInterval;
import audiostream.engine.feedback.ReportSchedule;
import audiostream.engine.net.UdpWatch;
import audiostream.engine.pipeline.CaptureTimeline;
import audiostream.engine.pipeline.CaptureTimeline.Capture;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.time.SystemTime;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sender's RTCP agent: reports to each destination in turn, and reads what they answer. It
 * shares nothing with the send agent but counters and the capture timeline.
 */
final class SenderControl {

  /** How often it looks whether something was captured, until it was. */
  private static final long LOOK_INTERVAL_NS = 50_000_000L;

  /** Reports due so soon go with one that is due: waking up costs more than a report. */
  private static final long TOGETHER_NS = ReportInterval.SHORTEST_NS / 10;

  private static final long COUNT_INTERVAL_NS = 1_000_000_000L;

  private final Sender.Surroundings surroundings;
  private final CaptureTimeline timeline;
  private final String cname;
  private final Counters<FeedbackCounter> counters = new Counters<>(FeedbackCounter.class);
  private final GroupKeeper group = new GroupKeeper();
  private final SlowReceivers slow;
  private final Agent agent;
  private final Map<DestinationControl, ReportSchedule> schedules = new LinkedHashMap<>();
  private final Set<DestinationControl> complainedOf = new HashSet<>();
  private volatile boolean systemClock;
  private volatile List<DestinationControl> wanted = List.of();
  private List<DestinationControl> welcomed = List.of();
  private volatile @Nullable UdpWatch watch;
  private long intervalNs = ReportInterval.SHORTEST_NS;
  private long countAtNs;

  /**
   * @param timeline of the input
   * @param onFailure told when the agent ends by an error
   */
  SenderControl(
      Sender.Surroundings surroundings, CaptureTimeline timeline, Consumer<Throwable> onFailure) {
    this.surroundings = surroundings;
    this.timeline = timeline;
    this.cname = Identity.randomCname(surroundings.random());
    this.slow = new SlowReceivers(surroundings.listener(), counters);
    this.agent = new Agent("audiostream-rtcp", this::turn, onFailure);
    this.countAtNs = surroundings.clock().nowNs();
  }

  /** The canonical name of all streams of this sender. */
  String cname() {
    return cname;
  }

  /** Written by the RTCP agent; any thread reads. */
  Counters<FeedbackCounter> counters() {
    return counters;
  }

  /** From its next turn on it reports to these, and to no others. */
  void adopt(List<DestinationControl> next) {
    wanted = List.copyOf(next);
    wake();
  }

  private void wake() {
    UdpWatch opened = watch;
    if (opened != null) {
      opened.wake();
    }
  }

  /** Whether and how its receivers sound together; any thread. */
  void group(Optional<GroupPolicy> policy, boolean onSystemClock) {
    systemClock = onSystemClock;
    group.policy(policy);
  }

  private Optional<GroupTerms> terms() {
    return systemClock
        ? group.terms().map(terms -> terms.onSystemClock(systemClockNs()))
        : group.terms();
  }

  private long systemClockNs() {
    return SystemTime.minusMonotonicNs(surroundings.clock(), surroundings.wallClock());
  }

  /** Where the group's latency goes; empty: there is no group. Any thread. */
  OptionalLong groupLatencyNs() {
    return group.targetNs();
  }

  void start() {
    agent.start();
  }

  /** Afterwards it reports no more. */
  void stop() {
    agent.askToStop();
    wake();
    agent.stop();
    UdpWatch opened = watch;
    if (opened != null) {
      opened.close();
    }
  }

  /** Says BYE for a stream that ends. */
  void sayBye(DestinationControl destination) throws IOException {
    destination.sayBye(
        timeline.last(), surroundings.wallClock().instant(), surroundings.clock().nowNs());
  }

  private boolean turn() {
    try {
      UdpWatch opened = watch == null ? UdpWatch.open() : watch;
      watch = opened;
      List<DestinationControl> all = wanted;
      welcome(all, opened);
      countReceivers(all);
      long waitNs = reportAllDue();
      opened.await(Math.ceilDiv(waitNs, 1_000_000L)); // early would be in vain
      return true;
    } catch (IOException e) {
      warn("no feedback from receivers: " + e.getMessage());
      return false;
    }
  }

  /**
   * New destinations are spread over an interval, so that their reports do not come all at once.
   */
  @SuppressWarnings("ReferenceEquality") // a list that was adopted does not change
  private void welcome(List<DestinationControl> all, UdpWatch opened) throws IOException {
    if (all == welcomed) {
      return;
    }
    schedules.keySet().retainAll(all);
    complainedOf.retainAll(all);
    List<DestinationControl> fresh = all.stream().filter(d -> !schedules.containsKey(d)).toList();
    long nowNs = surroundings.clock().nowNs();
    for (int i = 0; i < fresh.size(); i++) {
      fresh.get(i).watch(opened, surroundings.clock());
      long firstNs = nowNs + intervalNs * i / fresh.size();
      schedules.put(fresh.get(i), new ReportSchedule(firstNs, intervalNs));
    }
    welcomed = all;
  }

  private void countReceivers(List<DestinationControl> all) {
    long nowNs = surroundings.clock().nowNs();
    if (nowNs - countAtNs >= 0) {
      countAtNs = nowNs + COUNT_INTERVAL_NS;
      intervalNs = ReportInterval.ns(all.stream().mapToInt(d -> d.receivers(nowNs)).sum());
      Map<String, List<GroupNeed>> needs = new LinkedHashMap<>();
      all.forEach(destination -> needs.put(destination.name(), destination.needs(nowNs)));
      group.decide(needs.values().stream().flatMap(List::stream).toList(), nowNs);
      group.policy().ifPresentOrElse(policy -> slow.look(policy, needs, nowNs), slow::forget);
    }
  }

  /**
   * @return how long until the next report, or until it is time to look again
   */
  private long reportAllDue() {
    Optional<Capture> capture = timeline.last();
    long nowNs = surroundings.clock().nowNs();
    if (capture.isEmpty()) {
      return LOOK_INTERVAL_NS; // nothing has been sent, so there is nothing to report
    }
    long waitNs = countAtNs - nowNs;
    for (Map.Entry<DestinationControl, ReportSchedule> each : schedules.entrySet()) {
      DestinationControl destination = each.getKey();
      ReportSchedule schedule = each.getValue();
      long ownNs = destination.nextInNs(intervalNs);
      long leftNs = schedule.leftNs(nowNs, ownNs);
      if (leftNs <= TOGETHER_NS) {
        report(destination, capture.get(), ownNs);
        schedule.reported(nowNs, ownNs);
        leftNs = schedule.leftNs(nowNs, ownNs);
      }
      waitNs = Math.min(waitNs, leftNs);
    }
    return waitNs;
  }

  private void report(DestinationControl destination, Capture capture, long nextInNs) {
    try {
      destination.report(
          capture,
          surroundings.wallClock().instant(),
          surroundings.clock().nowNs(),
          nextInNs,
          terms());
    } catch (IOException e) {
      counters.increment(FeedbackCounter.REPORTS_UNSENT);
      if (complainedOf.add(destination)) {
        warn("destination '" + destination.name() + "': no reports: " + e.getMessage());
      }
    }
  }

  private void warn(String text) {
    surroundings.listener().accept(SessionEvent.warning(text));
  }
}
