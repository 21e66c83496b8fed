package audiostream.app.session;

import audiostream.app.words.Excerpt;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code HOST:PORT}, both of which may be missing.
 *
 * @param host checked by {@link Hosts}, without brackets
 */
record Authority(Optional<String> host, OptionalInt port) {

  static Authority parse(String text) {
    if (text.startsWith("[")) {
      return bracketed(text);
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException(
          "host "
              + Excerpt.quoted(text)
              + ": an IPv6 address stands in brackets, such as [::1]:5004");
    }
    String host = colon < 0 ? text : text.substring(0, colon);
    return new Authority(
        host.isEmpty() ? Optional.empty() : Optional.of(Hosts.requireValid(host)),
        colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(text.substring(colon + 1))));
  }

  private static Authority bracketed(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      throw new IllegalArgumentException(
          "host " + Excerpt.quoted(text) + ": the closing bracket is missing, such as [::1]:5004");
    }
    String address = Hosts.requireIpv6(text.substring(1, end).replaceFirst("%25", "%"));
    String after = text.substring(end + 1);
    if (!after.isEmpty() && !after.startsWith(":")) {
      throw new IllegalArgumentException(
          "after the host stands " + Excerpt.quoted(after) + ": a port such as :5004");
    }
    OptionalInt port =
        after.isEmpty() ? OptionalInt.empty() : OptionalInt.of(port(after.substring(1)));
    return new Authority(Optional.of(address), port);
  }

  private static int port(String text) {
    return WholeNumber.parse("port", text, 1, 65_535);
  }

  /** The written form of a host and port. */
  static String print(String host, int port) {
    String written = host.contains(":") ? "[" + host.replaceFirst("%", "%25") + "]" : host;
    return written + ":" + port;
  }
}
