package audiostream.app.console.sender;

import audiostream.app.console.http.Refusal;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonArray;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.json.Members;
import audiostream.app.session.Decimal;
import audiostream.app.session.DelayText;
import audiostream.app.session.DestinationUri;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fields of a destination as a request has them; those that it leaves out stay as they are.
 * Each is checked by what checks the command line, so that the words are the same.
 */
final class DestinationForm {

  private static final String[] FIELDS = {
    "name", "url", "channels", "gainDb", "mute", "delay", "solo"
  };

  private final Members members;

  private DestinationForm(Members members) {
    this.members = members;
  }

  static DestinationForm of(JsonValue body) {
    return new DestinationForm(Members.of(body, FIELDS));
  }

  /** A new destination; without a name it is called by its address. */
  DestinationConfig create() {
    Endpoint endpoint =
        Refusal.check(
            "url",
            () ->
                DestinationUri.parseEndpoint(text("url").orElseThrow(() -> missing("an address"))));
    ChannelList channels = channels().orElse(ChannelList.of(1));
    String name = text("name").filter(typed -> !typed.isBlank()).orElse("");
    return config(
            name.isEmpty() ? DestinationUri.defaultName(endpoint) : name,
            endpoint,
            channels,
            gainDb().orElse(0.0),
            flag("mute").orElse(false))
        .withDelay(delay().orElse(Delay.NONE));
  }

  private static IllegalArgumentException missing(String what) {
    return new IllegalArgumentException(
        what + " is missing: such as rtp://192.168.1.21:5004 or raw://192.168.1.22:57001");
  }

  /** A destination with these fields changed. */
  DestinationConfig change(DestinationConfig before) {
    Endpoint endpoint =
        text("url")
            .map(url -> Refusal.check("url", () -> DestinationUri.parseEndpoint(url)))
            .orElse(before.endpoint());
    return config(
            text("name").orElse(before.name()),
            endpoint,
            channels().orElse(before.channels()),
            gainDb().orElse(before.gainDb()),
            flag("mute").orElse(before.mute()))
        .withDelay(delay().orElse(before.delay()));
  }

  /** The host that is asked for, where one is that can be. */
  Optional<String> host() {
    try {
      return text("url").map(url -> DestinationUri.parseEndpoint(url).host());
    } catch (Refusal | IllegalArgumentException refusedLater) {
      return Optional.empty();
    }
  }

  Optional<Boolean> solo() {
    return flag("solo");
  }

  private static DestinationConfig config(
      String name, Endpoint endpoint, ChannelList channels, double gainDb, boolean mute) {
    DestinationConfig plain =
        Refusal.check("name", () -> new DestinationConfig(name, endpoint, channels, 0, mute));
    return Refusal.check(
        "gainDb",
        () -> new DestinationConfig(plain.name(), endpoint, channels, gainDb + 0.0, mute));
  }

  private Optional<ChannelList> channels() {
    return members
        .find("channels")
        .map(value ->
            Refusal.check(
                "channels",
                () ->
                    value instanceof JsonArray list
                        ? ChannelList.of(
                            list.items().stream().mapToInt(JsonValue::asWhole).toArray())
                        : ChannelList.parse(value.asText().replace(" ", ""))));
  }

  private Optional<Double> gainDb() {
    return members.find("gainDb").map(value -> Refusal.check("gainDb", gainOf(value)));
  }

  private static Supplier<Double> gainOf(JsonValue value) {
    return value instanceof JsonText typed
        ? () -> Decimal.parseGainDb(typed.text().strip().replace(',', '.'))
        : value::asNumber;
  }

  /** As it is typed: an empty field is no delay, and a comma is a point. */
  private Optional<Delay> delay() {
    return text("delay")
        .map(typed -> typed.isEmpty() ? "0" : typed.replace(',', '.'))
        .map(typed -> Refusal.check("delay", () -> DelayText.parse(typed)));
  }

  private Optional<String> text(String field) {
    return members.find(field).map(value -> Refusal.check(field, value::asText).strip());
  }

  private Optional<Boolean> flag(String field) {
    return members.find(field).map(value -> Refusal.check(field, value::asFlag));
  }
}
