package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audiostream.app.interop.Ports;
import audiostream.engine.threads.Processors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where threads of the whole program run, as the kernel says. */
@EnabledOnOs(OS.LINUX)
class CpuOptionsTest {

  private static final Path TASKS = Path.of("/proc/self/task");

  @TempDir private Path folder;

  private static String allowedTo(Path task) throws IOException {
    return Files.readAllLines(task.resolve("status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceAll(".*\\s", ""))
        .findFirst()
        .orElse("none");
  }

  /** Processors of the thread of that name, if there is one. */
  private static Optional<String> allowedTo(String name) throws IOException {
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : tasks.toList()) {
        try {
          if (Files.readString(task.resolve("comm")).strip().equals(name)) {
            return Optional.of(allowedTo(task));
          }
        } catch (IOException ended) {
          // the thread, while it was looked at
        }
      }
    }
    return Optional.empty();
  }

  private static FutureTask<String> start(String... arguments) {
    FutureTask<String> running =
        new FutureTask<>(() -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
          int status = Main.run(printed, printed, arguments);
          return status + " " + out.toString(StandardCharsets.UTF_8);
        });
    Thread.ofPlatform().daemon().start(running);
    return running;
  }

  /** Until the program ends, which its duration bounds. */
  private static Optional<String> seen(String thread, String wanted, FutureTask<String> running) {
    Optional<String> last = Optional.empty();
    try {
      while (!running.isDone() && !last.equals(Optional.of(wanted))) {
        last = allowedTo(thread);
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return last;
  }

  private static String lastOfOurs() throws IOException {
    List<Integer> ours = Processors.parse(allowedTo(Path.of("/proc/self"))).numbers();
    assumeTrue(ours.size() > 1, "one processor is all there is");
    return Integer.toString(ours.getLast());
  }

  @Test
  void shouldKeepAReceiversThreadWhereItsFileSays() throws Exception {
    String cpu = lastOfOurs();
    Path file =
        Files.writeString(
            folder.resolve("receiver.json"),
            "{\"version\": 1, \"uri\": \"rtp://127.0.0.1:"
                + Ports.freePair()
                + "\", \"output\": \"silent:\","
                + " \"announce\": false, \"cpus\": "
                + cpu
                + "}");
    FutureTask<String> running = start("receive", "--config", file.toString(), "--duration", "3");
    assertThat(seen("audiostream-net", cpu, running)).contains(cpu);
    assertThat(running.get()).startsWith("0 ").doesNotContain("cpuset", "taskset");
  }

  @Test
  void shouldKeepASendersThread() throws Exception {
    String cpu = lastOfOurs();
    FutureTask<String> running =
        start(
            "send --input tone:1 --to rtp://127.0.0.1:%d/1 --duration 3 --cpus %s"
                .formatted(Ports.freePair(), cpu)
                .split(" "));
    assertThat(seen("capture tone: 1", cpu, running)).contains(cpu);
    assertThat(running.get()).startsWith("0 ").doesNotContain("cpuset", "taskset");
  }
}
