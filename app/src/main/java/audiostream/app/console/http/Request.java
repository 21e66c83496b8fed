package audiostream.app.console.http;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param method in capitals
 * @param path decoded, begins with a slash
 * @param query decoded; the first of equal names
 * @param headers names in lower case; the first of equal names
 * @param body as it came, within the limit
 * @param parts what stood where the route has placeholders, in order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, never compared
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    List<String> parts) {

  Request withParts(List<String> found) {
    return new Request(method, path, query, headers, body, found);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** A placeholder that is a number, such as the id of a row. */
  public int number(int index) {
    String text = parts.get(index);
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.notFound("there is no '" + text + "' here");
    }
    return Integer.parseInt(text);
  }

  /**
   * The body as JSON.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public JsonValue json() {
    return JsonDocument.parse("body", body);
  }

  /**
   * The revision of which the caller knows ({@code If-Match}, RFC 9110 section 13.1.1).
   *
   * @throws Refusal 428 where it is missing: without it, an edit could undo another's unseen
   */
  public int knownRevision() {
    String tag = header("if-match").orElse("").replace("\"", "");
    if (!tag.matches("[0-9]{1,9}")) {
      throw new Refusal(
          428, "the header If-Match is missing: the revision that you have seen, such as \"3\"");
    }
    return Integer.parseInt(tag);
  }
}
