package audiostream.engine.feedback;

import audiostream.engine.feedback.ReceiverFeedback.Presence;
import java.util.Comparator;
import java.util.List;

/**
 * What the receivers of one destination have told; several where it is a multicast group.
 *
 * @param receivers at least one
 */
public record DestinationFeedback(List<ReceiverFeedback> receivers) {

  public DestinationFeedback {
    receivers = List.copyOf(receivers);
    if (receivers.isEmpty()) {
      throw new IllegalArgumentException("feedback of nobody");
    }
  }

  /** How many answer now. */
  public int answering() {
    return (int) receivers.stream().filter(r -> r.presence() == Presence.ANSWERING).count();
  }

  /** Of those that answer the one that loses most; where none does, the last that did. */
  public ReceiverFeedback worst() {
    return receivers.stream()
        .filter(r -> r.presence() == Presence.ANSWERING)
        .max(Comparator.comparingDouble(ReceiverFeedback::fractionLost))
        .orElseGet(() ->
            receivers.stream()
                .min(Comparator.comparingLong(ReceiverFeedback::silentForNs))
                .orElseThrow());
  }
}
