package audiostream.app.session;

import audiostream.app.words.Excerpt;

/**
 * Where the console listens: {@code HOST:PORT}, {@code HOST}, {@code :PORT} or {@code PORT}.
 *
 * @param host an address or name of this machine; 0.0.0.0 or :: for all
 * @param port 1 to 65535
 */
public record ListenAddress(String host, int port) {

  public static final String DEFAULT_HOST = "127.0.0.1";
  public static final int DEFAULT_PORT = 8080;

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ListenAddress parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(Excerpt.quoted(text) + ": such as 127.0.0.1:8080");
    }
    Authority authority = Authority.parse(text.matches("[0-9]+") ? ":" + text : text);
    return new ListenAddress(
        authority.host().orElse(DEFAULT_HOST), authority.port().orElse(DEFAULT_PORT));
  }

  @Override
  public String toString() {
    return Authority.print(host, port);
  }
}
