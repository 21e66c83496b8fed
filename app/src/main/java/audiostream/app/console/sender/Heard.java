package audiostream.app.console.sender;

import audiostream.engine.session.DestinationSnapshot;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the receiver says of itself, as far as it says anything.
 *
 * @param state in words; empty: it says nothing
 * @param lost packets, since the stream began
 * @param late packets, since the stream began
 * @param jitterMs of arrivals
 * @param roundTripMs there and back
 * @param latencyMs from arrival to playout
 * @param syncErrorMs how far from where it should be
 */
record Heard(
    Optional<String> state,
    OptionalLong lost,
    OptionalLong late,
    OptionalDouble jitterMs,
    OptionalDouble roundTripMs,
    OptionalDouble latencyMs,
    OptionalDouble syncErrorMs) {

  static final Heard NOTHING =
      new Heard(
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  static Heard of(DestinationSnapshot snapshot) {
    return NOTHING;
  }
}
