package audiostream.engine.feedback;

import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import java.util.Map;

/** Giving the other side its own time back, and when it came (RFC 5905 section 8). */
final class Echo {

  private Echo() {}

  /** Adds the echo of a message, where that told its time. */
  static void put(Map<AppField, Long> numbers, Heard<AppMessage> last) {
    last.what()
        .number(AppField.SENT_NS)
        .ifPresent(theirs -> {
          numbers.put(AppField.ECHO_NS, theirs);
          numbers.put(AppField.ECHO_ARRIVED_NS, last.arrivedNs());
        });
  }
}
