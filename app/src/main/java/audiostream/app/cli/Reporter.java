package audiostream.app.cli;

import audiostream.app.words.Excerpt;
import audiostream.engine.session.SessionEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes what a running command has to say: lines for people, or JSON for programs. Any thread. */
final class Reporter {

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the fields of one JSON object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private final PrintStream out;
  private final StatsFormat format;
  private volatile Consumer<SessionEvent> listener = event -> {};

  Reporter(PrintStream out, StatsFormat format) {
    this.out = out;
    this.format = format;
  }

  /** The same thing in two forms; one is made and written. */
  void say(Supplier<String> line, Fields fields) {
    switch (format) {
      case text -> println(line.get());
      case json -> println(toJson(fields));
    }
  }

  /** Who is told of every event besides. */
  void tell(Consumer<SessionEvent> told) {
    listener = told;
  }

  void event(SessionEvent event) {
    listener.accept(event);
    String prefix = event.kind() == SessionEvent.Kind.WARNING ? "warning: " : "";
    say(
        () -> prefix + Excerpt.harmless(event.text()),
        json -> {
          json.writeStringField("type", "event");
          json.writeStringField("kind", event.kind().name().toLowerCase(Locale.ROOT));
          json.writeStringField("text", event.text());
        });
  }

  private synchronized void println(String line) {
    out.println(line);
    out.flush();
  }

  private static String toJson(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
