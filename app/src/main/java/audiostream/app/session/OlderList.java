package audiostream.app.session;

import audiostream.app.json.JsonLine;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonObject;
import audiostream.app.json.Members;
import audiostream.app.words.Excerpt;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The client list of the older programs, which count channels from 0:
 *
 * <pre>{@code {"Node 1": {"ip": "192.168.2.249", "port": 57001, "channel": 1}, ...}}</pre>
 *
 * Their clients are raw destinations of one channel, and nothing else is said of them.
 */
final class OlderList {

  private static final Set<String> FIELDS = Set.of("ip", "port", "channel");

  private OlderList() {}

  /** Whether a document is meant to be one, right or wrong: it has clients and no version. */
  static boolean isMeant(JsonValue document) {
    return document instanceof JsonObject object
        && !(object.members().get("version") instanceof JsonValue.JsonNumber)
        && object.members().values().stream().anyMatch(OlderList::looksLikeClient);
  }

  private static boolean looksLikeClient(JsonValue value) {
    return value instanceof JsonObject client
        && client.members().keySet().stream().anyMatch(FIELDS::contains);
  }

  /**
   * @return a session that says nothing of input and format
   * @throws IllegalArgumentException with a sentence for the user that says where
   */
  static SessionFile read(JsonValue document) {
    List<DestinationConfig> destinations = new ArrayList<>();
    document.asObject().members().forEach((name, client) -> destinations.add(client(name, client)));
    return SessionFile.EMPTY.withDestinations(destinations);
  }

  private static DestinationConfig client(String name, JsonValue value) {
    Members client = Members.of(value, "ip", "port", "channel");
    JsonValue ip = client.require("ip", "\"192.168.2.249\"");
    JsonValue port = client.require("port", "57001");
    JsonValue channel = client.require("channel", "0");
    String host = ip.place().check(() -> Hosts.requireValid(ip.asText()));
    int portNumber = port.asWhole();
    Endpoint endpoint = port.place().check(() -> raw(host, portNumber));
    ChannelList channels = ChannelList.of(channelFromZero(channel) + 1);
    return value.place().check(() -> new DestinationConfig(name, endpoint, channels, 0, false));
  }

  private static Endpoint raw(String host, int port) {
    return new Endpoint(
        WireFormat.RAW, host, port, OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
  }

  private static int channelFromZero(JsonValue value) {
    int channel = value.asWhole();
    if (channel < 0 || channel >= StreamFormat.MAX_CHANNELS) {
      throw value.place().wrong("channel " + channel + ": 0 to 63, since these lists count from 0");
    }
    return channel;
  }

  /** Why the list cannot hold a destination; empty: it can. A part of a sentence for the user. */
  static Optional<String> obstacle(DestinationConfig destination) {
    Endpoint endpoint = destination.endpoint();
    List<String> reasons = new ArrayList<>();
    if (endpoint.wire() != WireFormat.RAW) {
      reasons.add("is sent as " + endpoint.wire().scheme() + ", not raw");
    }
    if (destination.channels().size() != 1) {
      reasons.add("has the channels " + destination.channels() + ", not one");
    }
    if (destination.gainDb() != 0) {
      reasons.add("has a gain of " + Decimal.print(destination.gainDb()) + " dB");
    }
    if (destination.mute()) {
      reasons.add("is muted");
    }
    if (!destination.delay().equals(Delay.NONE)) {
      reasons.add("has a delay of " + DelayText.print(destination.delay()));
    }
    endpoint.ttl().ifPresent(ttl -> reasons.add("has a ttl of " + ttl));
    endpoint.interfaceName().ifPresent(name -> reasons.add("has the interface " + name));
    if (endpoint.host().contains(":")) {
      reasons.add("has an IPv6 address");
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(Excerpt.quoted(destination.name()) + " " + String.join(" and ", reasons));
  }

  /** What a session says of input and format, which the list has no room for; for the user. */
  static List<String> leftOut(SessionFile session) {
    List<String> left = new ArrayList<>();
    session.device().ifPresent(device -> left.add("input device '" + device + "'"));
    session.rateHz().ifPresent(rate -> left.add("rate " + rate));
    session.blockFrames().ifPresent(block -> left.add("block " + block));
    session.packetFrames().ifPresent(packet -> left.add("packet " + packet));
    session.mtuBytes().ifPresent(mtu -> left.add("mtu " + mtu));
    session.bits().ifPresent(bits -> left.add("bits " + bits));
    if (session.loop()) {
      left.add("loop");
    }
    if (!session.group().equals(GroupChoice.OPEN)) {
      left.add("group");
    }
    return left;
  }

  /**
   * @param destinations without an {@link #obstacle}
   */
  static String write(List<DestinationConfig> destinations) {
    if (destinations.isEmpty()) {
      return "{}\n";
    }
    return destinations.stream()
        .map(OlderList::line)
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String line(DestinationConfig destination) {
    String client =
        JsonLine.object(json -> {
          json.writeStringField("ip", destination.endpoint().host());
          json.writeNumberField("port", destination.endpoint().port());
          json.writeNumberField("channel", destination.channels().channel(0) - 1);
        });
    return "  " + JsonLine.text(destination.name()) + ": " + client;
  }
}
