package audiostream.app.session;

import audiostream.app.words.Excerpt;

/** By which clock receivers are kept in step. */
public enum ClockChoice {
  /** Each receiver finds the sender's own clock by itself. */
  OWN("own"),
  /** The system clocks of all machines, which PTP or NTP keep together. */
  SYSTEM("system");

  private final String word;

  ClockChoice(String word) {
    this.word = word;
  }

  /** As a user writes it. */
  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ClockChoice parse(String text) {
    for (ClockChoice choice : values()) {
      if (choice.word.equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException("clock " + Excerpt.quoted(text) + ": own or system");
  }
}
