package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.JsonValue;
import audiostream.engine.time.SystemClock;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real Firefox without a window, driven by WebDriver BiDi. */
final class Firefox implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 40;

  private final Process process;
  private final Path profile;
  private final BrowserWire wire;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final String page;

  private Firefox(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.wire = new BrowserWire(address.resolve("/session"), this::hear);
    wire.call("session.new", "", Firefox::noWishes);
    wire.call("session.subscribe", "", json -> strings(json, "events", "log.entryAdded"));
    JsonValue tree = wire.call("browsingContext.getTree", "", json -> {});
    page = text(member(tree, "contexts").asItems().getFirst(), "context");
  }

  /** Starts it, or skips the test with the reason. */
  static Firefox start() throws Exception {
    String program =
        BrowserWire.find(List.of("firefox", "firefox-esr"))
            .orElseGet(() -> Assumptions.abort("firefox is not installed: install firefox-esr"));
    Path profile = Files.createTempDirectory("audiostream-firefox");
    ProcessBuilder start =
        new ProcessBuilder(
            program,
            "--headless",
            "--no-remote",
            "--remote-debugging-port=0",
            "--profile",
            profile.toString(),
            "about:blank");
    start.environment().put("HOME", profile.toString());
    Process process = start.redirectErrorStream(true).start();
    try {
      return new Firefox(process, profile, BrowserWire.address(process));
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void hear(String event) {
    if (event.contains("\"log.entryAdded\"") && event.contains("\"level\":\"error\"")) {
      complaints.add(event);
    }
  }

  /** What the page logged as an error. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void open(String url) {
    wire.call(
        "browsingContext.navigate",
        "",
        json -> {
          json.writeStringField("context", page);
          json.writeStringField("url", url);
          json.writeStringField("wait", "complete");
        });
  }

  void size(int width, int height) {
    wire.call(
        "browsingContext.setViewport",
        "",
        json -> {
          json.writeStringField("context", page);
          json.writeObjectFieldStart("viewport");
          json.writeNumberField("width", width);
          json.writeNumberField("height", height);
          json.writeEndObject();
        });
  }

  /** The value of an expression, as text. */
  String value(String expression) {
    JsonValue answer =
        wire.call(
            "script.evaluate",
            "",
            json -> {
              json.writeStringField(
                  "expression", "(async () => String(await (" + expression + ")))()");
              json.writeObjectFieldStart("target");
              json.writeStringField("context", page);
              json.writeEndObject();
              json.writeBooleanField("awaitPromise", true);
            });
    assertThat(text(answer, "type")).as(expression + answer).isEqualTo("success");
    return text(member(answer, "result"), "value");
  }

  /** Looks every 25 ms until an expression is true. */
  void await(String expression) {
    SystemClock clock = SystemClock.real();
    long endNs = clock.nowNs() + PATIENCE_SECONDS * 1_000_000_000L;
    String looked =
        "(() => { try { return Boolean(" + expression + "); } catch (e) { return e; } })()";
    while (!value(looked).equals("true") && clock.nowNs() - endNs < 0) {
      clock.parkUntil(clock.nowNs() + 25_000_000L);
    }
    assertThat(value(looked))
        .as("%s; page: %s", expression, value("document.body.innerText.slice(0, 3000)"))
        .isEqualTo("true");
  }

  /** Clicks into the middle of what an expression finds. */
  void clickOn(String element) {
    await(element + " && " + element + ".getBoundingClientRect().width > 0");
    value(element + ".scrollIntoView({block: 'center', inline: 'center'})");
    String[] at =
        value(
                "(() => { const r = "
                    + element
                    + ".getBoundingClientRect(); return Math.round(r.x + r.width / 2) + ' ' +"
                    + " Math.round(r.y + r.height / 2); })()")
            .split(" ");
    act(
        "pointer",
        json -> {
          json.writeStartObject();
          json.writeStringField("type", "pointerMove");
          json.writeNumberField("x", Integer.parseInt(at[0]));
          json.writeNumberField("y", Integer.parseInt(at[1]));
          json.writeEndObject();
          for (String type : List.of("pointerDown", "pointerUp")) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeNumberField("button", 0);
            json.writeEndObject();
          }
        });
  }

  void click(String name) {
    clickOn(Browser.button(name));
  }

  /** Replaces what stands in a field, found by its label. */
  void fill(String label, String text) {
    String field = Browser.field(label);
    await(field);
    value("(" + field + ".focus(), " + field + ".select())");
    type(text);
  }

  /** Types a text; WebDriver's own letters stand for keys: {@link #ENTER}. */
  void type(String text) {
    act(
        "key",
        json -> {
          for (String letter : text.split("")) {
            for (String type : List.of("keyDown", "keyUp")) {
              json.writeStartObject();
              json.writeStringField("type", type);
              json.writeStringField("value", letter);
              json.writeEndObject();
            }
          }
        });
  }

  static final String ENTER = "\uE007";

  /** Writes actions into an array. */
  private interface Actions {
    void write(JsonGenerator json) throws IOException;
  }

  private void act(String device, Actions actions) {
    wire.call(
        "input.performActions",
        "",
        json -> {
          json.writeStringField("context", page);
          json.writeArrayFieldStart("actions");
          json.writeStartObject();
          json.writeStringField("type", device);
          json.writeStringField("id", device);
          json.writeArrayFieldStart("actions");
          actions.write(json);
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private static void strings(JsonGenerator json, String name, String... texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void noWishes(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("capabilities");
    json.writeEndObject();
  }

  private static JsonValue member(JsonValue value, String name) {
    return Objects.requireNonNull(value.asObject().members().get(name), name);
  }

  private static String text(JsonValue value, String name) {
    return member(value, name).asText();
  }

  @Override
  public void close() throws IOException {
    wire.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    BrowserWire.delete(profile);
  }
}
