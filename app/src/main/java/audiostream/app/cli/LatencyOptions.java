package audiostream.app.cli;

import audiostream.engine.jitter.LatencyPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which a receiver's latency is chosen. */
final class LatencyOptions {

  private static final String AUTO = "auto";

  @Option(
      names = "--latency",
      paramLabel = "auto|MS",
      description =
          "From arrival to playout: 1 to 10000, or auto, the shortest that the network allows"
              + " (default auto).")
  private String latency = AUTO;

  @Option(
      names = "--latency-min",
      paramLabel = "MS",
      description = "With auto, never less: 5 to 2000 (default 5).")
  private @Nullable Double leastMs;

  @Option(
      names = "--latency-max",
      paramLabel = "MS",
      description = "With auto, never more: 5 to 2000 (default 500).")
  private @Nullable Double mostMs;

  @Option(
      names = "--glitch-every",
      paramLabel = "SECONDS",
      description =
          "With auto, how often a late packet may be heard: every 1 to 86400 seconds (default 600).")
  private @Nullable Double glitchEveryS;

  @Option(names = "--latency-freeze", description = "With auto, never shorten it while playing.")
  private boolean freeze;

  LatencyPolicy policy() {
    if (latency.equals(AUTO)) {
      return auto();
    }
    refuseWithoutAuto("--latency-min", leastMs != null);
    refuseWithoutAuto("--latency-max", mostMs != null);
    refuseWithoutAuto("--glitch-every", glitchEveryS != null);
    refuseWithoutAuto("--latency-freeze", freeze);
    return LatencyPolicy.fixed(ns("--latency ", latencyMs(), 1, 10_000));
  }

  private LatencyPolicy auto() {
    long leastNs =
        leastMs == null ? LatencyPolicy.MIN_AUTO_NS : ns("--latency-min ", leastMs, 5, 2_000);
    long mostNs =
        mostMs == null
            ? Math.max(leastNs, LatencyPolicy.DEFAULT_MOST_NS)
            : ns("--latency-max ", mostMs, 5, 2_000);
    if (leastNs > mostNs) {
      throw new WrongUseException(
          "--latency-min "
              + leastMs
              + " is above --latency-max "
              + mostMs
              + ": the other way round");
    }
    return LatencyPolicy.auto(leastNs, mostNs, glitchIntervalNs(), !freeze);
  }

  private long glitchIntervalNs() {
    if (glitchEveryS == null) {
      return LatencyPolicy.DEFAULT_GLITCH_INTERVAL_NS;
    }
    if (!(glitchEveryS >= 1 && glitchEveryS <= 86_400)) {
      throw new WrongUseException("--glitch-every " + glitchEveryS + ": seconds from 1 to 86400");
    }
    return Math.round(glitchEveryS * 1e9);
  }

  private double latencyMs() {
    try {
      return Double.parseDouble(latency);
    } catch (NumberFormatException notANumber) {
      throw new WrongUseException(
          "--latency '" + latency + "': auto, or milliseconds from 1 to 10000");
    }
  }

  private static long ns(String option, double ms, int least, int most) {
    if (!(ms >= least && ms <= most)) {
      throw new WrongUseException(option + ms + ": milliseconds from " + least + " to " + most);
    }
    return Math.round(ms * 1e6);
  }

  private void refuseWithoutAuto(String option, boolean given) {
    if (given) {
      throw new WrongUseException(
          option + " goes with --latency auto, not with --latency " + latency);
    }
  }
}
