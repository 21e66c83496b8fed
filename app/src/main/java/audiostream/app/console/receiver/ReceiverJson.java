package audiostream.app.console.receiver;

import audiostream.app.console.shared.Numbers;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.session.GroupSnapshot;
import audiostream.engine.session.ReceiverSnapshot;
import audiostream.engine.stats.Described;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver as the API tells it. */
final class ReceiverJson {

  private ReceiverJson() {}

  static void write(JsonGenerator json, ReceiverSnapshot now, Controls.Now controls, String address)
      throws IOException {
    json.writeStringField("name", controls.name());
    json.writeNumberField("volumeDb", controls.volumeDb());
    json.writeStringField("address", address);
    json.writeStringField("output", now.output());
    json.writeBooleanField("outputLost", now.outputLost());
    json.writeStringField("state", now.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("words", now.outputLost() ? "the output is away" : now.state().words());
    json.writeNumberField("latencyMs", Numbers.rounded(now.latencyMs(), 2));
    json.writeNumberField("targetMs", Numbers.rounded(now.targetMs(), 2));
    json.writeNumberField("bufferMs", Numbers.rounded(now.bufferMs(), 2));
    json.writeNumberField("driftPpm", Numbers.rounded(now.driftPpm(), 1));
    if (now.group().isPresent()) {
      group(json, now.group().get());
    }
    if (now.stream().isPresent()) {
      json.writeStringField("source", words(now.stream().get().source()));
      json.writeStringField("format", words(now.stream().get().format()));
    }
    json.writeArrayFieldStart("counters");
    counters(json, now.intake());
    counters(json, now.counters());
    json.writeEndArray();
  }

  private static void group(JsonGenerator json, GroupSnapshot group) throws IOException {
    json.writeBooleanField("inStep", group.inStep());
    json.writeBooleanField("beyondReach", group.beyondReach());
    json.writeNumberField("syncErrorUs", Numbers.rounded(group.syncErrorUs(), 1));
    json.writeNumberField("worstSyncErrorUs", Numbers.rounded(group.worstSyncErrorUs(), 1));
    json.writeNumberField("clockOffsetMs", Numbers.rounded(group.clockOffsetMs(), 3));
    json.writeNumberField("clockUncertaintyUs", Numbers.rounded(group.clockUncertaintyUs(), 1));
  }

  private static String words(@Nullable SocketAddress source) {
    return source instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : String.valueOf(source);
  }

  private static String words(StreamFormat format) {
    String channels = format.channels() == 1 ? "1 channel" : format.channels() + " channels";
    return format.encoding().bits() + " bit, " + format.rateHz() + " Hz, " + channels;
  }

  private static <E extends Enum<E> & Described> void counters(
      JsonGenerator json, Map<E, Long> counters) throws IOException {
    for (Map.Entry<E, Long> counter : counters.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", counter.getKey().name().toLowerCase(Locale.ROOT));
      json.writeStringField("words", counter.getKey().description());
      json.writeNumberField("value", counter.getValue());
      json.writeEndObject();
    }
  }
}
