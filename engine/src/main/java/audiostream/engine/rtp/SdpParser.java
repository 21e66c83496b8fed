package audiostream.engine.rtp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one SDP text (RFC 8866). Lines may end with CR LF, LF or CR; what is not needed is skipped;
 * what is needed and cannot be understood is named. Used once.
 */
final class SdpParser {

  private static final Pattern MEDIA =
      Pattern.compile("(\\S+)\\s+([0-9]{1,9})(?:/[0-9]+)?\\s+(\\S+)\\s+(\\S.*)");
  private static final Pattern RTPMAP = Pattern.compile("rtpmap:\\s*([0-9]{1,9})\\s+(\\S+)");
  private static final Pattern PTIME = Pattern.compile("ptime:\\s*([0-9]{1,6}(?:\\.[0-9]{1,9})?)");
  private static final Pattern SOURCE_FILTER =
      Pattern.compile("source-filter:\\s*incl\\s+IN\\s+\\S+\\s+\\S+\\s+(\\S.*)");

  /** RFC 7273 section 4: all but {@code localmac}, which is one machine's own. */
  private static final Pattern SHARED_CLOCK =
      Pattern.compile("ts-refclk:\\s*(?:ntp=|ptp=|gps|gal|glonass|private).*");

  /** A line and its number, counted from 1. */
  private record Line(int number, char type, String value) {

    SdpException problem(String problem) {
      return new SdpException(number, problem);
    }

    SdpException problem(IllegalArgumentException refused) {
      return new SdpException(number, String.valueOf(refused.getMessage()));
    }
  }

  /** The {@code m=} line that was taken, in its parts. */
  private record Media(Line line, int port, List<String> payloadTypes) {}

  private final List<Line> lines;

  // What the lines said so far; those of the media section go before those of the session.
  private String origin = "- 0 0 IN IP4 0.0.0.0";
  private String name = "";
  private @Nullable SdpConnection sessionConnection;
  private @Nullable SdpConnection mediaConnection;
  private final List<InetAddress> sessionSources = new ArrayList<>();
  private final List<InetAddress> mediaSources = new ArrayList<>();
  private final Map<String, Line> rtpmaps = new LinkedHashMap<>();
  private OptionalDouble packetMs = OptionalDouble.empty();
  private boolean sharedClock;

  SdpParser(String text) {
    this.lines = linesOf(text);
  }

  private static List<Line> linesOf(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String stripped = line.strip();
      boolean typed = stripped.length() >= 2 && stripped.charAt(1) == '=';
      if (typed) {
        lines.add(new Line(number, stripped.charAt(0), stripped.substring(2)));
      } else if (lines.isEmpty() && !stripped.isEmpty() && !stripped.equals("SDP:")) {
        // ffmpeg prints "SDP:" before what it describes; any other beginning is no SDP.
        lines.add(new Line(number, '?', stripped));
      }
    }
    return lines;
  }

  SessionDescription parse() throws SdpException {
    requireVersion();
    int first = indexOfAudio();
    for (Line line : lines.subList(0, indexOfMedia(0))) {
      readSessionLine(line);
    }
    Media media = media(lines.get(first));
    for (Line line : lines.subList(first + 1, indexOfMedia(first + 1))) {
      readMediaLine(line);
    }
    List<InetAddress> sources = mediaSources.isEmpty() ? sessionSources : mediaSources;
    return new SessionDescription(
        origin, name, connection(media), sources, audio(media), sharedClock);
  }

  private void requireVersion() throws SdpException {
    if (lines.isEmpty()) {
      throw new SdpException(1, "no session description: it begins with v=0");
    }
    Line first = lines.getFirst();
    if (first.type() == '?') {
      throw first.problem(Quotation.of(first.value()) + ": SDP begins with v=0");
    }
    if (first.type() != 'v' || !first.value().equals("0")) {
      throw first.problem(
          Quotation.of(first.type() + "=" + first.value()) + ": SDP begins with v=0");
    }
  }

  /** The first audio whose port is not 0, which would mean that it is switched off. */
  private int indexOfAudio() throws SdpException {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.type() == 'm' && isAudio(line) && portOf(line) != 0) {
        return i;
      }
    }
    throw lines
        .getLast()
        .problem("the description has no audio: a line such as m=audio 5004 RTP/AVP 11");
  }

  private static boolean isAudio(Line line) {
    return line.value().split("\\s+", 2)[0].equals("audio");
  }

  private static int portOf(Line line) throws SdpException {
    int port = Integer.parseInt(parts(line).group(2));
    if (port > 65_535) {
      throw line.problem("port " + port + ": 1 to 65535");
    }
    return port;
  }

  private static Matcher parts(Line line) throws SdpException {
    Matcher parts = MEDIA.matcher(line.value());
    if (!parts.matches()) {
      throw line.problem("media " + Quotation.of(line.value()) + ": such as audio 5004 RTP/AVP 11");
    }
    return parts;
  }

  private int indexOfMedia(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).type() != 'm') {
      at++;
    }
    return at;
  }

  private static Media media(Line line) throws SdpException {
    Matcher parts = parts(line);
    String protocol = parts.group(3);
    if (!protocol.equals("RTP/AVP") && !protocol.equals("RTP/AVPF")) {
      throw line.problem("protocol " + Quotation.of(protocol) + ": RTP/AVP");
    }
    Stream<String> types = Arrays.stream(parts.group(4).strip().split("\\s+", -1));
    return new Media(line, portOf(line), types.map(SdpParser::withoutZeros).distinct().toList());
  }

  /** So that a payload type is one and the same whether it is written 10 or 010. */
  private static String withoutZeros(String payloadType) {
    return payloadType.replaceFirst("^0+(?=[0-9])", "");
  }

  private void readSessionLine(Line line) throws SdpException {
    switch (line.type()) {
      case 'o' -> origin = line.value();
      case 's' -> name = line.value();
      case 'c' -> sessionConnection = connection(line);
      case 'a' -> {
        readSources(line.value(), sessionSources);
        readClock(line);
      }
      default -> {} // not needed
    }
  }

  private void readMediaLine(Line line) throws SdpException {
    switch (line.type()) {
      case 'c' -> mediaConnection = mediaConnection == null ? connection(line) : mediaConnection;
      case 'a' -> readAttribute(line);
      default -> {} // not needed
    }
  }

  private static SdpConnection connection(Line line) throws SdpException {
    try {
      return SdpConnection.parse(line.value());
    } catch (IllegalArgumentException e) {
      throw line.problem(e);
    }
  }

  private void readAttribute(Line line) {
    readClock(line);
    Matcher rtpmap = RTPMAP.matcher(line.value());
    if (rtpmap.matches()) {
      rtpmaps.putIfAbsent(
          withoutZeros(rtpmap.group(1)), new Line(line.number(), 'a', rtpmap.group(2)));
    }
    Matcher ptime = PTIME.matcher(line.value());
    if (ptime.matches()) {
      readPacketMs(Double.parseDouble(ptime.group(1)));
    }
    readSources(line.value(), mediaSources);
  }

  private void readClock(Line line) {
    sharedClock |= line.type() == 'a' && SHARED_CLOCK.matcher(line.value()).matches();
  }

  /** A hint only (RFC 8866 section 6.4): one that makes no sense is skipped. */
  private void readPacketMs(double ms) {
    if (ms >= SessionDescription.Audio.MIN_PACKET_MS
        && ms <= SessionDescription.Audio.MAX_PACKET_MS) {
      packetMs = OptionalDouble.of(ms);
    }
  }

  private static void readSources(String attribute, List<InetAddress> sources) {
    Matcher filter = SOURCE_FILTER.matcher(attribute);
    if (filter.matches()) {
      for (String source : filter.group(1).strip().split("\\s+", -1)) {
        SdpConnection.literal(source).ifPresent(sources::add);
      }
    }
  }

  private SdpConnection connection(Media media) throws SdpException {
    SdpConnection found = mediaConnection == null ? sessionConnection : mediaConnection;
    if (found == null) {
      throw media.line().problem("audio without an address: a line such as c=IN IP4 192.168.1.21");
    }
    return found;
  }

  private SessionDescription.Audio audio(Media media) throws SdpException {
    List<PayloadFormat> known = new ArrayList<>();
    @Nullable SdpException problem = null;
    for (String type : media.payloadTypes()) {
      try {
        known.add(format(media, type));
      } catch (SdpException e) {
        problem = problem == null ? e : problem;
      }
    }
    if (known.isEmpty() && problem != null) {
      throw problem;
    }
    return new SessionDescription.Audio(media.port(), known, packetMs);
  }

  /** What a payload type means, by its {@code rtpmap} or, for 10 and 11, by RFC 3551 section 6. */
  private PayloadFormat format(Media media, String type) throws SdpException {
    Line rtpmap = rtpmaps.get(type);
    Line at = rtpmap == null ? media.line() : rtpmap;
    if (!type.matches("[0-9]{1,3}")) {
      throw at.problem("payload type " + Quotation.of(type) + ": a number, 0 to 127");
    }
    try {
      return rtpmap == null ? fixed(Integer.parseInt(type)) : dynamic(type, rtpmap.value());
    } catch (IllegalArgumentException e) {
      throw at.problem(e);
    }
  }

  private static PayloadFormat dynamic(String type, String rtpmap) {
    return new PayloadFormat(Integer.parseInt(type), PayloadFormat.parseRtpmap(rtpmap));
  }

  private static PayloadFormat fixed(int type) {
    return switch (type) {
      case PayloadTypes.L16_STEREO -> new PayloadFormat(type, PayloadTypes.STEREO);
      case PayloadTypes.L16_MONO -> new PayloadFormat(type, PayloadTypes.MONO);
      default ->
          throw new IllegalArgumentException(
              "payload type " + type + " without rtpmap: 10 or 11, or an rtpmap with L16 or L24");
    };
  }
}
