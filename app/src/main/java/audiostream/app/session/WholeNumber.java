package audiostream.app.session;

import audiostream.app.words.Excerpt;

/** Whole numbers as users type them. */
public final class WholeNumber {

  private WholeNumber() {}

  /**
   * @param what for the message
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static int parse(String what, String text, int low, int high) {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= low && number <= high) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        what + " " + Excerpt.quoted(text) + ": a whole number of " + low + " to " + high);
  }
}
