package audiostream.engine.feedback;

import java.util.Optional;

/** What a receiver says that it is doing; the numbers are those on the wire. */
public enum ReceiverState {
  IDLE("idle"),
  FILLING("filling"),
  PLAYING("playing"),
  STARVED("starved");

  private final String words;

  ReceiverState(String words) {
    this.words = words;
  }

  /** For the screen. */
  public String words() {
    return words;
  }

  /** On the wire. */
  long number() {
    return switch (this) {
      case IDLE -> 0;
      case FILLING -> 1;
      case PLAYING -> 2;
      case STARVED -> 3;
    };
  }

  /** Empty: a state of a later time. */
  static Optional<ReceiverState> of(long number) {
    return number >= 0 && number < values().length
        ? Optional.of(values()[(int) number])
        : Optional.empty();
  }
}
