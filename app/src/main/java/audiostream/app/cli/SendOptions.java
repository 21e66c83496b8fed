package audiostream.app.cli;

import audiostream.app.session.DestinationUri;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.GroupConfig;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.ThreadWishes;
import audiostream.engine.time.Clock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be sent: options, over what a session file says. */
final class SendOptions {

  @Option(
      names = "--input",
      paramLabel = "INPUT",
      description =
          "Part of a device's name, or BACKEND:WHAT: javasound:, portaudio:, jack:, wav:FILE, tone:N, pipe:,"
              + " silent:N (default: the session's, else the system's default input).")
  private @Nullable String input;

  @Option(
      names = "--to",
      paramLabel = "DESTINATION",
      description = "A destination; may be given many times. Replaces the session's of that name.")
  private List<String> to = new ArrayList<>();

  @Option(names = "--session", paramLabel = "FILE", description = "Start from a session file.")
  private @Nullable Path session;

  @Option(names = "--rate", paramLabel = "HZ", description = "8000 to 192000 (default 44100).")
  private @Nullable Integer rate;

  @Option(names = "--block", paramLabel = "FRAMES", description = "16 to 8192 (default 256).")
  private @Nullable Integer block;

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Open only the first N channels of the input (default: all).")
  private @Nullable Integer channels;

  @Option(
      names = "--packet",
      paramLabel = "FRAMES",
      description = "Frames in one packet (default: the block, cut to fit the MTU).")
  private @Nullable Integer packet;

  @Option(
      names = "--bits",
      paramLabel = "16|24",
      description = "Depth of RTP samples (default 16).")
  private @Nullable Integer bits;

  @Option(
      names = "--mtu",
      paramLabel = "BYTES",
      description = "The network's largest packet, 576 to 9000 (default 1500).")
  private @Nullable Integer mtu;

  @Mixin private final GroupOptions group = new GroupOptions();

  @Option(names = "--loop", description = "Repeat a WAV input.")
  private boolean loop;

  @Option(
      names = "--one-by-one",
      description =
          "Hand packets to the system one by one, as is done wherever it does not take those of a"
              + " block together (Linux's io_uring).")
  private boolean oneByOne;

  /**
   * What options and session together ask for.
   *
   * @param input as a person names it; empty: the system's default
   * @param request of the input
   * @param loop whether a file is repeated
   * @param config of the sender
   */
  record Setup(String input, DeviceRequest request, boolean loop, SendConfig config) {}

  /** What a sender needs from outside. */
  Sender.Surroundings surroundings(Clock clock, Reporter reporter, ThreadWishes threads) {
    return new Sender.Surroundings(
        clock, InstantSource.system(), new SecureRandom(), reporter::event, threads, !oneByOne);
  }

  Optional<Path> session() {
    return Optional.ofNullable(session);
  }

  /** Whether anything is said of what is to be sent, and from where. */
  boolean saysAnything() {
    return input != null || session != null || !to.isEmpty();
  }

  /** The session file, read anew; empty where none was named. */
  SessionFile file() {
    return session()
        .map(path -> Options.check("", () -> SessionFiles.open(path)))
        .orElse(SessionFile.EMPTY);
  }

  /** Reads the session file anew. */
  Setup setup() {
    SessionFile file = file();
    DeviceRequest request = request(over(file));
    String wanted = input != null ? input : file.device().orElse("");
    SendConfig config = config(file);
    if (config.destinations().isEmpty()) {
      throw new WrongUseException(
          "no destination: --to rtp://HOST/CHANNELS, or --session FILE with some, or --console");
    }
    return new Setup(wanted, request, loop || file.loop(), config);
  }

  /** How the input of a session is asked for. */
  DeviceRequest request(SessionFile head) {
    return Options.check(
        "--",
        () ->
            new DeviceRequest(
                head.rateHz(),
                first(channels, OptionalInt.empty()),
                head.blockFrames().orElse(DeviceRequest.DEFAULT_BLOCK_FRAMES)));
  }

  /** A session with what the options say instead. */
  SessionFile over(SessionFile file) {
    SendConfig checked = config(file);
    return new SessionFile(
        input != null ? Optional.of(input) : file.device(),
        first(rate, file.rateHz()),
        first(block, file.blockFrames()),
        loop || file.loop(),
        first(bits, file.bits()),
        first(mtu, file.mtuBytes()),
        first(packet, file.packetFrames()),
        checked.destinations(),
        group.over(file.group()));
  }

  private SendConfig config(SessionFile file) {
    List<DestinationConfig> destinations = destinations(file);
    GroupConfig together = group.over(file.group()).config();
    return Options.check(
        "--",
        () ->
            new SendConfig(
                first(bits, file.bits()).orElse(SendConfig.DEFAULT_BITS),
                first(packet, file.packetFrames()),
                first(mtu, file.mtuBytes()).orElse(SendConfig.DEFAULT_MTU_BYTES),
                destinations,
                together));
  }

  /** The session's, those of equal names replaced by the command line's, then the others. */
  private List<DestinationConfig> destinations(SessionFile file) {
    List<DestinationConfig> all = new ArrayList<>(file.destinations());
    List<String> given = new ArrayList<>();
    for (String text : to) {
      DestinationConfig added =
          Options.check("--to '" + text + "': ", () -> DestinationUri.parse(text));
      if (given.contains(added.name())) {
        throw new WrongUseException(
            "--to '" + text + "': the name '" + added.name() + "' is used twice: NAME=... once");
      }
      given.add(added.name());
      replace(all, added);
    }
    return all;
  }

  private static void replace(List<DestinationConfig> all, DestinationConfig added) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(added.name())) {
        all.set(i, added);
        return;
      }
    }
    all.add(added);
  }

  private static OptionalInt first(@Nullable Integer option, OptionalInt otherwise) {
    return option == null ? otherwise : OptionalInt.of(option);
  }
}
