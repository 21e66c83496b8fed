package audiostream.app.cli;

import audiostream.engine.sync.GroupPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which a sender has its receivers sound together. */
final class GroupOptions {

  @Option(
      names = "--group",
      paramLabel = "off|auto|MS",
      description =
          "Latency from capture to sound for all receivers together: 5 to 5000, or auto, as much as"
              + " the slowest of them needs (default off: each has a latency of its own).")
  private String group = "off";

  @Option(
      names = "--group-max",
      paramLabel = "MS",
      description = "With auto, leave a receiver behind that needs more: 5 to 5000 (default 500).")
  private @Nullable Double mostMs;

  /** Empty: each receiver has a latency of its own. */
  Optional<GroupPolicy> policy() {
    if (mostMs != null && !group.equals("auto")) {
      throw new WrongUseException("--group-max goes with --group auto, not with --group " + group);
    }
    return switch (group) {
      case "off" -> Optional.empty();
      case "auto" ->
          Optional.of(
              GroupPolicy.auto(
                  mostMs == null ? GroupPolicy.DEFAULT_MOST_NS : ns("--group-max", mostMs)));
      default -> Optional.of(GroupPolicy.fixed(ns("--group", milliseconds())));
    };
  }

  private double milliseconds() {
    try {
      return Double.parseDouble(group);
    } catch (NumberFormatException notANumber) {
      throw new WrongUseException(
          "--group '" + group + "': off, auto, or milliseconds from 5 to 5000");
    }
  }

  private static long ns(String option, double ms) {
    if (!(ms >= 5 && ms <= 5_000)) {
      throw new WrongUseException(option + " " + ms + ": milliseconds from 5 to 5000");
    }
    return Math.round(ms * 1e6);
  }
}
