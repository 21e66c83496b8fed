package audiostream.app.json;

import audiostream.app.json.JsonValue.JsonObject;
import audiostream.app.words.Excerpt;
import audiostream.app.words.NearestName;
import java.util.List;
import java.util.Optional;

/**
 * The members of an object of which all names are known; a name that is not known is refused, since
 * a misspelt setting would silently have no effect.
 */
public final class Members {

  private final JsonObject object;

  private Members(JsonObject object) {
    this.object = object;
  }

  /**
   * @param known all names that may stand in it
   * @throws IllegalArgumentException with a sentence for the user, when it is not an object or has
   *     a member of another name
   */
  public static Members of(JsonValue value, String... known) {
    JsonObject object = value.asObject();
    List<String> names = List.of(known);
    object.members().forEach((name, member) -> requireKnown(name, names, member.place()));
    return new Members(object);
  }

  private static void requireKnown(String name, List<String> known, Place place) {
    if (known.contains(name)) {
      return;
    }
    String meant =
        NearestName.of(name, known).map(near -> ", did you mean '" + near + "'?").orElse("");
    throw place.wrong(
        "unknown field " + Excerpt.quoted(name) + meant + ": " + String.join(", ", known));
  }

  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(object.members().get(name));
  }

  /**
   * @param example what could stand there, for the message
   */
  public JsonValue require(String name, String example) {
    return find(name)
        .orElseThrow(
            () -> object.place().wrong("the field '" + name + "' is missing: such as " + example));
  }
}
