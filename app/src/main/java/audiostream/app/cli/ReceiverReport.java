package audiostream.app.cli;

import audiostream.engine.pipeline.IntakeCounter;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.session.GroupSnapshot;
import audiostream.engine.session.ReceiverSnapshot;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** A receiver's snapshot as a line for people or as fields for programs. */
final class ReceiverReport {

  private ReceiverReport() {}

  static String line(long second, ReceiverSnapshot now) {
    return String.format(
        Locale.ROOT,
        "%5d s  %s  latency %.1f of %.1f ms  buffer %.1f ms  received %d  lost %d  late %d"
            + "  reordered %d  duplicate %d  malformed %d  underruns %d  gaps %d  level %s%s",
        second,
        now.outputLost() ? "the output is away" : now.state().words(),
        now.latencyMs(),
        now.targetMs(),
        now.bufferMs(),
        count(now, ReceiveCounter.RECEIVED),
        count(now, ReceiveCounter.LOST),
        count(now, ReceiveCounter.LATE),
        count(now, ReceiveCounter.REORDERED),
        count(now, ReceiveCounter.DUPLICATE),
        malformed(now),
        count(now, ReceiveCounter.UNDERRUNS) + count(now, ReceiveCounter.DEVICE_UNDERRUNS),
        count(now, ReceiveCounter.GAPS),
        Levels.words(Levels.highest(now.peaks())),
        hints(now));
  }

  private static long count(ReceiverSnapshot now, ReceiveCounter counter) {
    return now.counters().getOrDefault(counter, 0L);
  }

  private static long malformed(ReceiverSnapshot now) {
    return count(now, ReceiveCounter.MALFORMED)
        + now.intake().getOrDefault(IntakeCounter.MALFORMED, 0L);
  }

  private static String hints(ReceiverSnapshot now) {
    StringBuilder hints = new StringBuilder();
    now.group().ifPresent(group -> hints.append(words(group)));
    hint(hints, "of an unannounced payload type", count(now, ReceiveCounter.UNKNOWN_PAYLOAD));
    hint(hints, "of another sender", count(now, ReceiveCounter.OTHER_SENDER));
    hint(
        hints,
        "from an address that is not allowed",
        now.intake().getOrDefault(IntakeCounter.NOT_ALLOWED, 0L));
    return hints.toString();
  }

  private static String words(GroupSnapshot group) {
    if (group.inStep()) {
      return String.format(
          Locale.ROOT,
          "; in step%s, off by %.0f us, at worst %.0f; clock off by %.3f ms, +-%.0f us",
          group.onSystemClock() ? " by the system's clock" : "",
          group.syncErrorUs(),
          group.worstSyncErrorUs(),
          group.clockOffsetMs(),
          group.clockUncertaintyUs());
    }
    return group.beyondReach()
        ? String.format(
            Locale.ROOT,
            "; left behind: the group plays what has not come here yet, it would take %.0f ms",
            group.neededMs())
        : "; not in step: the sender's time is not known yet";
  }

  private static void hint(StringBuilder hints, String what, long packets) {
    if (packets > 0) {
      hints.append("; ").append(packets).append(" packets ").append(what);
    }
  }

  static void fields(JsonGenerator json, long second, ReceiverSnapshot now) throws IOException {
    json.writeStringField("type", "stats");
    json.writeNumberField("second", second);
    json.writeStringField("state", now.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("output", now.output());
    json.writeBooleanField("outputLost", now.outputLost());
    json.writeNumberField("latencyMs", rounded(now.latencyMs()));
    json.writeNumberField("targetMs", rounded(now.targetMs()));
    json.writeNumberField("bufferMs", rounded(now.bufferMs()));
    json.writeNumberField("outputLatencyMs", rounded(now.outputLatencyMs()));
    json.writeNumberField("senderPpm", rounded(now.senderPpm()));
    json.writeNumberField("driftPpm", rounded(now.driftPpm()));
    if (now.stream().isPresent()) {
      json.writeStringField("ssrc", Integer.toHexString(now.stream().get().ssrc()));
      json.writeStringField("source", String.valueOf(now.stream().get().source()));
    }
    for (Map.Entry<IntakeCounter, Long> counter : now.intake().entrySet()) {
      if (counter.getKey() != IntakeCounter.MALFORMED) {
        json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
      }
    }
    for (Map.Entry<ReceiveCounter, Long> counter : now.counters().entrySet()) {
      if (counter.getKey() != ReceiveCounter.MALFORMED) {
        json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
      }
    }
    json.writeNumberField("malformed", malformed(now));
    FeedbackReport.counters(json, now.rtcp());
    if (now.group().isPresent()) {
      GroupSnapshot group = now.group().get();
      json.writeBooleanField("inStep", group.inStep());
      json.writeBooleanField("beyondReach", group.beyondReach());
      json.writeBooleanField("onSystemClock", group.onSystemClock());
      json.writeNumberField("neededMs", rounded(group.neededMs()));
      json.writeNumberField("clockOffsetMs", group.clockOffsetMs());
      json.writeNumberField("clockUncertaintyUs", rounded(group.clockUncertaintyUs()));
      json.writeNumberField("syncErrorUs", rounded(group.syncErrorUs()));
      json.writeNumberField("worstSyncErrorUs", rounded(group.worstSyncErrorUs()));
    }
    if (now.roundTripNs().isPresent()) {
      json.writeNumberField("roundTripMs", rounded(now.roundTripNs().getAsLong() / 1e6));
    }
    Levels.write(json, now.peaks());
  }

  private static double rounded(double ms) {
    return Math.round(ms * 1000) / 1000.0;
  }
}
