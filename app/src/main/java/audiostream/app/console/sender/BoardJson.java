package audiostream.app.console.sender;

import audiostream.app.session.ClockChoice;
import audiostream.app.session.Decimal;
import audiostream.app.session.DelayText;
import audiostream.app.session.DestinationUri;
import audiostream.app.session.GroupChoice;
import audiostream.app.session.GroupChoice.Latency;
import audiostream.app.session.SessionFile;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.sync.GroupPolicy.Slow;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** The session as the API tells it. */
final class BoardJson {

  private BoardJson() {}

  static void write(JsonGenerator json, Desk.View view, Sender sender) throws IOException {
    Board board = view.board();
    if (view.file().isPresent()) {
      json.writeStringField("file", view.file().get());
    }
    json.writeBooleanField("unsaved", view.unsaved());
    json.writeBooleanField("sending", board.sending());
    json.writeBooleanField("panic", board.panic());
    if (view.undo().isPresent()) {
      json.writeStringField("undo", view.undo().get());
    }
    json.writeNumberField("revision", view.headRevision());
    input(json, board.head(), sender);
    format(json, board.head());
    group(json, board.head().group());
    json.writeArrayFieldStart("destinations");
    for (Row row : board.rows()) {
      row(json, row, Optional.ofNullable(view.held().get(row.id())));
    }
    json.writeEndArray();
  }

  private static void input(JsonGenerator json, SessionFile head, Sender sender)
      throws IOException {
    json.writeObjectFieldStart("input");
    json.writeStringField("device", head.device().orElse(""));
    number(json, "rate", head.rateHz());
    number(json, "block", head.blockFrames());
    json.writeBooleanField("loop", head.loop());
    json.writeStringField("description", sender.inputDescription());
    json.writeNumberField("channels", sender.inputChannels());
    json.writeNumberField("rateHz", sender.rateHz());
    json.writeNumberField("blockFrames", sender.blockFrames());
    json.writeEndObject();
  }

  private static void format(JsonGenerator json, SessionFile head) throws IOException {
    json.writeObjectFieldStart("format");
    json.writeNumberField("bits", head.bits().orElse(SendConfig.DEFAULT_BITS));
    json.writeNumberField("mtu", head.mtuBytes().orElse(SendConfig.DEFAULT_MTU_BYTES));
    number(json, "packet", head.packetFrames());
    json.writeEndObject();
  }

  private static void group(JsonGenerator json, GroupChoice group) throws IOException {
    json.writeObjectFieldStart("group");
    json.writeStringField("latency", group.latency().map(Latency::word).orElse(""));
    if (group.mostMs().isPresent()) {
      json.writeNumberField("maxMs", new BigDecimal(Decimal.print(group.mostMs().getAsDouble())));
    }
    json.writeStringField("slow", group.slow().orElse(Slow.LEAVE).word());
    json.writeStringField("clock", group.clock().orElse(ClockChoice.OWN).word());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, OptionalInt value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsInt());
    }
  }

  /** One destination, as an object. */
  static void row(JsonGenerator json, Row row, Optional<String> held) throws IOException {
    DestinationConfig config = row.config();
    json.writeStartObject();
    json.writeNumberField("id", row.id());
    json.writeNumberField("revision", row.revision());
    json.writeStringField("name", config.name());
    json.writeStringField("url", DestinationUri.print(config.endpoint()));
    json.writeStringField("wire", config.endpoint().wire().scheme());
    json.writeStringField("channels", config.channels().toString());
    json.writeFieldName("channelList");
    json.writeArray(config.channels().toArray(), 0, config.channels().size());
    json.writeNumberField("gainDb", new BigDecimal(Decimal.print(config.gainDb())));
    json.writeStringField("delay", DelayText.print(config.delay()));
    json.writeBooleanField("mute", config.mute());
    json.writeBooleanField("solo", row.solo());
    json.writeArrayFieldStart("warnings");
    for (String warning : DestinationUri.warnings(config.endpoint())) {
      json.writeString(warning);
    }
    json.writeEndArray();
    if (held.isPresent()) {
      json.writeStringField("held", held.get());
    }
    json.writeEndObject();
  }
}
