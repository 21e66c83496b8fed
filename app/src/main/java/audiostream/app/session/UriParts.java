package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.app.words.NearestName;
import audiostream.engine.session.WireFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The parts of {@code SCHEME://[HOST][:PORT][/PATH][?KEY=VALUE&...]}, checked as far as all URIs of
 * the program have them in common.
 *
 * @param wire by the scheme
 * @param host without brackets; empty: none was given
 * @param port the scheme's default where none was given
 * @param path after the slash; empty: there was no slash
 * @param query in order, decoded; a key without {@code =} has an empty value
 */
record UriParts(
    WireFormat wire,
    Optional<String> host,
    int port,
    Optional<String> path,
    Map<String, String> query) {

  private static final String SCHEME_END = "://";

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  static UriParts parse(String text) {
    int schemeEnd = text.indexOf(SCHEME_END);
    if (schemeEnd < 0) {
      throw new IllegalArgumentException(
          Excerpt.quoted(text) + " has no scheme: it begins with " + schemes());
    }
    WireFormat wire = wireOf(text.substring(0, schemeEnd));
    String rest = text.substring(schemeEnd + SCHEME_END.length());
    int question = rest.indexOf('?');
    String beforeQuery = question < 0 ? rest : rest.substring(0, question);
    int slash = beforeQuery.indexOf('/');
    Authority authority =
        Authority.parse(slash < 0 ? beforeQuery : beforeQuery.substring(0, slash));
    return new UriParts(
        wire,
        authority.host(),
        authority.port().orElse(wire.defaultPort()),
        slash < 0 ? Optional.empty() : Optional.of(beforeQuery.substring(slash + 1)),
        question < 0 ? Map.of() : queryOf(rest.substring(question + 1)));
  }

  private static String schemes() {
    return Arrays.stream(WireFormat.values())
        .map(wire -> wire.scheme() + SCHEME_END)
        .collect(Collectors.joining(" or "));
  }

  private static WireFormat wireOf(String scheme) {
    // The case of a scheme does not matter (RFC 3986 section 3.1).
    String lower = scheme.toLowerCase(Locale.ROOT);
    return Arrays.stream(WireFormat.values())
        .filter(wire -> wire.scheme().equals(lower))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown scheme " + Excerpt.quoted(scheme) + ": " + schemes()));
  }

  private static Map<String, String> queryOf(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String item : text.split("&", -1)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? item : item.substring(0, equals);
      String value = equals < 0 ? "" : PercentCode.decode(key, item.substring(equals + 1));
      if (query.put(key, value) != null) {
        throw new IllegalArgumentException(Excerpt.quoted(key) + " is given twice: once");
      }
    }
    return query;
  }

  /** Refuses keys that mean nothing here. */
  void requireKeys(String... known) {
    List<String> names = List.of(known);
    for (String key : query.keySet()) {
      if (!names.contains(key)) {
        String meant =
            NearestName.of(key, names).map(near -> ", did you mean '" + near + "'?").orElse("");
        throw new IllegalArgumentException(
            "unknown key "
                + Excerpt.quoted(key)
                + " after the '?'"
                + meant
                + ": "
                + String.join(", ", known));
      }
    }
  }

  /** The value of a key that needs one. */
  Optional<String> value(String key, String accepted) {
    Optional<String> value = Optional.ofNullable(query.get(key));
    if (value.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(key + " has no value: " + key + "=" + accepted);
    }
    return value;
  }

  /** A whole number of {@code low} to {@code high}. */
  OptionalInt number(String key, int low, int high) {
    Optional<String> text = value(key, "N, " + low + " to " + high);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(WholeNumber.parse(key, text.get(), low, high));
  }
}
