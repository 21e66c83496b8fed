package audiostream.engine.session;

import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.pipeline.SendCounter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one destination was doing at a moment.
 *
 * @param config as the user set it up
 * @param ssrc of its stream
 * @param payloadType of RTP; empty for raw
 * @param packetFrames frames in one packet
 * @param counters since its stream began
 * @param failure why the last packet that was not sent was not sent
 * @param feedback what its receivers tell; empty where nobody there was ever heard, as is the rule
 *     with raw streams and plain players
 */
public record DestinationSnapshot(
    DestinationConfig config,
    int ssrc,
    OptionalInt payloadType,
    int packetFrames,
    Map<SendCounter, Long> counters,
    Optional<String> failure,
    Optional<DestinationFeedback> feedback) {

  /** Packets that did not go out. */
  public long errors() {
    return counters.entrySet().stream()
        .filter(e ->
            switch (e.getKey()) {
              case WOULD_BLOCK, REFUSED, HELD_BACK, FAILED -> true;
              case PACKETS_SENT, PAYLOAD_BYTES_SENT -> false;
            })
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
