package audiostream.app.console;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonLine;
import audiostream.app.json.JsonValue;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Commands to a browser over a web socket: the shape that the Chrome DevTools Protocol and
 * WebDriver BiDi have in common.
 */
final class BrowserWire implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 40;
  private static final Pattern LISTENING =
      Pattern.compile("(?:DevTools|WebDriver BiDi) listening on (ws://\\S+)");

  private final WebSocket socket;
  private final Consumer<String> events;
  private final AtomicInteger nextId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonValue>> waiting = new ConcurrentHashMap<>();

  /**
   * @param events takes what the browser says by itself
   */
  BrowserWire(URI address, Consumer<String> events) {
    this.events = events;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Ear()).join();
  }

  /** The first of these programs that is installed. */
  static Optional<String> find(List<String> names) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Where a browser that has just been started listens, as it says itself. */
  static URI address(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread drain = new Thread(() -> lines.lines().forEach(ignored -> {}), "browser-output");
        drain.setDaemon(true);
        drain.start();
        return URI.create(listening.group(1));
      }
    }
    throw new IOException("the browser does not start: " + said);
  }

  /** Removes what a browser has kept. */
  static void delete(Path profile) throws IOException {
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /**
   * The result of a command.
   *
   * @param session of the DevTools Protocol; empty: none
   */
  JsonValue call(String method, String session, JsonLine.Fields parameters) {
    int id = nextId.incrementAndGet();
    CompletableFuture<JsonValue> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket
        .sendText(
            JsonLine.object(json -> {
              json.writeNumberField("id", id);
              json.writeStringField("method", method);
              if (!session.isEmpty()) {
                json.writeStringField("sessionId", session);
              }
              json.writeObjectFieldStart("params");
              parameters.write(json);
              json.writeEndObject();
            }),
            true)
        .join();
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        hear(whole);
      }
      from.request(1);
      return null;
    }

    private void hear(String whole) {
      JsonValue message = JsonDocument.parse("browser", whole.getBytes(StandardCharsets.UTF_8));
      Map<String, JsonValue> members = message.asObject().members();
      if (members.containsKey("method")) {
        events.accept(whole);
        return;
      }
      CompletableFuture<JsonValue> answer =
          waiting.remove(Objects.requireNonNull(members.get("id"), whole).asWhole());
      if (members.containsKey("result")) {
        answer.complete(members.get("result"));
      } else {
        answer.completeExceptionally(new IllegalStateException(whole));
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
