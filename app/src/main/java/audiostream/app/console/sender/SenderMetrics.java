package audiostream.app.console.sender;

import audiostream.app.console.shared.Metrics;
import audiostream.engine.session.DestinationSnapshot;
import audiostream.engine.session.SenderSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A sender's values for Prometheus. */
final class SenderMetrics {

  private SenderMetrics() {}

  static String text(SenderSnapshot now, List<RowStatus> rows, Board board, int pages) {
    Metrics metrics = new Metrics("audiostream_sender");
    boolean good = now.state() == SenderSnapshot.State.SENDING;
    metrics.gauge("input_up", Map.of(), "1 while the input is there", good ? 1 : 0);
    metrics.gauge("destinations", Map.of(), "destinations of the session", board.rows().size());
    metrics.gauge("payloads", Map.of(), "payloads encoded for all destinations", now.payloads());
    metrics.gauge("console_pages", Map.of(), "pages that listen to live values", pages);
    if (now.groupLatencyNs().isPresent()) {
      double ms = now.groupLatencyNs().getAsLong() / 1e6;
      metrics.gauge("group_latency_ms", Map.of(), "from capture to sound, in step", ms);
    }
    metrics.counters("input", Map.of(), now.counters());
    metrics.counters("feedback", Map.of(), now.rtcp());
    for (DestinationSnapshot destination : now.destinations()) {
      metrics.counters(
          "destination", Map.of("name", destination.config().name()), destination.counters());
    }
    for (RowStatus row : rows) {
      board.find(row.id()).ifPresent(found -> heard(metrics, found, row.heard()));
    }
    return metrics.toString();
  }

  private static void heard(Metrics metrics, Row row, Heard heard) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("name", row.config().name());
    gauge(metrics, labels, "jitter_ms", "variation of arrivals at the receiver", heard.jitterMs());
    gauge(metrics, labels, "round_trip_ms", "to the receiver and back", heard.roundTripMs());
    gauge(metrics, labels, "latency_ms", "from arrival to playout", heard.latencyMs());
    Heard.Sync sync = heard.sync();
    gauge(metrics, labels, "sync_error_ms", "off from the common playout", sync.errorMs());
    gauge(
        metrics,
        labels,
        "worst_sync_error_ms",
        "most that it was off from the common playout in the last minute",
        sync.worstErrorMs());
    gauge(
        metrics,
        labels,
        "clock_offset_ms",
        "the sender's clock minus the receiver's",
        sync.clockOffsetMs());
    gauge(
        metrics,
        labels,
        "clock_uncertainty_ms",
        "how much the clock offset may be wrong, as a standard deviation",
        sync.clockUncertaintyMs());
    if (heard.lost().isPresent()) {
      double lost = heard.lost().getAsLong();
      metrics.gauge("receiver_lost", labels, "packets that the receiver lacks", lost);
    }
  }

  private static void gauge(
      Metrics metrics, Map<String, String> labels, String name, String help, OptionalDouble value) {
    if (value.isPresent()) {
      metrics.gauge("receiver_" + name, labels, help, value.getAsDouble());
    }
  }
}
