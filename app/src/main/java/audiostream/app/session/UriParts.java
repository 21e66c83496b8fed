package audiostream.app.session;

import audiostream.engine.session.WireFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of {@code SCHEME://HOST[:PORT][/PATH][?KEY=VALUE&...]}, checked as far as all URIs of
 * the program have them in common.
 *
 * @param wire by the scheme
 * @param host without brackets; may be empty
 * @param port the scheme's default where none was given
 * @param path after the slash; empty: there was none
 * @param query in order; a key without {@code =} has an empty value
 */
record UriParts(
    WireFormat wire, String host, int port, Optional<String> path, Map<String, String> query) {

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  static UriParts parse(String text) {
    int scheme = text.indexOf("://");
    if (scheme < 0) {
      throw new IllegalArgumentException("'" + text + "': begins with rtp:// or raw://");
    }
    WireFormat wire = wireOf(text.substring(0, scheme));
    String rest = text.substring(scheme + 3);
    int question = rest.indexOf('?');
    Map<String, String> query = question < 0 ? Map.of() : parseQuery(rest.substring(question + 1));
    String beforeQuery = question < 0 ? rest : rest.substring(0, question);
    int slash = beforeQuery.indexOf('/');
    Optional<String> path =
        slash < 0 ? Optional.empty() : Optional.of(beforeQuery.substring(slash + 1));
    String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
    return new UriParts(wire, hostOf(authority), portOf(authority, wire), path, query);
  }

  private static WireFormat wireOf(String scheme) {
    for (WireFormat wire : WireFormat.values()) {
      if (wire.scheme().equals(scheme)) {
        return wire;
      }
    }
    throw new IllegalArgumentException("scheme '" + scheme + "': rtp or raw");
  }

  private static String hostOf(String authority) {
    if (!authority.startsWith("[")) {
      int colon = authority.indexOf(':');
      if (colon >= 0 && authority.indexOf(':', colon + 1) >= 0) {
        throw new IllegalArgumentException(
            "host '" + authority + "': an IPv6 address stands in brackets, such as [::1]:5004");
      }
      return colon < 0 ? authority : authority.substring(0, colon);
    }
    int bracket = authority.indexOf(']');
    if (bracket < 0) {
      throw new IllegalArgumentException("host '" + authority + "': the bracket ] is missing");
    }
    return authority.substring(1, bracket);
  }

  private static int portOf(String authority, WireFormat wire) {
    int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
    if (colon < 0) {
      return wire.defaultPort();
    }
    String port = authority.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("port '" + port + "': 1 to 65535");
    }
    return Integer.parseInt(port);
  }

  private static Map<String, String> parseQuery(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String item : text.split("&", -1)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? item : item.substring(0, equals);
      String value = equals < 0 ? "" : decode(item.substring(equals + 1));
      if (query.put(key, value) != null) {
        throw new IllegalArgumentException("'" + key + "' is given twice");
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "': a percent sign is followed by two hexadecimal digits", e);
    }
  }

  /** Refuses keys that mean nothing here. */
  void requireKeys(String... known) {
    for (String key : query.keySet()) {
      if (!java.util.List.of(known).contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' is not known here: " + String.join(", ", known));
      }
    }
  }
}
