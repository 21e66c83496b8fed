package audiostream.app.cli;

import audiostream.app.session.ReceiveUri;
import audiostream.engine.audio.ChannelMap;
import audiostream.engine.audio.Decibels;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Output;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.session.Backends;
import audiostream.engine.session.ReceiveConfig;
import audiostream.engine.session.Receiver;
import audiostream.engine.session.SetupException;
import audiostream.engine.session.ThreadWishes;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audiostream receive}. */
@Command(
    name = "receive",
    description = "Receives a stream and plays it.",
    footer = {
      "",
      "Examples:",
      "  audiostream receive                               (RTP on port 5004, default output)",
      "  audiostream receive rtp://:5006 --output wav:out.wav --latency 60",
      "  audiostream receive --latency auto --latency-max 150",
      "  audiostream receive raw://:57001 --channels 1 --rate 44100   (the older programs)",
      "  audiostream receive rtp://239.1.2.3:5004 --payload 98=L24/48000/2 --rate 48000",
      "  audiostream receive --sdp stream.sdp --record copy.wav",
      "  audiostream receive --config /etc/audiostream/receiver.json  (what the service does)",
      "  audiostream receive --console 0.0.0.0:8080 --name tree       (a page for volume and state)",
      "  audiostream receive raw://:57001 --output pipe: | sox -t raw -r 44100 -e s -b 16 -c 1 - out.flac"
    })
final class ReceiveCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "URI",
      description = "rtp://[HOST][:PORT] or raw://[HOST][:PORT] (default rtp://:5004).")
  private @Nullable String uri;

  @Option(
      names = "--output",
      paramLabel = "OUTPUT",
      description =
          "Part of a device's name, or BACKEND:WHAT: javasound:, portaudio:, jack:, wav:FILE, pipe:, silent:"
              + " (default: the system's default output).")
  private String output = "";

  @Option(
      names = "--config",
      paramLabel = "FILE.json",
      description =
          "Take options from this file, by their names without dashes, such as \"latency\": 60; what is"
              + " given beside it counts instead.")
  private @Nullable Path config;

  @Mixin private final LatencyOptions latency = new LatencyOptions();

  @Option(
      names = "--channels",
      paramLabel = "N",
      description = "Channels of a raw stream (default 1).")
  private @Nullable Integer channels;

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description =
          "The rate of a raw stream, or the one expected: 8000 to 192000 (default 44100).")
  private @Nullable Integer rate;

  @Option(
      names = "--output-rate",
      paramLabel = "HZ",
      description =
          "Open the output at this rate (default: the stream's, or where the output cannot, one that"
              + " it can).")
  private @Nullable Integer outputRate;

  @Option(names = "--clock-ppm", hidden = true, description = "Let the clock go wrong: for tests.")
  private double clockPpm;

  @Option(
      names = "--output-latency",
      paramLabel = "MS",
      description =
          "What is heard comes so much later than the output device says (an amplifier, a wireless"
              + " loudspeaker), so it is played that much earlier; negative: it comes earlier than"
              + " the device says. -1000 to 1000 (default 0); files and pipes have none.")
  private double outputLatencyMs;

  @Option(
      names = "--clock",
      paramLabel = "own|system",
      description =
          "In step with others by the sender's own clock, found from here, or by the system clocks,"
              + " where PTP or NTP keep all together and the sender says so, too (default own, or what"
              + " the SDP says).")
  private @Nullable ClockName clockName;

  @Option(names = "--block", paramLabel = "FRAMES", description = "16 to 8192 (default 256).")
  private int block = DeviceRequest.DEFAULT_BLOCK_FRAMES;

  @Option(
      names = "--payload",
      paramLabel = "PT=FORMAT",
      description = "What a payload type means, such as 98=L24/48000/2; may be given many times.")
  private List<String> payloads = new ArrayList<>();

  @Option(names = "--sdp", paramLabel = "FILE", description = "Take port and formats from an SDP.")
  private @Nullable Path sdp;

  @Option(
      names = "--map",
      paramLabel = "IN:OUT,...",
      description = "Which channel plays on which output (default: mono on all, else one by one).")
  private @Nullable String map;

  @Option(names = "--gain", paramLabel = "DB", description = "-100 to 40 (default 0).")
  private double gainDb;

  @Mixin private final CpuOptions cpus = new CpuOptions();

  @Mixin private final PresenceOptions presence = new PresenceOptions();

  @Option(names = "--record", paramLabel = "FILE.wav", description = "Keep a copy.")
  private @Nullable Path record;

  @Option(
      names = "--allow",
      paramLabel = "ADDRESS",
      description = "Take packets from this address only; may be given many times.")
  private List<String> allow = new ArrayList<>();

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "End so many seconds after the start (default: never).")
  private @Nullable Double durationSeconds;

  @Option(
      names = "--stats",
      paramLabel = "text|json",
      description = "Form of the line each second (default text).")
  private StatsFormat stats = StatsFormat.text;

  @Spec private @Nullable CommandSpec spec;

  ReceiveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return config == null ? receive() : receive(config, Objects.requireNonNull(spec));
  }

  /** The same command once more, with what the file says before what was typed. */
  private int receive(Path file, CommandSpec typed) {
    ReceiverFile read = ReceiverFile.read(file, typed);
    ReceiveCommand filled = new ReceiveCommand(terminal);
    CommandLine line = new CommandLine(filled).setCaseInsensitiveEnumValuesAllowed(true);
    try {
      line.parseArgs(read.joinedWith(typed.commandLine().getParseResult()).toArray(String[]::new));
      return filled.receive();
    } catch (ParameterException e) {
      throw new WrongUseException(read.located(Complaint.sentence(e)));
    } catch (WrongUseException e) {
      throw new WrongUseException(read.located(String.valueOf(e.getMessage())));
    }
  }

  private int receive() {
    Clock clock = Options.check("--clock-ppm ", () -> SystemClock.scaled(clockPpm));
    long startNs = clock.nowNs();
    long durationNs = Seconds.toNs(durationSeconds);
    ReceiveConfig config = receiveConfig();
    ThreadWishes threads = cpus.threads();
    // A pipe carries sound, so that words must go elsewhere.
    Reporter reporter =
        new Reporter(output.startsWith("pipe:") ? terminal.err() : terminal.out(), stats);
    ServiceReport service = ServiceReport.of(System.getenv(), reporter);
    StopSignal stop = StopSignal.install();
    Backends backends = StandardBackends.create(clock, false);
    Turns turns = new Turns(clock, startNs, durationNs);
    try {
      Receiver receiver = open(config, backends, clock, reporter, threads);
      listening(receiver, config, reporter);
      run(receiver, config, turns, stop, service, clock);
      service.end(turns.second(), receiver.snapshot());
      return receiver.failed() ? Main.FAILED : stop.exitStatus();
    } catch (DeviceException e) {
      throw new WrongUseException("--output '" + output + "': " + e.getMessage());
    }
  }

  private void run(
      Receiver receiver,
      ReceiveConfig config,
      Turns turns,
      StopSignal stop,
      ServiceReport service,
      Clock clock)
      throws DeviceException {
    try (receiver;
        ReceiverPresence here =
            presence.open(receiver, config, gainDb, clock, service.reporter())) {
      receiver.start();
      service.ready();
      if (presence.announces(config)) {
        here.announce();
      }
      turns.run(
          () -> stop.requested() || receiver.failed(),
          second -> service.tick(second, receiver.snapshot()));
    }
  }

  private void listening(Receiver receiver, ReceiveConfig config, Reporter reporter) {
    String line =
        String.format(
            "listening on %s port %d, playing to %s",
            config.reception().expected() instanceof Expected.Rtp ? "RTP" : "raw",
            receiver.port(),
            receiver.outputDescription());
    reporter.say(
        () -> line,
        json -> {
          json.writeStringField("type", "listening");
          json.writeNumberField("port", receiver.port());
          json.writeStringField("output", receiver.outputDescription());
        });
  }

  private Receiver open(
      ReceiveConfig config, Backends backends, Clock clock, Reporter reporter, ThreadWishes threads)
      throws DeviceException {
    Optional<FollowingOutput> recording =
        Optional.ofNullable(record).map(file -> openRecording(backends, file));
    try {
      return Receiver.open(
          config,
          () -> openOutput(backends, config.reception()),
          recording,
          new Receiver.Surroundings(
              clock, InstantSource.system(), new SecureRandom(), reporter::event, threads));
    } catch (SetupException e) {
      throw new WrongUseException(e.getMessage());
    }
  }

  private FollowingOutput openRecording(Backends backends, Path file) {
    try {
      DeviceRequest any = new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), block);
      return (FollowingOutput) backends.openOutput("wav:" + file, any);
    } catch (DeviceException e) {
      throw new WrongUseException("--record: " + e.getMessage());
    }
  }

  private Output openOutput(Backends backends, ReceptionConfig reception) throws DeviceException {
    int outputs =
        reception
            .map()
            .map(ChannelMap::highestOut)
            .orElse(Math.max(2, reception.expected().maxChannels()));
    if (outputRate != null) {
      return OutputRates.exactly(outputRate, rateHz -> open(backends, rateHz, outputs));
    }
    return OutputRates.nearest(
        reception.expected().rateHz(), rateHz -> open(backends, rateHz, outputs));
  }

  private Output open(Backends backends, int rateHz, int outputs) throws DeviceException {
    DeviceRequest request =
        Options.check(
            "", () -> new DeviceRequest(OptionalInt.of(rateHz), OptionalInt.of(outputs), block));
    return backends.openOutput(output, request);
  }

  private ReceiveConfig receiveConfig() {
    SdpChoice fromSdp = SdpChoice.of(sdp);
    ReceiveUri where =
        uri == null && fromSdp.uri().isPresent()
            ? fromSdp.uri().get()
            : Options.check("", () -> ReceiveUri.parse(uri == null ? "rtp://:5004" : uri));
    ReceptionConfig reception =
        Options.check(
            "",
            () ->
                new ReceptionConfig(
                    expected(where, fromSdp),
                    latency.policy(),
                    Optional.ofNullable(map)
                        .map(text -> Options.check("--map ", () -> ChannelMap.parse(text))),
                    gain(),
                    outputExtraNs()));
    return new ReceiveConfig(
        Addresses.toBind(where),
        Addresses.multicast(where.interfaceName()),
        Addresses.all("--allow", allow),
        reception,
        clockName == null ? fromSdp.sharedClock() : clockName == ClockName.system);
  }

  private Expected expected(ReceiveUri where, SdpChoice fromSdp) {
    return switch (where.wire()) {
      case RAW ->
          new Expected.Raw(
              new StreamFormat(
                  SampleEncoding.S16_LE,
                  rate == null ? DeviceRequest.DEFAULT_RATE_HZ : rate,
                  channels == null ? 1 : channels));
      case RTP -> expectedRtp(fromSdp);
    };
  }

  private Expected expectedRtp(SdpChoice fromSdp) {
    PayloadFormats formats = fromSdp.addTo(PayloadFormats.standard());
    OptionalInt announced = fromSdp.rateHz();
    for (String payload : payloads) {
      PayloadFormat added = Options.check("--payload ", () -> PayloadFormat.parse(payload));
      formats = formats.with(added);
      announced = OptionalInt.of(added.format().rateHz());
    }
    int rateHz = rate != null ? rate : announced.orElse(DeviceRequest.DEFAULT_RATE_HZ);
    return new Expected.Rtp(formats, rateHz);
  }

  private long outputExtraNs() {
    if (!(outputLatencyMs >= -1_000 && outputLatencyMs <= 1_000)) {
      throw new WrongUseException(
          "--output-latency " + outputLatencyMs + ": milliseconds from -1000 to 1000");
    }
    return Math.round(outputLatencyMs * 1e6);
  }

  private float gain() {
    if (!(gainDb >= -100 && gainDb <= 40)) {
      throw new WrongUseException("--gain " + gainDb + ": decibels from -100 to 40");
    }
    return Decibels.toFactor(gainDb);
  }
}
