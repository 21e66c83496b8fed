package audiostream.app.cli;

import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audiostream demo}: the whole way, with real processes and real packets. */
@Command(
    name = "demo",
    description =
        "Sends four channels of generated sound to four receivers on this machine, records them, and"
            + " checks every sample.",
    footer = {
      "",
      "Examples:",
      "  audiostream demo",
      "  audiostream demo --dir /tmp/demo --seconds 30"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int CHANNELS = 4;
  private static final int RATE_HZ = 44_100;
  private static final int START_SECONDS = 30;
  private static final long LOOK_NS = 50_000_000L;
  private static final List<String> NAMES = List.of("north", "east", "south", "west");

  private final Terminal terminal;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the four WAV files go (default: ./audiostream-demo).")
  private Path directory = Path.of("audiostream-demo");

  @Option(names = "--seconds", paramLabel = "N", description = "How long, 1 to 3600 (default 10).")
  private int seconds = 10;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** A receiver and where it records. */
  private record Listener(String name, int port, Path file, DemoProcess process) {}

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || seconds > 3_600) {
      throw new WrongUseException("--seconds " + seconds + ": 1 to 3600");
    }
    createDirectory();
    StopSignal stop = StopSignal.install();
    List<Listener> listeners = new ArrayList<>();
    try {
      say("Four receivers start on this machine, each a program of its own ...");
      startListeners(listeners);
      if (!await(stop, () -> listeners.stream().allMatch(l -> l.process().hasSaid("listening")))) {
        return stopped(stop, "the receivers do not start");
      }
      return play(stop, listeners);
    } finally {
      listeners.forEach(listener -> listener.process().close());
    }
  }

  private void createDirectory() {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new WrongUseException(
          "--dir '" + directory + "': cannot be created: " + e.getMessage());
    }
  }

  private void startListeners(List<Listener> listeners) throws IOException {
    for (int i = 0; i < CHANNELS; i++) {
      int port =
          FreePort.find(candidate -> listeners.stream().noneMatch(l -> l.port() == candidate));
      Path file = directory.resolve(NAMES.get(i) + ".wav");
      DemoProcess process =
          DemoProcess.start(
              "receive", "rtp://127.0.0.1:" + port, "--output", "wav:" + file, "--stats", "json");
      listeners.add(new Listener(NAMES.get(i), port, file, process));
    }
  }

  private int play(StopSignal stop, List<Listener> listeners) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("send", "--input", "tone:" + CHANNELS, "--stats", "json"));
    arguments.addAll(List.of("--rate", String.valueOf(RATE_HZ)));
    for (int i = 0; i < CHANNELS; i++) {
      Listener listener = listeners.get(i);
      String uri = "rtp://127.0.0.1:" + listener.port() + "/" + (i + 1);
      arguments.addAll(List.of("--to", listener.name() + "=" + uri));
    }
    // The sender counts from its own start: time to start is added.
    arguments.addAll(List.of("--duration", String.valueOf(seconds + 1)));
    say("A sender starts: four channels, a different tone in each, for " + seconds + " seconds.");
    try (DemoProcess sender = DemoProcess.start(arguments.toArray(new String[0]))) {
      watch(stop, listeners, sender);
      if (stop.requested()) {
        return stop.exitStatus();
      }
      int status = sender.awaitEnd(5);
      if (status != 0) {
        return stopped(stop, "the sender ended with status " + status);
      }
      await(stop, () -> listeners.stream().noneMatch(DemoCommand::playing));
      listeners.forEach(listener -> listener.process().close());
      return verify(listeners, sender);
    }
  }

  private static boolean playing(Listener listener) {
    return !listener.process().field("state", "idle").equals("idle");
  }

  private void watch(StopSignal stop, List<Listener> listeners, DemoProcess sender) {
    Clock clock = SystemClock.real();
    DemoTable table = new DemoTable(terminal.out());
    Turns turns = new Turns(clock, clock.nowNs(), (seconds + START_SECONDS) * 1_000_000_000L);
    turns.run(
        () -> stop.requested() || !sender.running(),
        second ->
            table.show(
                second,
                listeners.stream()
                    .map(l -> new DemoTable.Row(l.name(), l.port(), l.process()))
                    .toList()));
  }

  private int verify(List<Listener> listeners, DemoProcess sender) throws IOException {
    long sentFrames = sender.number("frames");
    say("");
    say("Verified, sample by sample, against the generated signal:");
    boolean good = sentFrames > 0;
    for (int i = 0; i < CHANNELS; i++) {
      good &= verify(i + 1, listeners.get(i), sentFrames);
    }
    say(
        good
            ? "All four recordings are what was sent. Listen to them: " + directory.resolve("*.wav")
            : "Not all recordings are what was sent: see above.");
    return good ? 0 : Main.FAILED;
  }

  private boolean verify(int channel, Listener listener, long sentFrames) throws IOException {
    DemoCheck check = DemoCheck.of(listener.file(), channel, RATE_HZ, sentFrames + 1);
    boolean complete = check.good() && check.position() == 0 && check.frames() == sentFrames;
    say(
        String.format(
            Locale.ROOT,
            "  %-6s channel %d: %d of %d frames%s, %d wrong, %s packets lost, latency %s ms  %s",
            listener.name(),
            channel,
            check.frames(),
            sentFrames,
            check.position() > 0 ? " from frame " + check.position() : "",
            check.wrong(),
            listener.process().field("lost", "?"),
            listener.process().field("targetMs", "?"),
            complete ? "ok" : "NOT COMPLETE"));
    return complete;
  }

  private static boolean await(StopSignal stop, BooleanSupplier condition) {
    Clock clock = SystemClock.real();
    long endNs = clock.nowNs() + START_SECONDS * 1_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (stop.requested() || clock.nowNs() - endNs > 0) {
        return false;
      }
      clock.parkUntil(clock.nowNs() + LOOK_NS);
    }
    return true;
  }

  private int stopped(@Nullable StopSignal stop, String reason) {
    if (stop != null && stop.requested()) {
      return stop.exitStatus();
    }
    terminal.err().println("audiostream demo: " + reason);
    return Main.FAILED;
  }

  private void say(String line) {
    terminal.out().println(line);
    terminal.out().flush();
  }
}
