package audiostream.app.discovery;

import audiostream.app.words.Excerpt;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * What somebody on the network has sent; empty: not usable.
   *
   * @param instance the name by which DNS-SD knows it, which is there before the text is
   */
  static Optional<FoundReceiver> of(Text text, String instance, String host, int port) {
    if (port < 1 || port > 65_535) {
      return Optional.empty();
    }
    return Optional.of(
        new FoundReceiver(
            firstThatIsThere(text.value("name"), instance, host),
            text.value(Announcement.WIRE).equals("raw") ? "raw" : "rtp",
            host,
            port,
            channels(text.value("channels")),
            Excerpt.of(text.value("rates")),
            Excerpt.of(text.value("version"))));
  }

  private static String firstThatIsThere(String text, String instance, String host) {
    return Stream.of(text, instance)
        .map(name -> Excerpt.of(name.strip()))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(host);
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
