package audiostream.engine.rtp;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * One stream of sound, described for a player: what this program writes and reads of SDP (RFC
 * 8866), for RTP with L16 or L24 (RFC 3551, RFC 3190) and with source filters (RFC 4570).
 *
 * <pre>
 * v=0
 * o=- 1 1 IN IP4 192.168.1.5
 * s=foyer
 * c=IN IP4 239.1.2.3/4
 * t=0 0
 * m=audio 5004 RTP/AVP 98
 * a=rtpmap:98 L24/48000/2
 * a=ptime:5.333
 * a=source-filter: incl IN IP4 239.1.2.3 192.168.1.5
 * a=ts-refclk:private
 * a=mediaclk:sender
 * a=recvonly
 * </pre>
 *
 * @param origin the value of {@code o=}, see {@link #origin(long, long, InetAddress)}
 * @param name of the session; control characters become blanks
 * @param connection where the stream goes to
 * @param sources whose packets are meant (RFC 4570, {@code incl}); empty: everyone's
 * @param audio the stream itself
 * @param sharedClock whether sender reports go by a clock that receivers have, too (RFC 7273);
 *     which one is not told, since the program does not know what keeps the system's clock right
 */
public record SessionDescription(
    String origin,
    String name,
    SdpConnection connection,
    List<InetAddress> sources,
    Audio audio,
    boolean sharedClock) {

  /** One of a sender that goes by its own clock. */
  public SessionDescription(
      String origin,
      String name,
      SdpConnection connection,
      List<InetAddress> sources,
      Audio audio) {
    this(origin, name, connection, sources, audio, false);
  }

  /** RFC 8866 section 5.3: what stands for no name. */
  private static final String NO_NAME = "-";

  /**
   * The stream itself: SDP's {@code m=audio} and its attributes.
   *
   * @param port 1 to 65535
   * @param formats one at least, the preferred one first; no two of one payload type
   * @param packetMs sound in one packet, 0.001 to 100 000 ms, kept to a thousandth; empty: not told
   */
  public record Audio(int port, List<PayloadFormat> formats, OptionalDouble packetMs) {

    static final double MIN_PACKET_MS = 0.001;
    static final double MAX_PACKET_MS = 100_000;

    public Audio {
      formats = List.copyOf(formats);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + ": 1 to 65535");
      }
      if (formats.isEmpty()) {
        throw new IllegalArgumentException("no payload format: one at least");
      }
      if (formats.stream().map(PayloadFormat::payloadType).distinct().count() < formats.size()) {
        throw new IllegalArgumentException("a payload type means one format, not two");
      }
      packetMs = packetMs.isPresent() ? thousandths(packetMs.getAsDouble()) : packetMs;
    }

    private static OptionalDouble thousandths(double ms) {
      if (!(ms >= MIN_PACKET_MS && ms <= MAX_PACKET_MS)) {
        throw new IllegalArgumentException("ptime " + ms + ": 0.001 to 100000 ms");
      }
      return OptionalDouble.of(Math.rint(ms * 1e3) / 1e3);
    }

    /**
     * A stream of one format.
     *
     * @param packetFrames frames in one packet, 1 and up
     */
    public static Audio of(int port, PayloadFormat format, int packetFrames) {
      double packetMs = 1e3 * packetFrames / format.format().rateHz();
      return new Audio(port, List.of(format), OptionalDouble.of(packetMs));
    }

    /** Frames a second of the preferred format. */
    public int rateHz() {
      return formats.getFirst().format().rateHz();
    }

    /** What each payload type means: these formats, and types 10 and 11. */
    public PayloadFormats payloadFormats() {
      PayloadFormats all = PayloadFormats.standard();
      for (PayloadFormat format : formats) {
        all = all.with(format);
      }
      return all;
    }
  }

  public SessionDescription {
    origin = withoutControls(origin);
    name = withoutControls(name).isBlank() ? NO_NAME : withoutControls(name);
    sources = List.copyOf(sources);
  }

  private static String withoutControls(String text) {
    return text.replaceAll("\\p{Cc}", " ").strip();
  }

  /**
   * The value of an {@code o=} line (RFC 8866 section 5.2).
   *
   * @param id one for each session of this sender, not negative
   * @param version grows whenever the description changes, not negative
   * @param sender address of the machine that sends
   */
  public static String origin(long id, long version, InetAddress sender) {
    SdpConnection.Family family = SdpConnection.familyOf(sender);
    String address = sender.getHostAddress().replaceFirst("%.*", "");
    return "- " + id + " " + version + " IN " + family + " " + address;
  }

  /**
   * Reads a description; the first audio stream that is not switched off is taken.
   *
   * @throws SdpException with one sentence for the user, and the number of the line
   */
  public static SessionDescription parse(String text) throws SdpException {
    return new SdpParser(text).parse();
  }

  /** The description as text; lines end with CR LF (RFC 8866 section 5). */
  public String write() {
    StringBuilder text = new StringBuilder();
    line(text, "v=0");
    line(text, "o=" + origin);
    line(text, "s=" + name);
    line(text, "c=" + connection);
    line(text, "t=0 0");
    writeAudio(text);
    return text.toString();
  }

  private void writeAudio(StringBuilder text) {
    line(text, "m=audio " + audio.port() + " RTP/AVP" + payloadTypes());
    for (PayloadFormat format : audio.formats()) {
      String rtpmap = PayloadFormat.rtpmap(format.format());
      line(text, "a=rtpmap:" + format.payloadType() + " " + rtpmap);
    }
    audio.packetMs().ifPresent(ms -> line(text, "a=ptime:" + shortest(ms)));
    if (!sources.isEmpty()) {
      line(text, "a=source-filter: incl " + sourceFilter());
    }
    if (sharedClock) {
      // RFC 7273 sections 4.7 and 5.1: no frame count of the clock, the input has its own.
      line(text, "a=ts-refclk:private");
      line(text, "a=mediaclk:sender");
    }
    line(text, "a=recvonly");
  }

  private String payloadTypes() {
    return audio.formats().stream()
        .map(format -> " " + format.payloadType())
        .collect(Collectors.joining());
  }

  /** RFC 4570 section 3: the destination without its TTL, then the sources. */
  private String sourceFilter() {
    String from =
        sources.stream()
            .map(source -> source.getHostAddress().replaceFirst("%.*", ""))
            .collect(Collectors.joining(" "));
    return "IN " + connection.family() + " " + connection.host() + " " + from;
  }

  private static String shortest(double ms) {
    return BigDecimal.valueOf(ms).stripTrailingZeros().toPlainString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }
}
