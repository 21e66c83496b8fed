package audiostream.app.console.http;

import audiostream.app.json.JsonLine;
import audiostream.app.words.Excerpt;
import java.util.Optional;

/** A request that is not fulfilled; the message is a sentence for the user. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String field;
  private final transient JsonLine.Fields more;

  public Refusal(int status, String message) {
    this(status, "", message, json -> {});
  }

  /**
   * @param field of the request to which the message belongs; empty: none
   * @param more members of the answer
   */
  public Refusal(int status, String field, String message, JsonLine.Fields more) {
    super(message);
    this.status = status;
    this.field = field;
    this.more = more;
  }

  public static Refusal notFound(String message) {
    return new Refusal(404, message);
  }

  /** A value that cannot be used; the message stands beside its field. */
  public static Refusal field(String field, String message) {
    return new Refusal(422, field, message, json -> {});
  }

  /** Says of what a check refuses to which field it belongs. */
  public static <T> T check(String field, java.util.function.Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw field(field, String.valueOf(e.getMessage()));
    }
  }

  public int status() {
    return status;
  }

  public Optional<String> field() {
    return field.isEmpty() ? Optional.empty() : Optional.of(field);
  }

  Reply reply() {
    return Reply.json(
        status,
        json -> {
          json.writeStringField("error", Excerpt.oneLine(String.valueOf(getMessage())));
          if (!field.isEmpty()) {
            json.writeStringField("field", field);
          }
          more.write(json);
        });
  }
}
