package audiostream.app.cli;

import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.pipeline.SendCounter;
import audiostream.engine.session.DestinationSnapshot;
import audiostream.engine.session.SenderSnapshot;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A sender's snapshot as a line for people or as fields for programs. */
final class SenderReport {

  /** An input that is exactly zero for so long is probably not connected. */
  private static final long DIGITAL_SILENCE_NS = 5_000_000_000L;

  private SenderReport() {}

  static String line(long second, SenderSnapshot now) {
    return String.format(
        Locale.ROOT,
        "%5d s  %s  input %s  packets %d  errors %d  gaps %d%s%s%s",
        second,
        now.state().words(),
        level(now),
        packets(now),
        errors(now),
        now.counters().getOrDefault(InputCounter.GAPS, 0L)
            + now.counters().getOrDefault(InputCounter.OVERRUNS, 0L),
        group(now),
        troubles(now),
        FeedbackReport.words(now.destinations()));
  }

  private static String group(SenderSnapshot now) {
    OptionalLong latencyNs = now.groupLatencyNs();
    return latencyNs.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "; in step at %.0f ms", latencyNs.getAsLong() / 1e6);
  }

  private static String level(SenderSnapshot now) {
    if (now.silentForNs() >= DIGITAL_SILENCE_NS) {
      return "is digital silence for " + now.silentForNs() / 1_000_000_000L + " s";
    }
    return Levels.words(Levels.highest(now.peaks()));
  }

  private static long packets(SenderSnapshot now) {
    return now.destinations().stream()
        .mapToLong(d -> d.counters().getOrDefault(SendCounter.PACKETS_SENT, 0L))
        .sum();
  }

  private static long errors(SenderSnapshot now) {
    return now.destinations().stream().mapToLong(DestinationSnapshot::errors).sum();
  }

  private static String troubles(SenderSnapshot now) {
    return now.destinations().stream()
        .filter(d -> d.errors() > 0)
        .map(d -> "; " + FeedbackReport.name(d) + " " + d.errors() + " (" + reason(d) + ")")
        .collect(Collectors.joining());
  }

  private static String reason(DestinationSnapshot destination) {
    return destination.failure().orElse("the network takes no more");
  }

  static void fields(JsonGenerator json, long second, SenderSnapshot now) throws IOException {
    json.writeStringField("type", "stats");
    json.writeNumberField("second", second);
    json.writeStringField("state", now.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("input", now.input());
    json.writeNumberField("rateHz", now.rateHz());
    json.writeNumberField("payloads", now.payloads());
    json.writeNumberField("packets", packets(now));
    json.writeNumberField("errors", errors(now));
    json.writeNumberField("digitalSilenceSeconds", now.silentForNs() / 1_000_000_000L);
    for (Map.Entry<InputCounter, Long> counter : now.counters().entrySet()) {
      json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
    }
    FeedbackReport.counters(json, now.rtcp());
    if (now.groupLatencyNs().isPresent()) {
      json.writeNumberField("groupLatencyMs", now.groupLatencyNs().getAsLong() / 1e6);
    }
    Levels.write(json, now.peaks());
    json.writeArrayFieldStart("destinations");
    for (DestinationSnapshot destination : now.destinations()) {
      write(json, destination);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, DestinationSnapshot destination)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", destination.config().name());
    json.writeStringField("ssrc", Integer.toHexString(destination.ssrc()));
    json.writeNumberField("packetFrames", destination.packetFrames());
    for (Map.Entry<SendCounter, Long> counter : destination.counters().entrySet()) {
      json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
    }
    if (destination.failure().isPresent()) {
      json.writeStringField("failure", destination.failure().get());
    }
    FeedbackReport.fields(json, destination);
    json.writeEndObject();
  }
}
