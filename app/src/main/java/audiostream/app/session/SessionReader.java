package audiostream.app.session;

import audiostream.app.json.JsonValue;
import audiostream.app.json.Members;
import audiostream.app.json.Place;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.SendConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Reads the version 1 of a session file; {@code session.schema.json} says the same in JSON Schema.
 */
final class SessionReader {

  static final int VERSION = 1;

  private SessionReader() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user that says where
   */
  static SessionFile read(JsonValue document) {
    JsonValue.JsonObject object = document.asObject();
    requireVersion(object);
    Members session = Members.of(object, "version", "input", "format", "group", "destinations");
    SessionFile input = session.find("input").map(SessionReader::input).orElse(SessionFile.EMPTY);
    SessionFile format =
        session.find("format").map(SessionReader::format).orElse(SessionFile.EMPTY);
    return new SessionFile(
        input.device(),
        input.rateHz(),
        input.blockFrames(),
        input.loop(),
        format.bits(),
        format.mtuBytes(),
        format.packetFrames(),
        session.find("destinations").map(SessionReader::destinations).orElse(List.of()),
        session.find("group").map(GroupReader::read).orElse(GroupChoice.OPEN));
  }

  /** Comes first: a newer version may have fields that this program does not know. */
  private static void requireVersion(JsonValue.JsonObject object) {
    JsonValue version = object.members().get("version");
    if (version == null) {
      throw object.place().wrong("the field 'version' is missing: \"version\": " + VERSION);
    }
    int number = version.asWhole();
    if (number != VERSION) {
      throw version.place().wrong("version " + number + ": this program reads version " + VERSION);
    }
  }

  private static SessionFile input(JsonValue value) {
    Members input = Members.of(value, "device", "rate", "block", "loop");
    return new SessionFile(
        input.find("device").map(JsonValue::asText),
        number(
            input.find("rate"),
            rate -> request(OptionalInt.of(rate), DeviceRequest.DEFAULT_BLOCK_FRAMES)),
        number(input.find("block"), block -> request(OptionalInt.empty(), block)),
        input.find("loop").map(JsonValue::asFlag).orElse(false),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of());
  }

  private static SessionFile format(JsonValue value) {
    Members format = Members.of(value, "bits", "mtu", "packet");
    int bits = SendConfig.DEFAULT_BITS;
    int mtu = SendConfig.DEFAULT_MTU_BYTES;
    return new SessionFile(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        false,
        number(format.find("bits"), n -> new SendConfig(n, OptionalInt.empty(), mtu, List.of())),
        number(format.find("mtu"), n -> new SendConfig(bits, OptionalInt.empty(), n, List.of())),
        number(format.find("packet"), n -> new SendConfig(bits, OptionalInt.of(n), mtu, List.of())),
        List.of());
  }

  private static DeviceRequest request(OptionalInt rate, int block) {
    return new DeviceRequest(rate, OptionalInt.empty(), block);
  }

  /**
   * @param check makes a record of the number, which refuses it when it is out of range
   */
  private static OptionalInt number(Optional<JsonValue> value, IntFunction<Record> check) {
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    int number = value.get().asWhole();
    Record checked = value.get().place().check(() -> check.apply(number));
    assert checked != null;
    return OptionalInt.of(number);
  }

  private static List<DestinationConfig> destinations(JsonValue value) {
    List<DestinationConfig> destinations = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonValue item : value.asItems()) {
      DestinationConfig destination = destination(item);
      if (!names.add(destination.name())) {
        throw Members.of(item, FIELDS)
            .require("name", "")
            .place()
            .wrong("the name '" + destination.name() + "' is used twice: each name once");
      }
      destinations.add(destination);
    }
    return destinations;
  }

  private static final String[] FIELDS = {"name", "url", "channels", "gainDb", "mute", "delay"};

  private static DestinationConfig destination(JsonValue value) {
    Members members = Members.of(value, FIELDS);
    JsonValue name = members.require("name", "\"tree\"");
    JsonValue url = members.require("url", "\"rtp://192.168.1.21:5004\"");
    JsonValue channels = members.require("channels", "[1]");
    Endpoint endpoint = url.place().check(() -> DestinationUri.parseEndpoint(url.asText()));
    ChannelList list = channels(channels);
    boolean mute = members.find("mute").map(JsonValue::asFlag).orElse(false);
    DestinationConfig plain =
        name.place().check(() -> new DestinationConfig(name.asText(), endpoint, list, 0, mute));
    DestinationConfig loud =
        members.find("gainDb").map(gain -> withGain(plain, gain)).orElse(plain);
    return members.find("delay").map(delay -> withDelay(loud, delay)).orElse(loud);
  }

  private static DestinationConfig withGain(DestinationConfig plain, JsonValue gain) {
    // A minus before zero means nothing in decibels, but two such records would differ.
    double gainDb = gain.asNumber() + 0.0;
    Place place = gain.place();
    return place.check(() ->
        new DestinationConfig(
            plain.name(), plain.endpoint(), plain.channels(), gainDb, plain.mute()));
  }

  private static DestinationConfig withDelay(DestinationConfig prompt, JsonValue delay) {
    return prompt.withDelay(delay.place().check(() -> DelayText.parse(delay.asText())));
  }

  private static ChannelList channels(JsonValue value) {
    List<JsonValue> items = value.asItems();
    int[] channels = items.stream().mapToInt(SessionReader::channel).toArray();
    return value.place().check(() -> ChannelList.of(channels));
  }

  private static int channel(JsonValue value) {
    int channel = value.asWhole();
    return value.place().check(() -> ChannelList.of(channel)).channel(0);
  }
}
