package audiostream.app.doctor;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param grade how good it is
 * @param topic what was looked at, such as {@code real-time priority}
 * @param meaning what was found and what it means, one sentence without a full stop
 * @param remedy what to type or do; empty where nothing is needed or can be done
 */
public record Finding(Grade grade, String topic, String meaning, Optional<String> remedy) {

  /** How good something is. */
  public enum Grade {
    OK("ok"),
    BETTER("could be better"),
    IN_THE_WAY("stands in the way"),
    /** It cannot be looked at here. */
    UNKNOWN("not checked");

    private final String words;

    Grade(String words) {
      this.words = words;
    }

    /** For the screen. */
    public String words() {
      return words;
    }

    /** For programs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Finding ok(String topic, String meaning) {
    return new Finding(Grade.OK, topic, meaning, Optional.empty());
  }

  static Finding better(String topic, String meaning, String remedy) {
    return new Finding(Grade.BETTER, topic, meaning, Optional.of(remedy));
  }

  static Finding inTheWay(String topic, String meaning, String remedy) {
    return new Finding(Grade.IN_THE_WAY, topic, meaning, Optional.of(remedy));
  }

  static Finding unknown(String topic, String why) {
    return new Finding(Grade.UNKNOWN, topic, why, Optional.empty());
  }
}
