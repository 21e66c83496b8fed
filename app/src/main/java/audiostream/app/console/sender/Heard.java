package audiostream.app.console.sender;

import audiostream.app.console.sender.RowStatus.State;
import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverState;
import audiostream.engine.session.DestinationSnapshot;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a receiver says of itself, as far as it says anything; of several, the one that is worst
 * off.
 *
 * @param state in words; empty: it says nothing
 * @param colour of that state
 * @param lost packets, since the stream began
 * @param late packets, since the stream began
 * @param lossPercent between its last two reports
 * @param jitterMs of arrivals
 * @param roundTripMs there and back
 * @param latencyMs from arrival to playout
 * @param syncErrorMs how far from where it should be
 */
record Heard(
    Optional<String> state,
    State colour,
    OptionalLong lost,
    OptionalLong late,
    OptionalDouble lossPercent,
    OptionalDouble jitterMs,
    OptionalDouble roundTripMs,
    OptionalDouble latencyMs,
    OptionalDouble syncErrorMs) {

  static final Heard NOTHING =
      new Heard(
          Optional.empty(),
          State.QUIET,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  static Heard of(DestinationSnapshot snapshot) {
    return snapshot.feedback().map(Heard::of).orElse(NOTHING);
  }

  private static Heard of(DestinationFeedback feedback) {
    ReceiverFeedback worst = feedback.worst();
    Optional<Playout> playout = worst.playout();
    return new Heard(
        Optional.of(words(feedback, worst)),
        colour(worst),
        OptionalLong.of(Math.max(0, worst.packetsLost())),
        playout.map(Playout::latePackets).orElse(OptionalLong.empty()),
        OptionalDouble.of(100 * worst.fractionLost()),
        OptionalDouble.of(worst.jitterNs() / 1e6),
        ms(worst.roundTripNs()),
        ms(playout.map(Playout::latencyNs).orElse(OptionalLong.empty())),
        ms(playout.map(Playout::syncErrorNs).orElse(OptionalLong.empty())));
  }

  private static OptionalDouble ms(OptionalLong ns) {
    return ns.isPresent() ? OptionalDouble.of(ns.getAsLong() / 1e6) : OptionalDouble.empty();
  }

  private static String words(DestinationFeedback feedback, ReceiverFeedback worst) {
    String one =
        switch (worst.presence()) {
          case LEFT -> "the receiver has ended";
          case SILENT -> "no feedback any more for " + worst.silentForNs() / 1_000_000_000L + " s";
          case ANSWERING -> stateOf(worst).map(ReceiverState::words).orElse("received");
        };
    int others = feedback.receivers().size() - 1;
    return others == 0 ? one : one + ", the worst of " + (others + 1) + " receivers";
  }

  private static State colour(ReceiverFeedback worst) {
    return switch (worst.presence()) {
      case LEFT -> State.QUIET;
      case SILENT -> State.TROUBLE;
      case ANSWERING ->
          switch (stateOf(worst).orElse(ReceiverState.PLAYING)) {
            case PLAYING -> State.GOOD;
            case IDLE, FILLING -> State.QUIET;
            case STARVED -> State.TROUBLE;
          };
    };
  }

  private static Optional<ReceiverState> stateOf(ReceiverFeedback receiver) {
    return receiver.playout().flatMap(Playout::state);
  }
}
