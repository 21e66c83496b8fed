package audiostream.app.doctor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a few seconds of silence to a running receiver showed.
 *
 * @param destination as the user named it
 * @param readings what the receiver told, oldest first
 * @param failure why packets could not be sent; empty where they could
 */
public record NetworkTrial(String destination, List<Reading> readings, Optional<String> failure) {

  /**
   * One report of the receiver.
   *
   * @param lossPercent of the packets since its last report
   * @param packetsLost since the trial began
   * @param jitterMs interarrival jitter
   * @param roundTripMs empty until known
   * @param targetMs the latency that its own measurements ask for; empty where it does not tell
   * @param latePackets since the trial began
   */
  public record Reading(
      double lossPercent,
      long packetsLost,
      double jitterMs,
      OptionalDouble roundTripMs,
      OptionalDouble targetMs,
      long latePackets) {}

  private static final double SHORT_ROUND_TRIP_MS = 20;
  private static final double SMALL_JITTER_MS = 3;
  private static final double BEARABLE_LOSS_PERCENT = 0.1;

  public NetworkTrial {
    readings = List.copyOf(readings);
  }

  /** What it means. */
  public List<Finding> judge() {
    if (readings.isEmpty()) {
      return List.of(
          Finding.inTheWay(
              "way to " + destination,
              failure.orElse("nobody answered: no feedback came back"),
              "start audiostream receive there, and see that its port and the next are open"));
    }
    List<Finding> all = new ArrayList<>();
    all.add(roundTrip());
    all.add(jitter());
    all.add(loss());
    latency().ifPresent(all::add);
    return all;
  }

  private Finding roundTrip() {
    String topic = "round trip";
    OptionalDouble best =
        readings.stream().flatMapToDouble(reading -> reading.roundTripMs().stream()).min();
    if (best.isEmpty()) {
      return Finding.unknown(topic, "it was not told");
    }
    return best.getAsDouble() <= SHORT_ROUND_TRIP_MS
        ? Finding.ok(topic, ms(best.getAsDouble()))
        : Finding.better(
            topic,
            ms(best.getAsDouble()) + ": a long way, or a busy network",
            "use a cable, or an" + " access point closer by");
  }

  private Finding jitter() {
    double worst = readings.stream().mapToDouble(Reading::jitterMs).max().orElseThrow();
    return worst <= SMALL_JITTER_MS
        ? Finding.ok("jitter", "at most " + ms(worst))
        : Finding.better(
            "jitter",
            "up to " + ms(worst) + ": the receiver must wait longer to be safe",
            "turn Wi-Fi power saving off at both ends, use 5 GHz, or a cable");
  }

  private Finding loss() {
    long lost = Math.max(0, readings.getLast().packetsLost());
    double worst = readings.stream().mapToDouble(Reading::lossPercent).max().orElseThrow();
    if (lost == 0) {
      return Finding.ok("loss", "no packet was lost");
    }
    String meaning =
        String.format(
            Locale.ROOT, "%d packets lost, %.1f %% of them in the worst stretch", lost, worst);
    String remedy = "come closer to the access point, change its channel, or use a cable";
    return worst <= BEARABLE_LOSS_PERCENT
        ? Finding.better("loss", meaning, remedy)
        : Finding.inTheWay("loss", meaning, remedy);
  }

  private Optional<Finding> latency() {
    List<Double> targets =
        readings.stream().flatMap(reading -> reading.targetMs().stream().boxed()).toList();
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.ok(
            "latency",
            "the receiver holds "
                + ms(Collections.max(targets))
                + " with what it saw in these seconds; --latency auto goes on adapting"));
  }

  private static String ms(double ms) {
    return String.format(Locale.ROOT, "%.1f ms", ms);
  }
}
