package audiostream.app.json;

import audiostream.app.json.JsonValue.JsonArray;
import audiostream.app.json.JsonValue.JsonFlag;
import audiostream.app.json.JsonValue.JsonNull;
import audiostream.app.json.JsonValue.JsonNumber;
import audiostream.app.json.JsonValue.JsonObject;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.words.Excerpt;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one JSON document (RFC 8259) from UTF-8. Stricter than most readers: a name may stand once
 * in an object, nothing may follow the document, and strings must be well-formed Unicode.
 */
public final class JsonDocument {

  private static final int MAX_DEPTH = 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final JsonFactory JSON = new JsonFactory();

  private final String source;
  private final JsonParser parser;

  private JsonDocument(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /**
   * @param source the file's name, for messages
   * @throws IllegalArgumentException with a sentence for the user that begins with {@code
   *     FILE:LINE:COLUMN}
   */
  public static JsonValue parse(String source, byte[] content) {
    String text = decode(source, content);
    try (JsonParser parser = JSON.createParser(text)) {
      return new JsonDocument(source, parser).document();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String decode(String source, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(source + ": is not UTF-8 text: a JSON file is", e);
    }
  }

  private JsonValue document() throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw here().wrong("the file is empty: a JSON object is expected");
      }
      JsonValue value = value(first, here(), 0);
      if (parser.nextToken() != null) {
        throw here().wrong("something follows the end of the document: nothing may");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw placeOf(e).wrong(words(e));
    }
  }

  private JsonValue value(JsonToken token, Place place, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw place.wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (token) {
      case START_OBJECT -> object(place, depth);
      case START_ARRAY -> array(place, depth);
      case VALUE_STRING -> new JsonText(place, wellFormed(place, parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(place);
      case VALUE_TRUE, VALUE_FALSE -> new JsonFlag(place, token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> new JsonNull(place);
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw place.wrong("a value is expected");
    };
  }

  private JsonObject object(Place place, int depth) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Place namePlace = here();
      String name = wellFormed(namePlace, parser.currentName());
      if (members.containsKey(name)) {
        throw place
            .member(name, namePlace.line(), namePlace.column())
            .wrong("the field " + Excerpt.quoted(name) + " stands here twice: once");
      }
      members.put(name, member(place, name, depth));
    }
    return new JsonObject(place, members);
  }

  private JsonArray array(Place place, int depth) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      Place at = here();
      Place item = place.member(Integer.toString(items.size()), at.line(), at.column());
      items.add(value(token, item, depth + 1));
    }
    return new JsonArray(place, items);
  }

  private JsonValue member(Place parent, String name, int depth) throws IOException {
    JsonToken token = parser.nextToken();
    Place at = here();
    return value(token, parent.member(name, at.line(), at.column()), depth + 1);
  }

  private JsonNumber number(Place place) throws IOException {
    String written = parser.getText();
    return new JsonNumber(place, written, Double.parseDouble(written));
  }

  /** Half of a surrogate pair can be escaped in JSON, but not be written back. */
  private static String wellFormed(Place place, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw place.wrong(
          "the text "
              + Excerpt.quoted(text)
              + " holds half a character (\\ud800 to \\udfff alone)");
    }
    return text;
  }

  private Place here() {
    return place(parser.currentTokenLocation());
  }

  private Place place(JsonLocation at) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return new Place(source, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), pointer);
  }

  private Place placeOf(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return place(at == null ? parser.currentLocation() : at);
  }

  private static String words(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the file ends too early: it is cut short, or a bracket or quote is missing";
    }
    if (e instanceof StreamConstraintsException) {
      return "a name, text or number is too long";
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    String plain =
        message
            .replaceAll(": enable `.*", "")
            .replaceAll("\\s*\\((start marker|for Object|for Array|for ROOT|for root).*", "");
    return "not JSON: "
        + plain.substring(0, Math.min(1, plain.length())).toLowerCase(Locale.ROOT)
        + plain.substring(Math.min(1, plain.length()));
  }
}
