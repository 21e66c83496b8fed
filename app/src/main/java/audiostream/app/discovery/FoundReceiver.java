package audiostream.app.discovery;

import audiostream.app.words.Excerpt;
import java.util.Optional;

/**
 * A receiver that was found; everything but the address is what it says itself, within bounds.
 *
 * @param name 1 to 60 characters
 * @param wire {@code rtp} or {@code raw}
 * @param host its address, IPv6 without brackets
 * @param channels 0: it does not say
 */
public record FoundReceiver(
    String name, String wire, String host, int port, int channels, String rates, String version) {

  /** What somebody on the network has sent; empty: not usable. */
  static Optional<FoundReceiver> of(Text text, String host, int port) {
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    String name = Excerpt.of(text.value("name").strip());
    return Optional.of(
        new FoundReceiver(
            name.isEmpty() ? host : name,
            text.value("wire").equals("raw") ? "raw" : "rtp",
            host,
            port,
            channels(text.value("channels")),
            Excerpt.of(text.value("rates")),
            Excerpt.of(text.value("version"))));
  }

  /** A TXT record. */
  @FunctionalInterface
  interface Text {
    /** Empty where there is none. */
    String value(String key);
  }

  private static int channels(String text) {
    return text.matches("[0-9]{1,2}") ? Math.min(64, Integer.parseInt(text)) : 0;
  }
}
