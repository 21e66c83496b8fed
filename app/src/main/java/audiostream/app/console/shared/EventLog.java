package audiostream.app.console.shared;

import audiostream.app.json.JsonLine;
import audiostream.engine.session.SessionEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last 200 events; one that comes again is one line with a count. Any thread. */
public final class EventLog implements Consumer<SessionEvent> {

  static final int MAX_LINES = 200;

  /** The engine names the destination that an event is about. */
  private static final Pattern ABOUT = Pattern.compile("(?s)destination '(.*?)': (.*)");

  /** Counts in a sentence do not make another problem of it. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  /**
   * One line.
   *
   * @param destination it is about; empty: none
   * @param count how often it has come
   */
  public record Line(
      long id,
      SessionEvent.Kind kind,
      String destination,
      String text,
      Instant first,
      Instant last,
      int count) {

    /** For the API. */
    public void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      fields(json);
      json.writeEndObject();
    }

    /** The same for a writer that stands inside an object. */
    public void fields(JsonGenerator json) throws IOException {
      json.writeNumberField("id", id);
      json.writeStringField("kind", kind.name().toLowerCase(Locale.ROOT));
      json.writeStringField("destination", destination);
      json.writeStringField("text", text);
      json.writeStringField("first", first.toString());
      json.writeStringField("last", last.toString());
      json.writeNumberField("count", count);
    }
  }

  private record Key(SessionEvent.Kind kind, String destination, String shape) {}

  private final InstantSource wallClock;
  private final Map<Key, Line> lines = new LinkedHashMap<>();
  private long nextId = 1;
  private volatile Consumer<Line> listener = line -> {};

  public EventLog(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  /** Who is told of every new or repeated line, on the thread that it comes from. */
  public void tell(Consumer<Line> told) {
    listener = told;
  }

  @Override
  public void accept(SessionEvent event) {
    listener.accept(add(event));
  }

  private synchronized Line add(SessionEvent event) {
    Matcher about = ABOUT.matcher(event.text());
    String destination = about.matches() ? about.group(1) : "";
    String text = about.matches() ? about.group(2) : event.text();
    Key key = new Key(event.kind(), destination, NUMBERS.matcher(text).replaceAll("#"));
    Instant now = wallClock.instant();
    Line before = lines.remove(key);
    Line line =
        before == null
            ? new Line(nextId++, event.kind(), destination, text, now, now, 1)
            : new Line(
                before.id(),
                event.kind(),
                destination,
                text,
                before.first(),
                now,
                before.count() + 1);
    lines.put(key, line);
    if (lines.size() > MAX_LINES) {
      Iterator<Key> oldest = lines.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return line;
  }

  /** All lines for the API. */
  public String json() {
    List<Line> all = lines();
    return JsonLine.object(json -> {
      json.writeArrayFieldStart("events");
      for (Line line : all) {
        line.write(json);
      }
      json.writeEndArray();
    });
  }

  /** The latest last. */
  public synchronized List<Line> lines() {
    return new ArrayList<>(lines.values());
  }
}
