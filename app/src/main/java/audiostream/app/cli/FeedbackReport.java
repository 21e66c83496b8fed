package audiostream.app.cli;

import audiostream.app.words.Excerpt;
import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.session.DestinationSnapshot;
import audiostream.engine.session.WireFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What receivers tell their sender, as words of its line or as fields for programs. */
final class FeedbackReport {

  /** More destinations than these are summed up: a line should stay a line. */
  private static final int NAMED = 3;

  private static final int MEMBERS = 64;

  private FeedbackReport() {}

  /** Empty where no destination could answer. */
  static String words(List<DestinationSnapshot> all) {
    List<DestinationSnapshot> able = all.stream().filter(FeedbackReport::canAnswer).toList();
    if (able.size() > NAMED) {
      return summary(able);
    }
    return able.stream().map(d -> "; " + name(d) + ": " + words(d)).collect(Collectors.joining());
  }

  /** Raw streams have no way back. */
  private static boolean canAnswer(DestinationSnapshot destination) {
    return destination.config().endpoint().wire() == WireFormat.RTP;
  }

  /** Names come from anybody. */
  static String name(DestinationSnapshot destination) {
    return Excerpt.harmless(destination.config().name());
  }

  private static String words(DestinationSnapshot destination) {
    return destination.feedback().map(FeedbackReport::words).orElse("no feedback");
  }

  private static String words(DestinationFeedback feedback) {
    ReceiverFeedback one = feedback.worst();
    return switch (one.presence()) {
      case LEFT -> "has left";
      case SILENT -> "silent for " + one.silentForNs() / 1_000_000_000L + " s";
      case ANSWERING ->
          (feedback.answering() > 1 ? feedback.answering() + " receivers, worst " : "")
              + values(one);
    };
  }

  private static String values(ReceiverFeedback one) {
    return String.format(Locale.ROOT, "loss %.1f %%", one.fractionLost() * 100)
        + ms("jitter", OptionalLong.of(one.jitterNs()))
        + ms("round trip", one.roundTripNs())
        + ms("latency", one.playout().map(Playout::latencyNs).orElse(OptionalLong.empty()))
        + one.playout().map(FeedbackReport::inStep).orElse("");
  }

  /** Only a receiver that plays at group time tells how far off it is. */
  private static String inStep(Playout playout) {
    OptionalLong now = playout.syncErrorNs();
    OptionalLong worst = playout.worstSyncErrorNs();
    return now.isEmpty() || worst.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", in step, off by %.0f us, at worst %.0f",
            now.getAsLong() / 1e3,
            worst.getAsLong() / 1e3);
  }

  private static String ms(String what, OptionalLong ns) {
    return ns.isEmpty()
        ? ""
        : String.format(Locale.ROOT, ", %s %.1f ms", what, ns.getAsLong() / 1e6);
  }

  private static String summary(List<DestinationSnapshot> able) {
    long answering =
        able.stream().filter(d -> presence(d).equals(Optional.of(Presence.ANSWERING))).count();
    return "; feedback from "
        + answering
        + " of "
        + able.size()
        + able.stream()
            .filter(d -> presence(d).equals(Optional.of(Presence.ANSWERING)))
            .max(Comparator.comparingDouble(FeedbackReport::lossOf))
            .map(d -> ", worst " + name(d) + ": " + words(d))
            .orElse("")
        + able.stream()
            .filter(d -> presence(d).equals(Optional.of(Presence.SILENT)))
            .limit(NAMED)
            .map(d -> "; " + name(d) + ": " + words(d))
            .collect(Collectors.joining());
  }

  private static Optional<Presence> presence(DestinationSnapshot destination) {
    return destination.feedback().map(f -> f.worst().presence());
  }

  private static double lossOf(DestinationSnapshot destination) {
    return destination.feedback().map(f -> f.worst().fractionLost()).orElse(0.0);
  }

  static void counters(JsonGenerator json, Map<FeedbackCounter, Long> counters) throws IOException {
    for (Map.Entry<FeedbackCounter, Long> counter : counters.entrySet()) {
      json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
    }
  }

  /** The member "feedback"; raw destinations have none. */
  static void fields(JsonGenerator json, DestinationSnapshot destination) throws IOException {
    if (!canAnswer(destination)) {
      return;
    }
    json.writeObjectFieldStart("feedback");
    if (destination.feedback().isEmpty()) {
      json.writeStringField("state", "none");
    } else {
      fields(json, destination.feedback().get());
    }
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, DestinationFeedback feedback) throws IOException {
    ReceiverFeedback one = feedback.worst();
    json.writeStringField("state", one.presence().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("receivers", feedback.answering());
    json.writeNumberField("silentMs", one.silentForNs() / 1_000_000L);
    json.writeNumberField("lossPercent", rounded(one.fractionLost() * 100));
    json.writeNumberField("packetsLost", one.packetsLost());
    json.writeNumberField("jitterMs", rounded(one.jitterNs() / 1e6));
    ms(json, "roundTripMs", one.roundTripNs());
    if (one.playout().isPresent()) {
      fields(json, one.playout().get());
    }
    if (feedback.receivers().size() > 1) {
      members(json, feedback.receivers());
    }
  }

  /** Each receiver of a multicast group, as far as a line can hold them. */
  private static void members(JsonGenerator json, List<ReceiverFeedback> all) throws IOException {
    json.writeArrayFieldStart("members");
    for (ReceiverFeedback one : all.subList(0, Math.min(MEMBERS, all.size()))) {
      json.writeStartObject();
      json.writeStringField("ssrc", Integer.toHexString(one.ssrc()));
      json.writeNumberField("lossPercent", rounded(one.fractionLost() * 100));
      if (one.playout().isPresent()) {
        ms(json, "latencyMs", one.playout().get().latencyNs());
        sync(json, one.playout().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void fields(JsonGenerator json, Playout playout) throws IOException {
    if (playout.state().isPresent()) {
      json.writeStringField("playout", playout.state().get().words());
    }
    ms(json, "latencyMs", playout.latencyNs());
    ms(json, "targetMs", playout.targetNs());
    number(json, "concealedFrames", playout.concealedFrames());
    number(json, "underruns", playout.underruns());
    number(json, "latePackets", playout.latePackets());
    ms(json, "outputLatencyMs", playout.outputLatencyNs());
    sync(json, playout);
  }

  private static void sync(JsonGenerator json, Playout playout) throws IOException {
    us(json, "syncErrorUs", playout.syncErrorNs());
    us(json, "worstSyncErrorUs", playout.worstSyncErrorNs());
    ms(json, "clockOffsetMs", playout.clockOffsetNs());
    us(json, "clockUncertaintyUs", playout.clockUncertaintyNs());
    ms(json, "neededMs", playout.neededLatencyNs());
  }

  private static void us(JsonGenerator json, String name, OptionalLong ns) throws IOException {
    if (ns.isPresent()) {
      json.writeNumberField(name, rounded(ns.getAsLong() / 1e3));
    }
  }

  private static void ms(JsonGenerator json, String name, OptionalLong ns) throws IOException {
    if (ns.isPresent()) {
      json.writeNumberField(name, rounded(ns.getAsLong() / 1e6));
    }
  }

  private static void number(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsLong());
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
