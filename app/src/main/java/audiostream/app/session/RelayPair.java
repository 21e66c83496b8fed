package audiostream.app.session;

import audiostream.app.words.Excerpt;

/**
 * {@code LISTEN:HOST:PORT} of {@code audiostream impair}. Nothing is resolved here.
 *
 * @param listenPort 1 to 65 535
 * @param host a name or an address, without brackets
 * @param port 1 to 65 535
 */
public record RelayPair(int listenPort, String host, int port) {

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static RelayPair parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw malformed(text);
    }
    int listenPort = WholeNumber.parse("listening port", text.substring(0, colon), 1, 65_535);
    Authority destination = Authority.parse(text.substring(colon + 1));
    if (destination.host().isEmpty() || destination.port().isEmpty()) {
      throw malformed(text);
    }
    return new RelayPair(listenPort, destination.host().get(), destination.port().getAsInt());
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        Excerpt.quoted(text)
            + ": LISTEN:HOST:PORT, such as 6004:192.168.1.21:5004 or 6004:[fd00::21]:5004");
  }

  /** As it is typed. */
  public String print() {
    return listenPort + ":" + Authority.print(host, port);
  }
}
