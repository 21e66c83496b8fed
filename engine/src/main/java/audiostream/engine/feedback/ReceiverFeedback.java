package audiostream.engine.feedback;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one receiver has told of how it receives.
 *
 * @param ssrc by which it is known in RTCP
 * @param cname its canonical name, when it has told
 * @param presence whether it still answers
 * @param silentForNs since it was last heard
 * @param fractionLost of the packets between its last two reports, 0 to 1
 * @param packetsLost since its stream began; negative where more came twice than were lost
 * @param jitterNs interarrival jitter (RFC 3550 section 6.4.1)
 * @param roundTripNs of the last report and its answer; empty until known
 * @param playout how it plays; only our own receivers tell
 */
public record ReceiverFeedback(
    int ssrc,
    Optional<String> cname,
    Presence presence,
    long silentForNs,
    double fractionLost,
    long packetsLost,
    long jitterNs,
    OptionalLong roundTripNs,
    Optional<Playout> playout) {

  /** Whether a receiver answers. */
  public enum Presence {
    /** It does. */
    ANSWERING("answering"),
    /** It did, and does no more. */
    SILENT("silent"),
    /** It has said BYE. */
    LEFT("left");

    private final String words;

    Presence(String words) {
      this.words = words;
    }

    /** For the screen. */
    public String words() {
      return words;
    }
  }

  /**
   * How one of our own receivers plays. What it has not told is empty.
   *
   * @param state what it is doing
   * @param latencyNs from the fastest recent arrival of a frame to when it sounds
   * @param targetNs the latency that it holds
   * @param concealedFrames that it had to make up
   * @param underruns times that nothing was left to play
   * @param latePackets that came too late to sound as a whole
   * @param outputLatencyNs of its device
   * @param syncErrorNs how far from the group it plays, positive: late
   * @param clockOffsetNs the sender's clock minus its own
   * @param clockUncertaintyNs standard deviation of that
   * @param neededLatencyNs the least from capture to sound that it could hold
   * @param shownLatencyNs what its network has needed of that up to now
   * @param worstSyncErrorNs the largest sync error of the last minute, without its sign
   */
  public record Playout(
      Optional<ReceiverState> state,
      OptionalLong latencyNs,
      OptionalLong targetNs,
      OptionalLong concealedFrames,
      OptionalLong underruns,
      OptionalLong latePackets,
      OptionalLong outputLatencyNs,
      OptionalLong syncErrorNs,
      OptionalLong clockOffsetNs,
      OptionalLong clockUncertaintyNs,
      OptionalLong neededLatencyNs,
      OptionalLong shownLatencyNs,
      OptionalLong worstSyncErrorNs) {}
}
