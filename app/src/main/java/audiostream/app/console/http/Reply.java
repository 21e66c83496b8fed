package audiostream.app.console.http;

import audiostream.app.json.JsonLine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param type of the body
 * @param headers besides those that every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, never compared
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {

  public static final String JSON = "application/json";
  public static final String HTML = "text/html; charset=utf-8";
  public static final String TEXT = "text/plain; charset=utf-8";

  public static Reply of(String type, String text) {
    return of(200, type, text);
  }

  public static Reply of(int status, String type, String text) {
    return new Reply(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public static Reply json(int status, JsonLine.Fields fields) {
    return of(status, JSON, JsonLine.object(fields));
  }

  public static Reply json(JsonLine.Fields fields) {
    return json(200, fields);
  }

  /** Done, and there is nothing to say (204). */
  public static Reply done() {
    return new Reply(204, TEXT, new byte[0], Map.of());
  }

  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, body, more);
  }

  /** To be saved as a file rather than shown. */
  public Reply asFile(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    return with("Content-Disposition", "attachment; filename=\"" + plain + "\"");
  }
}
