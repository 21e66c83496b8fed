package audiostream.app.words;

import java.util.regex.Pattern;

/** As much of a text as fits a one-line message. */
public final class Excerpt {

  private static final int MAX_CHARACTERS = 60;
  private static final int MAX_LINE_CHARACTERS = 400;

  private static final Pattern HARMFUL =
      Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u0085\\u2028\\u2029]");

  private Excerpt() {}

  /**
   * Control characters and halves of characters are shown as question marks, a long text is cut.
   */
  public static String of(String text) {
    return shown(text, MAX_CHARACTERS);
  }

  /** The same for a whole message that may quote what a user wrote. */
  public static String oneLine(String message) {
    return shown(message, MAX_LINE_CHARACTERS);
  }

  /** A whole name or message that others may have written, so that a terminal does not obey it. */
  public static String harmless(String text) {
    return shown(text, text.length());
  }

  private static String shown(String text, int maxCharacters) {
    boolean cut = text.length() > maxCharacters;
    String start = cut ? text.substring(0, maxCharacters) : text;
    return HARMFUL.matcher(start).replaceAll("?") + (cut ? "..." : "");
  }

  /** The same in single quotes. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }
}
