package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** A process of a test, all that it says, and its end, which is made sure of. */
public final class Program implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 40;

  private final Process process;
  private final StringBuffer output = new StringBuffer();
  private final CountDownLatch allHeard = new CountDownLatch(1);

  private Program(Process process) {
    this.process = process;
  }

  /** Starts any program; what it says on either way out is kept. */
  static Program start(List<String> command) throws IOException {
    Program program = new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread reader = new Thread(program::listen, "output-of-" + program.process.pid());
    reader.setDaemon(true);
    reader.start();
    return program;
  }

  static Program start(String... command) throws IOException {
    return start(List.of(command));
  }

  /** Starts this project's program. */
  public static Program ours(String... arguments) throws IOException {
    return start(ourCommand(arguments));
  }

  /** Starts this project's program with a home of its own, so that it remembers nothing. */
  public static Program oursAt(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("XDG_CONFIG_HOME=" + home.resolve("config"));
    command.add("XDG_STATE_HOME=" + home.resolve("state"));
    command.add("XDG_DATA_HOME=" + home.resolve("data"));
    command.addAll(ourCommand(arguments));
    return start(command);
  }

  /** Starts our receiver and waits until it listens; it writes JSON. */
  public static Program receiver(int port, Path file, String... more) throws IOException {
    Program program = ours(receiverArguments("rtp://127.0.0.1:" + port, file, more));
    program.awaitOutput("listening");
    return program;
  }

  static String[] receiverArguments(String uri, Path file, String... more) {
    List<String> all =
        new ArrayList<>(List.of("receive", uri, "--output", "wav:" + file, "--stats", "json"));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  /** The words that start this project's program. */
  public static List<String> ourCommand(String... arguments) {
    List<String> command = new ArrayList<>(Packed.start());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Skips the test where a program is not installed. */
  public static void require(String name, String install) {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!there) {
      Assumptions.abort(name + " is not installed: install " + install);
    }
  }

  /** Runs a program to its end. */
  static int run(String... command) throws Exception {
    try (Program program = start(command)) {
      return program.awaitEnd();
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
      }
    } catch (IOException e) {
      output.append("cannot be read: ").append(e.getMessage());
    } finally {
      allHeard.countDown();
    }
  }

  public String output() {
    return output.toString();
  }

  String lastLine() {
    List<String> lines = output().lines().toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  public void awaitOutput(String text) {
    await("it says '" + text + "'", () -> output().contains(text));
  }

  /** Waits for our receiver to have heard a stream, and that stream's end. */
  void awaitStreamEnd() {
    await("sound ends", () -> heard() && lastLine().contains("\"state\":\"idle\""));
  }

  private boolean heard() {
    return output().contains("\"state\":\"playing\"");
  }

  /** Looks until the condition holds, fails when this program ends or takes too long. */
  public void await(String what, BooleanSupplier condition) {
    boolean held = holdsInTime(() -> condition.getAsBoolean() || !process.isAlive(), 0);
    assertThat(held && condition.getAsBoolean()).as("%s; it said: %s", what, output()).isTrue();
  }

  /** Looks every 20 ms whether a condition holds, for as long as tests wait at most. */
  static boolean holdsInTime(BooleanSupplier condition, int moreSeconds) {
    Clock clock = SystemClock.real();
    long endNs = clock.nowNs() + (PATIENCE_SECONDS + moreSeconds) * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (clock.nowNs() - endNs > 0) {
        return false;
      }
      clock.parkUntil(clock.nowNs() + 20_000_000L);
    }
    return true;
  }

  /** Its exit status; fails when it does not end in time. */
  public int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("it ends; it said: %s", output())
        .isTrue();
    // A process has ended before its last words are read from the pipe.
    assertThat(allHeard.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .as("its output ends; it said: %s", output())
        .isTrue();
    return process.exitValue();
  }

  /** Ends it in order (SIGTERM) and waits. */
  public void end() throws InterruptedException {
    // Process.destroy would close the pipe before the last words are read.
    process.toHandle().destroy();
    awaitEnd();
  }

  /** Ends in order what a shell has started, from its end: then each has what came before it. */
  void endAll() throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    if (started.isEmpty()) {
      process.toHandle().destroy();
    } else {
      started.getFirst().destroy();
    }
    awaitEnd();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
