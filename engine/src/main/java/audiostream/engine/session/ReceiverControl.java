package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.Identity;
import audiostream.engine.feedback.PlayoutFacts;
import audiostream.engine.feedback.ReceiverReporter;
import audiostream.engine.feedback.ReceiverState;
import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.net.UdpSource;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceiveGauges;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.stats.Counters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The receiver's RTCP: who it is, what it tells, and a responder for each of its sockets. The
 * control thread of the caller, except the responders.
 */
final class ReceiverControl {

  private final Receiver.Surroundings surroundings;
  private final Identity identity;
  private final ReceivePipeline pipeline;
  private final Counters<ReceiveCounter> counters;
  private final List<ReportResponder> responders = new ArrayList<>();

  /**
   * @param counters of the pipeline
   */
  ReceiverControl(
      Receiver.Surroundings surroundings,
      ReceivePipeline pipeline,
      Counters<ReceiveCounter> counters) {
    this.surroundings = surroundings;
    this.pipeline = pipeline;
    this.counters = counters;
    this.identity =
        new Identity(surroundings.random().nextInt(), Identity.randomCname(surroundings.random()));
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
    responders.add(responder);
    intake.tellControl(responder);
  }

  private PlayoutFacts facts() {
    ReceiveGauges gauges = pipeline.gauges();
    return new PlayoutFacts(
        stateOf(gauges.state()),
        gauges.latencyNs(),
        gauges.targetNs(),
        counters.value(ReceiveCounter.MISSING_FRAMES),
        counters.value(ReceiveCounter.UNDERRUNS) + counters.value(ReceiveCounter.DEVICE_UNDERRUNS),
        counters.value(ReceiveCounter.LATE),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
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
