package audiostream.app.json;

/** As much of a text as fits a one-line message. */
public final class Excerpt {

  private static final int MAX_CHARACTERS = 60;

  private Excerpt() {}

  /**
   * Control characters and halves of characters are shown as question marks, a long text is cut.
   */
  public static String of(String text) {
    String shown = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", "?");
    return shown.length() <= MAX_CHARACTERS ? shown : shown.substring(0, MAX_CHARACTERS) + "...";
  }

  /** The same in single quotes. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }
}
