package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.Delay;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;

/**
 * A destination in one line: {@code
 * [NAME=]SCHEME://HOST[:PORT]/CHANNELS[?gain=DB&mute&delay=TIME&ttl=N&interface=NAME&pt=N]}.
 *
 * <p>Without a name, a destination is called by its host and port, such as {@code
 * 192.168.1.21:5004}: unique, since one receiver's port can take one stream only. In a name and an
 * interface, {@code %}, {@code /}, {@code ?}, {@code #}, {@code &} and brackets are written {@code
 * %XX}.
 */
public final class DestinationUri {

  private static final int LOWEST_DYNAMIC_TYPE = 96;

  private DestinationUri() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user that names the part, its value
   *     and what is accepted
   */
  public static DestinationConfig parse(String text) {
    int schemeEnd = text.indexOf("://");
    int equals = text.lastIndexOf('=', schemeEnd < 0 ? text.indexOf('=') : schemeEnd);
    UriParts parts = UriParts.parse(text.substring(equals + 1));
    parts.requireKeys("gain", "mute", "delay", "ttl", "interface", "pt");
    Endpoint endpoint = endpoint(parts);
    String name =
        equals < 0 ? defaultName(endpoint) : PercentCode.decode("name", text.substring(0, equals));
    return new DestinationConfig(
        name, endpoint, channels(parts), gainDb(parts), mute(parts), delay(parts));
  }

  /** Writes what {@link #parse} reads; a name that is the default one is left out. */
  public static String print(DestinationConfig destination) {
    Endpoint endpoint = destination.endpoint();
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    if (destination.gainDb() != 0) {
      query.add("gain=" + Decimal.print(destination.gainDb()));
    }
    if (destination.mute()) {
      query.add("mute");
    }
    if (!destination.delay().equals(Delay.NONE)) {
      query.add("delay=" + DelayText.print(destination.delay()));
    }
    addQuery(query, endpoint);
    boolean named = !destination.name().equals(defaultName(endpoint));
    String prefix = named ? PercentCode.encode(destination.name()) + "=" : "";
    return prefix + address(endpoint) + "/" + destination.channels() + query;
  }

  /**
   * The endpoint of a session file's {@code url}, which has neither channels nor gain: {@code
   * SCHEME://HOST[:PORT][?ttl=N&interface=NAME&pt=N]}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Endpoint parseEndpoint(String url) {
    UriParts parts = UriParts.parse(url);
    if (parts.path().filter(path -> !path.isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          Excerpt.quoted("/" + parts.path().get())
              + " after the address: channels stand in a field of their own");
    }
    parts.requireKeys("ttl", "interface", "pt");
    return endpoint(parts);
  }

  /** Writes what {@link #parseEndpoint} reads. */
  public static String print(Endpoint endpoint) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    addQuery(query, endpoint);
    return address(endpoint) + query;
  }

  /** What is allowed, but may not be what the user wants; sentences for the user. */
  public static List<String> warnings(Endpoint endpoint) {
    List<String> warnings = new ArrayList<>();
    OddPort.warning(endpoint.wire(), endpoint.port()).ifPresent(warnings::add);
    boolean multicastOnly = endpoint.ttl().isPresent() || endpoint.interfaceName().isPresent();
    if (multicastOnly && isUnicast(endpoint.host())) {
      warnings.add(
          "host "
              + endpoint.host()
              + " is not a multicast address: ttl and interface have no effect");
    }
    return List.copyOf(warnings);
  }

  private static boolean isUnicast(String host) {
    return Hosts.literal(host).filter(address -> !address.isMulticastAddress()).isPresent();
  }

  private static String address(Endpoint endpoint) {
    return endpoint.wire().scheme() + "://" + defaultName(endpoint);
  }

  /** What a destination without a name is called: its host and port. */
  public static String defaultName(Endpoint endpoint) {
    return Authority.print(endpoint.host(), endpoint.port());
  }

  private static void addQuery(StringJoiner query, Endpoint endpoint) {
    endpoint.ttl().ifPresent(ttl -> query.add("ttl=" + ttl));
    endpoint.interfaceName().ifPresent(name -> query.add("interface=" + PercentCode.encode(name)));
    endpoint.payloadType().ifPresent(type -> query.add("pt=" + type));
  }

  private static Endpoint endpoint(UriParts parts) {
    String host =
        parts
            .host()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the host is missing: such as " + parts.wire().scheme() + "://192.168.1.21"));
    return new Endpoint(
        parts.wire(),
        host,
        parts.port(),
        parts.number("ttl", 1, 255),
        parts.value("interface", "NAME"),
        payloadType(parts));
  }

  private static OptionalInt payloadType(UriParts parts) {
    OptionalInt type = parts.number("pt", 0, 127);
    if (type.isEmpty()) {
      return type;
    }
    if (parts.wire() == WireFormat.RAW) {
      throw new IllegalArgumentException(
          "pt " + type.getAsInt() + ": raw datagrams have no payload type, only rtp:// has");
    }
    int pt = type.getAsInt();
    if (pt < LOWEST_DYNAMIC_TYPE && pt != 10 && pt != 11) {
      throw new IllegalArgumentException(
          "pt "
              + pt
              + ": 96 to 127, or 10 or 11 where they fit (L16, 44100 Hz, two channels or one)");
    }
    return type;
  }

  private static ChannelList channels(UriParts parts) {
    String path = parts.path().orElse("");
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "the channels are missing after the address: such as /1 or /1-4,7, counted from 1");
    }
    return ChannelList.parse(path);
  }

  private static double gainDb(UriParts parts) {
    return parts.value("gain", "DB").map(Decimal::parseGainDb).orElse(0.0);
  }

  private static Delay delay(UriParts parts) {
    return parts.value("delay", "3.5ms or 1.2m").map(DelayText::parse).orElse(Delay.NONE);
  }

  private static boolean mute(UriParts parts) {
    String text = parts.query().getOrDefault("mute", "false");
    return switch (text) {
      case "", "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "mute " + Excerpt.quoted(text) + ": just mute, or mute=true or mute=false");
    };
  }
}
