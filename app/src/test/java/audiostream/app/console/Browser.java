package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.json.JsonLine;
import audiostream.app.json.JsonValue;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium without a window, driven by the Chrome DevTools Protocol. What a test does with
 * mouse and keys goes the way of a person's.
 */
final class Browser implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int PATIENCE_SECONDS = 40;

  private final Process process;
  private final Path profile;
  private final BrowserWire wire;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> others = new ArrayList<>();
  private String session = "";

  private Browser(Process process, Path profile, URI address) {
    this.process = process;
    this.profile = profile;
    this.wire = new BrowserWire(address, this::hear);
  }

  /** Starts it, or skips the test with the reason. */
  static Browser start() throws Exception {
    String program =
        BrowserWire.find(NAMES)
            .orElseGet(() -> Assumptions.abort("chromium is not installed: install chromium"));
    Path profile = Files.createTempDirectory("audiostream-browser");
    Process process =
        new ProcessBuilder(
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      Browser browser = new Browser(process, profile, BrowserWire.address(process));
      browser.attach();
      return browser;
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void attach() {
    JsonValue target =
        call("Target.createTarget", json -> json.writeStringField("url", "about:blank"));
    String id = text(target, "targetId");
    JsonValue attached =
        call(
            "Target.attachToTarget",
            json -> {
              json.writeStringField("targetId", id);
              json.writeBooleanField("flatten", true);
            });
    session = text(attached, "sessionId");
    call("Page.enable", json -> {});
    call("Runtime.enable", json -> {});
    call("Log.enable", json -> {});
    size(1_280, 900, false);
  }

  /** Exceptions of the page, and what its content security policy has refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void size(int width, int height, boolean phone) {
    call(
        "Emulation.setDeviceMetricsOverride",
        json -> {
          json.writeNumberField("width", width);
          json.writeNumberField("height", height);
          json.writeNumberField("deviceScaleFactor", phone ? 2 : 1);
          json.writeBooleanField("mobile", phone);
        });
  }

  void open(String url) {
    call("Page.navigate", json -> json.writeStringField("url", url));
    await("document.readyState === 'complete' && location.href !== 'about:blank'");
  }

  /** Opens a page beside the one that is driven. */
  void openAnother(String url) {
    String driven = session;
    session = "";
    try {
      others.add(
          text(call("Target.createTarget", json -> json.writeStringField("url", url)), "targetId"));
    } finally {
      session = driven;
    }
  }

  /** Closes the pages beside the one that is driven. */
  void closeOthers() {
    String driven = session;
    session = "";
    try {
      for (String other : others) {
        call("Target.closeTarget", json -> json.writeStringField("targetId", other));
      }
    } finally {
      session = driven;
      others.clear();
    }
  }

  /** Runs a script of any length. */
  void run(String script) {
    call("Runtime.evaluate", json -> json.writeStringField("expression", script));
  }

  /** The value of an expression, as text. */
  String value(String expression) {
    JsonValue answer =
        call(
            "Runtime.evaluate",
            json -> {
              json.writeStringField(
                  "expression", "(async () => String(await (" + expression + ")))()");
              json.writeBooleanField("awaitPromise", true);
            });
    JsonValue result = member(answer, "result");
    assertThat(answer.asObject().members().get("exceptionDetails"))
        .as(
            expression
                + ": "
                + Optional.ofNullable(result.asObject().members().get("description"))
                    .map(JsonValue::words))
        .isNull();
    return text(result, "value");
  }

  /** Looks every 25 ms until an expression is true. */
  void await(String expression) {
    SystemClock clock = SystemClock.real();
    long endNs = clock.nowNs() + PATIENCE_SECONDS * 1_000_000_000L;
    String last = "";
    while (clock.nowNs() - endNs < 0) {
      last = valueUnlessItLeaves(expression);
      if (last.equals("true")) {
        return;
      }
      clock.parkUntil(clock.nowNs() + 25_000_000L);
    }
    assertThat(last)
        .as(
            "%s; page: %s; %s",
            expression, value("document.body.innerText.slice(0, 3000)"), complaints)
        .isEqualTo("true");
  }

  /** A page that goes to another just now answers no question. */
  private String valueUnlessItLeaves(String expression) {
    try {
      return value(
          "(() => { try { return Boolean(" + expression + "); } catch (e) { return e; } })()");
    } catch (CompletionException e) {
      if (String.valueOf(e.getMessage()).contains("Inspected target navigated or closed")) {
        return e.getMessage();
      }
      throw e;
    }
  }

  /** Clicks into the middle of what an expression finds. */
  void clickOn(String element) {
    await(element + " && " + element + ".getBoundingClientRect().width > 0");
    value(element + ".scrollIntoView({block: 'center', inline: 'center'})");
    String middle =
        "(() => { const r = "
            + element
            + ".getBoundingClientRect(); return (r.x + r.width / 2) + ' ' + (r.y + r.height / 2); })()";
    String[] at = value(middle).split(" ");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          json -> {
            json.writeStringField("type", type);
            json.writeNumberField("x", Double.parseDouble(at[0]));
            json.writeNumberField("y", Double.parseDouble(at[1]));
            json.writeStringField("button", "left");
            json.writeNumberField("clickCount", 1);
          });
    }
  }

  /** A button by its text or label. */
  static String button(String name) {
    return "[...document.querySelectorAll('dialog[open] button, button')].find((b) => (b.getAttribute('aria-label') ?? b.textContent) === "
        + JsonLine.text(name)
        + " && !b.closest('[hidden]') && (!document.querySelector('dialog[open]') || b.closest('dialog')))";
  }

  void click(String name) {
    clickOn(button(name));
  }

  /** Replaces what stands in a field, found by its label. */
  void fill(String label, String text) {
    String field = field(label);
    await(field);
    value("(" + field + ".focus(), " + field + ".select())");
    type(text);
  }

  static String field(String label) {
    return "[...document.querySelectorAll('dialog[open] input, input')].find((i) => (i.getAttribute('aria-label') ?? i.labels[0]?.textContent) === "
        + JsonLine.text(label)
        + ")";
  }

  void type(String text) {
    call("Input.insertText", json -> json.writeStringField("text", text));
  }

  /** Presses and releases a key such as Enter, Tab, ArrowDown. */
  void press(String key) {
    Map<String, Integer> codes =
        Map.of(
            "Enter",
            13,
            "Tab",
            9,
            "Escape",
            27,
            " ",
            32,
            "ArrowUp",
            38,
            "ArrowDown",
            40,
            "ArrowRight",
            39,
            "ArrowLeft",
            37);
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          json -> {
            json.writeStringField("type", type);
            json.writeStringField("key", key);
            json.writeNumberField("windowsVirtualKeyCode", codes.getOrDefault(key, 0));
            if (type.equals("keyDown") && (key.equals("Enter") || key.equals(" "))) {
              json.writeStringField("text", key.equals("Enter") ? "\r" : " ");
            }
          });
    }
  }

  /** Chooses a file in the field for files that is open. */
  void choose(Path file) {
    JsonValue found =
        call(
            "Runtime.evaluate",
            json ->
                json.writeStringField(
                    "expression", "document.querySelector('dialog[open] input[type=file]')"));
    call(
        "DOM.setFileInputFiles",
        json -> {
          json.writeArrayFieldStart("files");
          json.writeString(file.toString());
          json.writeEndArray();
          json.writeStringField("objectId", text(member(found, "result"), "objectId"));
        });
  }

  /** Where downloads go from now on. */
  void downloadsTo(Path folder) {
    call(
        "Page.setDownloadBehavior",
        json -> {
          json.writeStringField("behavior", "allow");
          json.writeStringField("downloadPath", folder.toString());
        });
  }

  /** A picture of the window, or of the whole page. */
  byte[] picture(boolean whole) {
    JsonValue answer =
        call(
            "Page.captureScreenshot",
            json -> {
              json.writeStringField("format", "png");
              json.writeBooleanField("captureBeyondViewport", whole);
            });
    return Base64.getDecoder().decode(text(answer, "data"));
  }

  private JsonValue call(String method, JsonLine.Fields parameters) {
    return wire.call(method, session, parameters);
  }

  private static JsonValue member(JsonValue value, String name) {
    return java.util.Objects.requireNonNull(value.asObject().members().get(name), name);
  }

  private static String text(JsonValue value, String name) {
    return member(value, name).asText();
  }

  private void hear(String event) {
    boolean wrong =
        event.contains("Runtime.exceptionThrown")
            || event.contains("\"type\":\"error\"")
            || (event.contains("Log.entryAdded")
                && event.contains("\"level\":\"error\"")
                && !event.contains("\"source\":\"network\""));
    if (wrong) {
      complaints.add(event);
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    BrowserWire.delete(profile);
  }
}
