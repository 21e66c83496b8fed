package audiostream.engine.session;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.pipeline.InputCounter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a sender was doing at a moment.
 *
 * @param input the input as a person should see it
 * @param state what it is doing
 * @param rateHz frames a second
 * @param peaks of each input channel since the last snapshot, linear
 * @param silentForNs for how long every channel of the input has been exactly zero
 * @param payloads how many payloads are encoded for all destinations together
 * @param counters of the input
 * @param rtcp what was counted about RTCP with all destinations
 * @param groupLatencyNs where the latency of the group goes; empty: there is no group
 * @param destinations in the session's order
 */
public record SenderSnapshot(
    String input,
    State state,
    int rateHz,
    List<Float> peaks,
    long silentForNs,
    int payloads,
    Map<InputCounter, Long> counters,
    Map<FeedbackCounter, Long> rtcp,
    OptionalLong groupLatencyNs,
    List<DestinationSnapshot> destinations) {

  /** What a sender is doing. */
  public enum State {
    SENDING("sending"),
    INPUT_LOST("the input is away, trying to open it again"),
    ENDED("ended");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** For the screen. */
    public String words() {
      return words;
    }
  }
}
