package audiostream.app.discovery;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a receiver tells of itself.
 *
 * @param name as its user calls it
 * @param wire {@code rtp} or {@code raw}
 * @param port where it listens
 * @param channels that it plays at most
 * @param rates that it plays, such as {@code 44100}
 * @param version of the program
 */
public record Announcement(
    String name, String wire, int port, int channels, String rates, String version) {

  /** Of all services of this kind (RFC 6763 section 4.1.2). */
  public static final String TYPE = "_audiostreamudp._udp.local.";

  /** Key of the text: the scheme of its address. Each of ours has it. */
  static final String WIRE = "wire";

  /** The longest label of DNS (RFC 1035 section 2.3.4). */
  private static final int MAX_LABEL_BYTES = 63;

  Announcement named(String other) {
    return new Announcement(other, wire, port, channels, rates, version);
  }

  /** The name as far as DNS can carry it: 63 bytes of UTF-8, whole characters. */
  String label() {
    String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
    String label = plain.isEmpty() ? "receiver" : plain;
    while (label.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL_BYTES) {
      label = label.substring(0, label.offsetByCodePoints(label.length(), -1));
    }
    return label;
  }

  /** The TXT record (RFC 6763 section 6). */
  Map<String, String> text() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("txtvers", "1");
    text.put("name", label());
    text.put("port", Integer.toString(port));
    text.put(WIRE, wire);
    text.put("channels", Integer.toString(channels));
    text.put("rates", rates);
    text.put("version", version);
    return text;
  }
}
