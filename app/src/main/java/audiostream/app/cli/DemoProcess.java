package audiostream.app.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One of the demo's programs, a process of its own, and what it last said of itself. */
final class DemoProcess implements AutoCloseable {

  private static final JsonFactory JSON = new JsonFactory();

  private final Process process;
  private final Map<String, String> said = new ConcurrentHashMap<>();

  private DemoProcess(Process process) {
    this.process = process;
  }

  /** Starts this same program with other arguments; it must be told to write JSON. */
  static DemoProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    DemoProcess started = new DemoProcess(process);
    Thread reader = new Thread(started::listen, "audiostream-demo-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line);
      }
    } catch (IOException e) {
      said.put("failure", String.valueOf(e.getMessage()));
    }
  }

  /** Keeps the scalar fields of the outermost object. */
  private void remember(String line) throws IOException {
    try (JsonParser parser = JSON.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          said.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      said.merge("type:" + said.getOrDefault("type", ""), "1", (a, b) -> a);
    }
  }

  /** A field of what it last said, or the given word. */
  String field(String name, String otherwise) {
    return said.getOrDefault(name, otherwise);
  }

  long number(String name) {
    return (long) Double.parseDouble(field(name, "0"));
  }

  /** Whether it has said anything of a type. */
  boolean hasSaid(String type) {
    return said.containsKey("type:" + type);
  }

  boolean running() {
    return process.isAlive();
  }

  /** Waits for its end; -1 when it does not come in time. */
  int awaitEnd(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Asks it to end, and makes sure of it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
