package audiostream.app.json;

import audiostream.app.words.Excerpt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document, with its place. The {@code as} methods refuse another type with a
 * sentence for the user, as an {@link IllegalArgumentException}.
 */
public sealed interface JsonValue {

  Place place();

  /** What it is, in words for the user. */
  String words();

  /**
   * @param members in their order
   */
  record JsonObject(Place place, Map<String, JsonValue> members) implements JsonValue {
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String words() {
      return "an object";
    }
  }

  /** A list of values. */
  record JsonArray(Place place, List<JsonValue> items) implements JsonValue {
    public JsonArray {
      items = List.copyOf(items);
    }

    @Override
    public String words() {
      return "an array";
    }
  }

  /** A string. */
  record JsonText(Place place, String text) implements JsonValue {
    @Override
    public String words() {
      return "the text " + Excerpt.quoted(text);
    }
  }

  /**
   * @param written as it stands in the document
   * @param value nearest to it; may be infinite
   */
  record JsonNumber(Place place, String written, double value) implements JsonValue {
    @Override
    public String words() {
      return "the number " + Excerpt.of(written);
    }
  }

  /** True or false. */
  record JsonFlag(Place place, boolean value) implements JsonValue {
    @Override
    public String words() {
      return Boolean.toString(value);
    }
  }

  /** Nothing. */
  record JsonNull(Place place) implements JsonValue {
    @Override
    public String words() {
      return "null";
    }
  }

  default JsonObject asObject() {
    return switch (this) {
      case JsonObject object -> object;
      case JsonArray _, JsonText _, JsonNumber _, JsonFlag _, JsonNull _ ->
          throw expected("an object");
    };
  }

  default List<JsonValue> asItems() {
    return switch (this) {
      case JsonArray array -> array.items();
      case JsonObject _, JsonText _, JsonNumber _, JsonFlag _, JsonNull _ ->
          throw expected("an array");
    };
  }

  default String asText() {
    return switch (this) {
      case JsonText text -> text.text();
      case JsonObject _, JsonArray _, JsonNumber _, JsonFlag _, JsonNull _ ->
          throw expected("a text");
    };
  }

  default double asNumber() {
    return switch (this) {
      case JsonNumber number -> number.value();
      case JsonObject _, JsonArray _, JsonText _, JsonFlag _, JsonNull _ ->
          throw expected("a number");
    };
  }

  /** A whole number that an {@code int} can hold; {@code 2.0} is one. */
  default int asWhole() {
    if (this instanceof JsonNumber number && number.value() == (int) number.value()) {
      return (int) number.value();
    }
    throw expected("a whole number");
  }

  default boolean asFlag() {
    return switch (this) {
      case JsonFlag flag -> flag.value();
      case JsonObject _, JsonArray _, JsonText _, JsonNumber _, JsonNull _ ->
          throw expected("true or false");
    };
  }

  private IllegalArgumentException expected(String type) {
    return place().wrong(words() + ": " + type + " is expected here");
  }
}
