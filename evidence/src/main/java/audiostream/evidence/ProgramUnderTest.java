package audiostream.evidence;

import audiostream.engine.time.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code audiostream} that writes JSON, and what it said last. */
final class ProgramUnderTest implements AutoCloseable {

  private static final long PATIENCE_NS = 60_000_000_000L;

  private final Process process;
  private volatile boolean listening;
  private volatile String lastStats = "";
  private volatile String lastLine = "";

  private ProgramUnderTest(Process process) {
    this.process = process;
  }

  /**
   * @param classpath of the program
   */
  static ProgramUnderTest start(String classpath, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx160m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classpath, "audiostream.app.cli.Main"));
    command.addAll(arguments);
    command.addAll(List.of("--stats", "json"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ProgramUnderTest program = new ProgramUnderTest(process);
    Thread reader = new Thread(program::listen, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return program;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        lastLine = line;
        listening |= line.contains("\"type\":\"listening\"");
        lastStats = line.contains("\"type\":\"stats\"") ? line : lastStats;
      }
    } catch (IOException ended) {
      lastLine = "cannot be read: " + ended.getMessage();
    }
  }

  void awaitListening(Clock clock) throws IOException {
    long endNs = clock.nowNs() + PATIENCE_NS;
    while (!listening) {
      if (!process.isAlive() || clock.nowNs() - endNs > 0) {
        throw new IOException("a program does not start: " + lastLine);
      }
      clock.parkUntil(clock.nowNs() + 20_000_000L);
    }
  }

  /** Waits for its end by itself. */
  void awaitEnd(long seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("a program does not end well: " + lastLine);
    }
  }

  /** Ends it in order. */
  void end() throws InterruptedException {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** A number of its last statistics; after the first mention of a word, where one is given. */
  long number(String after, String name) throws IOException {
    String stats = lastStats.substring(Math.max(0, lastStats.indexOf(after)));
    Matcher found = Pattern.compile("\"" + name + "\":([0-9]+)").matcher(stats);
    if (!found.find()) {
      throw new IOException("no " + name + " in " + lastStats);
    }
    return Long.parseLong(found.group(1));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
