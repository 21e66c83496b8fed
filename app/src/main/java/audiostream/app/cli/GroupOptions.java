package audiostream.app.cli;

import audiostream.app.session.GroupChoice;
import audiostream.app.session.GroupChoice.Latency;
import audiostream.app.session.GroupChoice.Named;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which a sender has its receivers sound together, over what a session says. */
final class GroupOptions {

  @Option(
      names = "--group",
      paramLabel = "off|auto|MS",
      description =
          "Latency from capture to sound for all receivers together: 5 to 5000, or auto, as much as"
              + " the slowest of them needs; off: each has a latency of its own (default: auto where"
              + " there are several RTP destinations or a multicast one, else off).")
  private @Nullable String group;

  @Option(
      names = "--group-max",
      paramLabel = "MS",
      description = "With auto, the most that the group goes to: 5 to 5000 (default 500).")
  private @Nullable Double mostMs;

  /** Named as on the command line. */
  private enum Choice {
    leave,
    wait
  }

  @Option(
      names = "--group-slow",
      paramLabel = "leave|wait",
      description =
          "A receiver that needs more is left behind, or the group's latency grows until it can keep"
              + " up (default leave).")
  private @Nullable Choice slow;

  @Option(
      names = "--clock",
      paramLabel = "own|system",
      description =
          "Keep receivers in step by this sender's own clock, which each finds by itself, or by the"
              + " system clocks, where PTP or NTP keep those of all machines together; receivers then"
              + " need --clock system, or the SDP that says so (default own).")
  private @Nullable ClockName clock;

  /** What options and session together say. */
  GroupChoice over(GroupChoice file) {
    Optional<Latency> latency = group == null ? file.latency() : Optional.of(parsed(group));
    requireAuto(latency);
    return new GroupChoice(
        latency,
        mostMs(file, latency),
        slow(file),
        clock == null ? file.clock() : Optional.of(clock.choice()));
  }

  private static Latency parsed(String text) {
    return Options.check("--group: ", () -> GroupChoice.parseLatency(text));
  }

  private void requireAuto(Optional<Latency> latency) {
    if (mostMs == null) {
      return;
    }
    if (!(mostMs >= 5 && mostMs <= 5_000)) {
      throw new WrongUseException("--group-max " + mostMs + ": milliseconds from 5 to 5000");
    }
    if (latency.isPresent() && latency.get() != Named.AUTO) {
      throw new WrongUseException(
          "--group-max goes with --group auto, not with "
              + (group == null ? "the session's latency " : "--group ")
              + latency.get().word());
    }
  }

  /** The file's bound belongs to the file's auto; an option that is not auto has none. */
  private OptionalDouble mostMs(GroupChoice file, Optional<Latency> latency) {
    if (mostMs != null) {
      return OptionalDouble.of(mostMs);
    }
    boolean auto = latency.isEmpty() || latency.get() == Named.AUTO;
    return auto ? file.mostMs() : OptionalDouble.empty();
  }

  private Optional<Slow> slow(GroupChoice file) {
    if (slow == null) {
      return file.slow();
    }
    return Optional.of(
        switch (slow) {
          case leave -> Slow.LEAVE;
          case wait -> Slow.WAIT;
        });
  }
}
