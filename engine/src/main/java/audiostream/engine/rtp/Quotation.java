package audiostream.engine.rtp;

/** What someone wrote, quoted in a message: fit for one line of a terminal. */
final class Quotation {

  /** Longer ones are cut: a file that is no SDP at all may have one long line. */
  private static final int MAX_CHARACTERS = 60;

  private Quotation() {}

  static String of(String text) {
    String visible = text.replaceAll("[\\p{Cc}\\uFFFD]", "?");
    return visible.length() <= MAX_CHARACTERS
        ? "'" + visible + "'"
        : "'" + visible.substring(0, MAX_CHARACTERS) + "...'";
  }
}
