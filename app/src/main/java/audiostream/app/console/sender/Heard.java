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
 * @param sync how far it is in step
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
    Sync sync) {

  /**
   * How far a receiver is in step.
   *
   * @param errorMs from where it should be, positive: late
   * @param worstErrorMs of the last minute, without its sign
   * @param clockOffsetMs the sender's clock minus its own
   * @param clockUncertaintyMs how much that may be wrong
   */
  record Sync(
      OptionalDouble errorMs,
      OptionalDouble worstErrorMs,
      OptionalDouble clockOffsetMs,
      OptionalDouble clockUncertaintyMs) {

    static final Sync NONE =
        new Sync(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    private static Sync of(Playout playout) {
      return new Sync(
          ms(playout.syncErrorNs()),
          ms(playout.worstSyncErrorNs()),
          ms(playout.clockOffsetNs()),
          ms(playout.clockUncertaintyNs()));
    }
  }

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
          Sync.NONE);

  static Heard of(DestinationSnapshot snapshot) {
    return snapshot.feedback().map(Heard::of).orElse(NOTHING);
  }

  /** Whether it plays, and at a latency of its own: it cannot or will not go with the group. */
  boolean playsAlone() {
    return colour == State.GOOD && latencyMs.isPresent() && sync.errorMs().isEmpty();
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
        playout.map(Sync::of).orElse(Sync.NONE));
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
