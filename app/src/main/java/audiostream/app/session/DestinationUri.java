package audiostream.app.session;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A destination in one line: {@code
 * [NAME=]SCHEME://HOST[:PORT]/CHANNELS[?gain=DB&mute&ttl=N&interface=NAME&pt=N]}. Without a name,
 * the destination is called by its host and port.
 */
public final class DestinationUri {

  private DestinationUri() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static DestinationConfig parse(String text) {
    int scheme = text.indexOf("://");
    int equals = text.indexOf('=');
    boolean named = equals >= 0 && (scheme < 0 || equals < scheme);
    UriParts parts = UriParts.parse(named ? text.substring(equals + 1) : text);
    parts.requireKeys("gain", "mute", "ttl", "interface", "pt");
    Endpoint endpoint = endpoint(parts);
    String name = named ? text.substring(0, equals) : parts.host() + ":" + parts.port();
    return new DestinationConfig(name, endpoint, channels(parts), gain(parts), mute(parts));
  }

  /**
   * The endpoint of a session file's {@code url}, which has neither channels nor gain.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Endpoint parseEndpoint(String url) {
    UriParts parts = UriParts.parse(url);
    parts.requireKeys("ttl", "interface", "pt");
    if (parts.path().filter(path -> !path.isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          "'/" + parts.path().get() + "': channels stand in a field of their own");
    }
    return endpoint(parts);
  }

  /** Writes what {@link #parseEndpoint} reads. */
  public static String print(Endpoint endpoint) {
    String host = endpoint.host().contains(":") ? "[" + endpoint.host() + "]" : endpoint.host();
    StringBuilder text = new StringBuilder();
    text.append(endpoint.wire().scheme()).append("://").append(host);
    text.append(':').append(endpoint.port());
    char separator = '?';
    if (endpoint.ttl().isPresent()) {
      text.append(separator).append("ttl=").append(endpoint.ttl().getAsInt());
      separator = '&';
    }
    if (endpoint.interfaceName().isPresent()) {
      text.append(separator).append("interface=").append(endpoint.interfaceName().get());
      separator = '&';
    }
    if (endpoint.payloadType().isPresent()) {
      text.append(separator).append("pt=").append(endpoint.payloadType().getAsInt());
    }
    return text.toString();
  }

  private static Endpoint endpoint(UriParts parts) {
    if (parts.host().isBlank()) {
      throw new IllegalArgumentException("the host is missing: rtp://HOST/CHANNELS");
    }
    return new Endpoint(
        parts.wire(),
        parts.host(),
        parts.port(),
        number(parts, "ttl"),
        Optional.ofNullable(parts.query().get("interface")).filter(name -> !name.isBlank()),
        number(parts, "pt"));
  }

  private static ChannelList channels(UriParts parts) {
    String path = parts.path().orElse("");
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "the channels are missing: such as " + parts.wire().scheme() + "://HOST/1 or /1-4,7");
    }
    return ChannelList.parse(path);
  }

  private static double gain(UriParts parts) {
    String text = parts.query().get("gain");
    if (text == null) {
      return 0;
    }
    if (!text.matches("[+-]?[0-9]{1,3}(\\.[0-9]{1,6})?")) {
      throw new IllegalArgumentException("gain '" + text + "': decibels from -100 to 40");
    }
    return Double.parseDouble(text);
  }

  private static boolean mute(UriParts parts) {
    String text = parts.query().get("mute");
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    throw new IllegalArgumentException("mute '" + text + "': true, false, or nothing");
  }

  private static OptionalInt number(UriParts parts, String key) {
    String text = parts.query().get(key);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(key + " '" + text + "': a whole number");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }
}
