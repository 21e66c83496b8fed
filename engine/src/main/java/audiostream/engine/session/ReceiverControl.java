package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.Identity;
import audiostream.engine.feedback.PlayoutFacts;
import audiostream.engine.feedback.ReceiverReporter;
import audiostream.engine.feedback.ReceiverState;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.net.UdpSource;
import audiostream.engine.pipeline.GroupGauges;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceiveGauges;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.SenderTime;
import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.ProbePace;
import audiostream.engine.time.SystemTime;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The receiver's RTCP: who it is, what it tells, and a responder for each of its sockets. The
 * control thread of the caller, except the responders.
 */
final class ReceiverControl {

  private static final int TIMES = 64;
  private static final long IDLE_NS = 100_000_000L;

  private static final long LONGEST_EXCHANGE_NS = 2_000_000_000L;

  private final Receiver.Surroundings surroundings;
  private final boolean systemClock;
  private final Identity identity;
  private final ReceivePipeline pipeline;
  private final Counters<ReceiveCounter> counters;
  private final List<ReportResponder> responders = new ArrayList<>();
  private final List<SlotRing<SenderTime>> times;
  private final AtomicBoolean toldOfClock = new AtomicBoolean();
  private final ProbePace pace = new ProbePace();
  private final ByteBuffer probeBytes = ByteBuffer.allocateDirect(ReceiverReporter.MAX_BYTES);

  /**
   * @param systemClock whether to go by the system's clock where the sender does
   * @param times from {@link #timeRings}, which the pipeline reads
   * @param counters of the pipeline
   */
  ReceiverControl(
      Receiver.Surroundings surroundings,
      boolean systemClock,
      ReceivePipeline pipeline,
      List<SlotRing<SenderTime>> times,
      Counters<ReceiveCounter> counters) {
    this.surroundings = surroundings;
    this.systemClock = systemClock;
    this.pipeline = pipeline;
    this.times = times;
    this.counters = counters;
    this.identity =
        new Identity(surroundings.random().nextInt(), Identity.randomCname(surroundings.random()));
  }

  /**
   * What the sockets' threads pass on to the pulling thread, which has these rings from the start.
   */
  static List<SlotRing<SenderTime>> timeRings() {
    return List.of(new SlotRing<>(TIMES, SenderTime::new), new SlotRing<>(TIMES, SenderTime::new));
  }

  /** From its start on, an intake's RTCP is answered from its socket. */
  void answer(PacketIntake intake, UdpSource socket) {
    Counters<FeedbackCounter> own = new Counters<>(FeedbackCounter.class);
    ReportResponder responder =
        new ReportResponder(
            socket,
            new ReceiverReporter(identity, pipeline.statistics(), this::facts, own),
            surroundings.clock(),
            surroundings.wallClock(),
            own);
    SlotRing<SenderTime> ring = times.get(responders.size());
    responder.reporter().tellTime((said, arrivedNs) -> pass(said, arrivedNs, ring));
    responders.add(responder);
    intake.tellControl(responder);
  }

  private void pass(AppMessage said, long arrivedNs, SlotRing<SenderTime> ring) {
    SenderTime slot = ring.claim();
    if (slot != null && fill(slot, said, arrivedNs)) {
      ring.publish();
    }
  }

  private boolean fill(SenderTime slot, AppMessage said, long arrivedNs) {
    if (said.kind() == AppMessage.Kind.ANSWER) {
      return fillExchange(slot, said, arrivedNs);
    }
    OptionalLong captured = said.number(AppField.CAPTURED_NS);
    OptionalLong timestamp = said.number(AppField.CAPTURED_TIMESTAMP);
    if (captured.isEmpty() || timestamp.isEmpty()) {
      return false;
    }
    slot.captured(said.ssrc(), (int) timestamp.getAsLong(), captured.getAsLong());
    OptionalLong from = said.number(AppField.GROUP_FROM_NS);
    OptionalLong to = said.number(AppField.GROUP_LATENCY_NS);
    OptionalLong starts = said.number(AppField.GROUP_STARTS_NS);
    boolean grouped = from.isPresent() && to.isPresent() && starts.isPresent();
    if (grouped) {
      long trimNs = said.number(AppField.DELAY_TRIM_NS).orElse(0);
      slot.grouped(bounded(from), bounded(to), starts.getAsLong(), trimNs);
    }
    OptionalLong shared = said.number(AppField.SYSTEM_CLOCK_NS);
    if (grouped && systemClock && shared.isEmpty()) {
      tellThatItHasAnotherClock();
    }
    if (systemClock && shared.isPresent()) {
      toldOfClock.set(false);
      long oursNs = SystemTime.minusMonotonicNs(surroundings.clock(), surroundings.wallClock());
      slot.onSystemClock(oursNs - shared.getAsLong());
    }
    return true;
  }

  /** Once, or a person would believe for a whole evening what is not so. */
  private void tellThatItHasAnotherClock() {
    if (toldOfClock.compareAndSet(false, true)) {
      surroundings
          .listener()
          .accept(
              SessionEvent.warning(
                  "the sender does not go by the system's clock: in step by the sender's own;"
                      + " start it with --clock system, or choose that on its page"));
    }
  }

  /** Nothing from the network is trusted: what cannot be held is not tried. */
  private static long bounded(OptionalLong latencyNs) {
    return Math.clamp(latencyNs.getAsLong(), 0, GroupPolicy.MAX_NS);
  }

  private static boolean fillExchange(SenderTime slot, AppMessage said, long arrivedNs) {
    OptionalLong asked = said.number(AppField.ECHO_NS);
    OptionalLong heard = said.number(AppField.ECHO_ARRIVED_NS);
    OptionalLong answered = said.number(AppField.SENT_NS);
    boolean whole = asked.isPresent() && heard.isPresent() && answered.isPresent();
    // An answer to a probe that lies far back, or in the future, is none of ours.
    if (!whole || Math.abs(arrivedNs - asked.getAsLong()) > LONGEST_EXCHANGE_NS) {
      return false;
    }
    slot.exchange(
        said.ssrc(), asked.getAsLong(), heard.getAsLong(), answered.getAsLong(), arrivedNs);
    return true;
  }

  /**
   * One turn of the probe agent: asks the sender for its time, often until it is known.
   *
   * @return how long until the next turn
   */
  long probe() {
    GroupGauges group = pipeline.gauges().group();
    if (!group.wanted()) {
      return IDLE_NS;
    }
    responders.forEach(responder -> responder.probe(probeBytes));
    boolean timed = group.inStep() || group.beyondReach();
    long reportsNs =
        responders.stream()
            .mapToLong(ReportResponder::reportsNs)
            .filter(ns -> ns > 0)
            .min()
            .orElse(0);
    return pace.nextNs(timed, group.uncertaintyNs(), reportsNs, surroundings.clock().nowNs());
  }

  private PlayoutFacts facts() {
    ReceiveGauges gauges = pipeline.gauges();
    GroupGauges group = gauges.group();
    boolean timed = group.wanted() && group.neededNs() > 0;
    return new PlayoutFacts(
        stateOf(gauges.state()),
        gauges.latencyNs(),
        gauges.targetNs(),
        counters.value(ReceiveCounter.MISSING_FRAMES),
        counters.value(ReceiveCounter.UNDERRUNS) + counters.value(ReceiveCounter.DEVICE_UNDERRUNS),
        counters.value(ReceiveCounter.LATE),
        known(gauges.outputLatencyNs() != 0, gauges.outputLatencyNs()),
        known(group.inStep(), group.errorNs()),
        known(timed, group.offsetNs()),
        known(timed, group.uncertaintyNs()),
        known(timed, group.neededNs()),
        known(timed, group.shownNs()),
        known(group.inStep(), group.worstErrorNs()));
  }

  private static OptionalLong known(boolean is, long ns) {
    return is ? OptionalLong.of(ns) : OptionalLong.empty();
  }

  private static ReceiverState stateOf(PlayoutState state) {
    return switch (state) {
      case IDLE -> ReceiverState.IDLE;
      case FILLING -> ReceiverState.FILLING;
      case PLAYING -> ReceiverState.PLAYING;
      case STARVED -> ReceiverState.STARVED;
    };
  }

  /** Tells the sender that nobody listens here any more. */
  void sayBye() {
    responders.forEach(ReportResponder::sayBye);
  }

  /** All sockets together. */
  Map<FeedbackCounter, Long> counted() {
    Map<FeedbackCounter, Long> sums = new EnumMap<>(FeedbackCounter.class);
    for (FeedbackCounter counter : FeedbackCounter.values()) {
      sums.put(counter, responders.stream().mapToLong(r -> r.counters().value(counter)).sum());
    }
    return sums;
  }

  /** To the sender and back; empty until known. */
  OptionalLong roundTripNs() {
    return responders.stream()
        .map(responder -> responder.reporter().roundTripNs())
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }
}
