package audiostream.app.session;

import audiostream.app.json.JsonLine;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Writes a session file, one destination a line, so that people and version control can read it.
 */
final class SessionWriter {

  private SessionWriter() {}

  static String write(SessionFile session) {
    List<String> parts = new ArrayList<>();
    parts.add("  \"version\": " + SessionReader.VERSION);
    addUnlessEmpty(parts, "input", JsonLine.object(json -> writeInput(json, session)));
    addUnlessEmpty(parts, "format", JsonLine.object(json -> writeFormat(json, session)));
    addUnlessEmpty(parts, "group", JsonLine.object(json -> writeGroup(json, session.group())));
    parts.add("  \"destinations\": " + destinations(session.destinations()));
    return "{\n" + String.join(",\n", parts) + "\n}\n";
  }

  private static void addUnlessEmpty(List<String> parts, String name, String object) {
    if (!object.equals("{}")) {
      parts.add("  \"" + name + "\": " + object);
    }
  }

  private static void writeInput(JsonGenerator json, SessionFile session) throws IOException {
    if (session.device().isPresent()) {
      json.writeStringField("device", session.device().get());
    }
    writeNumber(json, "rate", session.rateHz());
    writeNumber(json, "block", session.blockFrames());
    if (session.loop()) {
      json.writeBooleanField("loop", true);
    }
  }

  private static void writeFormat(JsonGenerator json, SessionFile session) throws IOException {
    writeNumber(json, "bits", session.bits());
    writeNumber(json, "mtu", session.mtuBytes());
    writeNumber(json, "packet", session.packetFrames());
  }

  private static void writeGroup(JsonGenerator json, GroupChoice group) throws IOException {
    if (group.latency().isPresent()) {
      json.writeFieldName("latency");
      writeLatency(json, group.latency().get());
    }
    if (group.mostMs().isPresent()) {
      json.writeNumberField("maxMs", new BigDecimal(Decimal.print(group.mostMs().getAsDouble())));
    }
    if (group.slow().isPresent()) {
      json.writeStringField("slow", group.slow().get().word());
    }
    if (group.clock().isPresent()) {
      json.writeStringField("clock", group.clock().get().word());
    }
  }

  private static void writeLatency(JsonGenerator json, GroupChoice.Latency latency)
      throws IOException {
    switch (latency) {
      case GroupChoice.Named named -> json.writeString(named.word());
      case GroupChoice.Fixed fixed -> json.writeNumber(new BigDecimal(Decimal.print(fixed.ms())));
    }
  }

  private static void writeNumber(JsonGenerator json, String name, OptionalInt number)
      throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.getAsInt());
    }
  }

  private static String destinations(List<DestinationConfig> destinations) {
    if (destinations.isEmpty()) {
      return "[]";
    }
    return destinations.stream()
        .map(destination -> "    " + JsonLine.object(json -> writeDestination(json, destination)))
        .collect(Collectors.joining(",\n", "[\n", "\n  ]"));
  }

  private static void writeDestination(JsonGenerator json, DestinationConfig destination)
      throws IOException {
    json.writeStringField("name", destination.name());
    json.writeStringField("url", DestinationUri.print(destination.endpoint()));
    json.writeFieldName("channels");
    writeChannels(json, destination.channels());
    json.writeNumberField("gainDb", new BigDecimal(Decimal.print(destination.gainDb())));
    json.writeBooleanField("mute", destination.mute());
    if (!destination.delay().equals(Delay.NONE)) {
      json.writeStringField("delay", DelayText.print(destination.delay()));
    }
  }

  private static void writeChannels(JsonGenerator json, ChannelList channels) throws IOException {
    json.writeArray(channels.toArray(), 0, channels.size());
  }
}
