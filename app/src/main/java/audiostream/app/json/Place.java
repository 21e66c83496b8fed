package audiostream.app.json;

import audiostream.app.words.Excerpt;
import java.util.function.Supplier;

/**
 * Where something stands in a JSON document.
 *
 * @param source the file, as the user named it
 * @param line counted from 1
 * @param column in characters, counted from 1
 * @param pointer the way to it (RFC 6901); empty: the whole document
 */
public record Place(String source, int line, int column, String pointer) {

  /** A complaint about what stands here, in one line for the user. */
  public IllegalArgumentException wrong(String what) {
    String way = pointer.isEmpty() ? "" : " " + Excerpt.of(pointer);
    return new IllegalArgumentException(
        source + ":" + line + ":" + column + way + ": " + Excerpt.oneLine(what));
  }

  /** Says of what a record refuses where it stands. */
  public <T> T check(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      IllegalArgumentException located = wrong(String.valueOf(e.getMessage()));
      located.initCause(e);
      throw located;
    }
  }

  /** The place of a member of what stands here. */
  Place member(String name, int memberLine, int memberColumn) {
    String step = name.replace("~", "~0").replace("/", "~1");
    return new Place(source, memberLine, memberColumn, pointer + "/" + step);
  }
}
