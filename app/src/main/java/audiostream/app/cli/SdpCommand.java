package audiostream.app.cli;

import audiostream.app.session.ClockChoice;
import audiostream.app.session.DestinationUri;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.PayloadTypes;
import audiostream.engine.rtp.SdpConnection;
import audiostream.engine.rtp.SessionDescription;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.PacketSize;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.WireFormat;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audiostream sdp}. */
@Command(
    name = "sdp",
    description =
        "Prints the SDP of an RTP destination, for players such as ffplay, VLC, GStreamer.",
    footer = {
      "",
      "Examples:",
      "  audiostream sdp --to rtp://239.1.2.3:5004/1-2 > foyer.sdp",
      "  audiostream sdp --session show.json tree > tree.sdp",
      "  audiostream sdp --to rtp://192.168.1.21/1 --bits 24 --rate 48000",
      "  ffplay -protocol_whitelist file,udp,rtp -i tree.sdp"
    })
final class SdpCommand implements Callable<Integer> {

  private final Terminal terminal;

  /** Where the destination is described. */
  private static final class Source {
    @Option(names = "--session", paramLabel = "FILE", description = "A session file.")
    private @Nullable Path session;

    @Option(names = "--to", paramLabel = "DESTINATION", description = "As for send.")
    private @Nullable String to;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which destination of the session (default: its only one).")
  private @Nullable String name;

  @Option(names = "--bits", paramLabel = "16|24", description = "Default: the session's, else 16.")
  private @Nullable Integer bits;

  @Option(names = "--rate", paramLabel = "HZ", description = "Default: the session's, else 44100.")
  private @Nullable Integer rate;

  @Option(
      names = "--block",
      paramLabel = "FRAMES",
      description = "Default: the session's, else 256.")
  private @Nullable Integer block;

  @Option(
      names = "--packet",
      paramLabel = "FRAMES",
      description = "Default: the session's, else the block, cut to fit the MTU.")
  private @Nullable Integer packet;

  @Option(names = "--mtu", paramLabel = "BYTES", description = "Default: the session's, else 1500.")
  private @Nullable Integer mtu;

  @Option(
      names = "--clock",
      paramLabel = "own|system",
      description =
          "Say that the sender goes by a clock that its receivers share (default: the session's, else"
              + " own).")
  private @Nullable ClockName clock;

  SdpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SessionFile session = session();
    DestinationConfig destination = choose(session.destinations());
    requireRtp(destination);
    warnOfUnknownRate(session);
    // SDP is UTF-8, whatever the terminal's character set (RFC 8866 section 4.6).
    terminal.out().writeBytes(describe(session, destination).getBytes(StandardCharsets.UTF_8));
    terminal.out().flush();
    return 0;
  }

  private SessionFile session() {
    Path file = source.session;
    if (file != null) {
      return Options.check("--session ", () -> SessionFiles.open(file));
    }
    String to = String.valueOf(source.to);
    return SessionFile.EMPTY.withDestinations(
        List.of(Options.check("--to '" + to + "': ", () -> DestinationUri.parse(to))));
  }

  private DestinationConfig choose(List<DestinationConfig> all) {
    List<DestinationConfig> wanted =
        name == null ? all : all.stream().filter(known -> known.name().equals(name)).toList();
    if (wanted.size() == 1) {
      return wanted.getFirst();
    }
    if (all.isEmpty()) {
      throw new WrongUseException("the session has no destinations: add one, or give --to");
    }
    String names =
        all.stream().map(known -> "'" + known.name() + "'").collect(Collectors.joining(", "));
    throw new WrongUseException(
        name == null
            ? "the session has " + all.size() + " destinations: name one of " + names
            : "no destination is called '" + name + "': " + names);
  }

  private static void requireRtp(DestinationConfig destination) {
    Endpoint endpoint = destination.endpoint();
    if (endpoint.wire() == WireFormat.RAW) {
      throw new WrongUseException(
          "destination '"
              + destination.name()
              + "' is sent as raw, which has no SDP: make it rtp://, or listen with"
              + " audiostream receive raw://:"
              + endpoint.port()
              + " --channels "
              + destination.channels().size());
    }
  }

  private void warnOfUnknownRate(SessionFile session) {
    boolean ownRate = session.device().filter(device -> device.startsWith("wav:")).isPresent();
    if (ownRate && rate == null && session.rateHz().isEmpty()) {
      terminal
          .err()
          .println(
              "warning: the session's input is a file, whose own rate counts: --rate HZ unless "
                  + DeviceRequest.DEFAULT_RATE_HZ);
    }
  }

  private String describe(SessionFile session, DestinationConfig destination) {
    SendConfig config = config(session, destination);
    Endpoint endpoint = destination.endpoint();
    StreamFormat format = format(session, config, destination);
    InetAddress address = resolve(endpoint.host());
    int type =
        Options.check(
            "destination '" + destination.name() + "': ",
            () -> PayloadTypes.choose(format, endpoint.payloadType()));
    PacketSize.Shape shape =
        new PacketSize.Shape(
            WireFormat.RTP,
            format.frameBytes(),
            config.mtuBytes(),
            address instanceof Inet6Address);
    int frames = PacketSize.choose(config.packetFrames(), blockFrames(session), shape).frames();
    return new SessionDescription(
            SessionDescription.origin(
                identity(destination), InstantSource.system().instant().getEpochSecond(), address),
            destination.name(),
            SdpConnection.of(address, endpoint.ttl()),
            List.of(),
            SessionDescription.Audio.of(endpoint.port(), new PayloadFormat(type, format), frames),
            clock(session) == ClockChoice.SYSTEM)
        .write();
  }

  private ClockChoice clock(SessionFile session) {
    return clock == null ? session.group().clock().orElse(ClockChoice.OWN) : clock.choice();
  }

  private SendConfig config(SessionFile session, DestinationConfig destination) {
    return Options.check(
        "--",
        () ->
            new SendConfig(
                first(bits, session.bits()).orElse(SendConfig.DEFAULT_BITS),
                first(packet, session.packetFrames()),
                first(mtu, session.mtuBytes()).orElse(SendConfig.DEFAULT_MTU_BYTES),
                List.of(destination)));
  }

  private int blockFrames(SessionFile session) {
    int frames = first(block, session.blockFrames()).orElse(DeviceRequest.DEFAULT_BLOCK_FRAMES);
    return Options.check(
            "--", () -> new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), frames))
        .blockFrames();
  }

  private StreamFormat format(
      SessionFile session, SendConfig config, DestinationConfig destination) {
    int rateHz = first(rate, session.rateHz()).orElse(DeviceRequest.DEFAULT_RATE_HZ);
    SampleEncoding encoding = config.bits() == 24 ? SampleEncoding.S24_BE : SampleEncoding.S16_BE;
    return Options.check(
        "--", () -> new StreamFormat(encoding, rateHz, destination.channels().size()));
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WrongUseException(
          "host '"
              + host
              + "' is not known here: an address such as 192.168.1.21, or a name that this network"
              + " resolves");
    }
  }

  /** The same for the same destination, so that a player knows a newer description of it. */
  private static long identity(DestinationConfig destination) {
    CRC32 sum = new CRC32();
    sum.update(destination.name().getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  private static OptionalInt first(@Nullable Integer option, OptionalInt otherwise) {
    return option == null ? otherwise : OptionalInt.of(option);
  }
}
