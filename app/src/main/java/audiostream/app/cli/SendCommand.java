package audiostream.app.cli;

import audiostream.engine.device.DeviceException;
import audiostream.engine.session.Backends;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SenderSnapshot;
import audiostream.engine.session.SetupException;
import audiostream.engine.session.ThreadWishes;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code audiostream send}. */
@Command(
    name = "send",
    description = "Sends channels of a sound interface to receivers over the network.",
    footer = {
      "",
      "A destination: [NAME=]SCHEME://HOST[:PORT]/CHANNELS[?gain=DB&mute&delay=TIME&ttl=N&interface=NAME&pt=N]",
      "delay=3.5ms, or delay=1.2m of way through the air, lets it sound later than the others.",
      "Schemes: rtp (port 5004), raw (port 57001, the older programs'). Channels count from 1.",
      "",
      "Examples:",
      "  audiostream send --input BlackHole --to tree=rtp://192.168.1.21:5004/1 \\",
      "      --to hall=raw://192.168.1.22:57001/2 --packet 1024",
      "  audiostream send --input BlackHole --to \"foyer=rtp://239.1.2.3:5004/1-4,7?ttl=4&gain=-6\"",
      "  audiostream send --session show.json --watch",
      "  audiostream send --input wav:piece.wav --loop --to rtp://192.168.1.21/1,2",
      "  audiostream send --input tone:16 --to rtp://127.0.0.1/1    (a test signal, no sound card)",
      "  audiostream send --console       (a web page; without more, the last session comes back)"
    })
final class SendCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private final SendOptions options = new SendOptions();

  @Mixin private final CpuOptions cpus = new CpuOptions();

  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(names = "--clock-ppm", hidden = true, description = "Let the clock go wrong: for tests.")
  private double clockPpm;

  @Option(
      names = "--watch",
      description = "Follow the session file: its changes take effect at once.")
  private boolean watch;

  @Option(
      names = "--discover",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "With --console: show receivers that announce themselves (default), or do not.")
  private boolean discover = true;

  @Option(
      names = "--duration",
      paramLabel = "SECONDS",
      description = "End after so many seconds (default: never).")
  private @Nullable Double durationSeconds;

  @Option(
      names = "--stats",
      paramLabel = "text|json",
      description = "Form of the line each second (default text).")
  private StatsFormat stats = StatsFormat.text;

  SendCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Clock clock = Options.check("--clock-ppm ", () -> SystemClock.scaled(clockPpm));
    long startNs = clock.nowNs();
    long durationNs = Seconds.toNs(durationSeconds);
    ThreadWishes threads = cpus.threads();
    Reporter reporter = new Reporter(terminal.out(), stats);
    SessionWatch watcher = SessionWatch.of(watch, options);
    if (console.wanted()) {
      return sendWithConsole(clock, new Turns(clock, startNs, durationNs), reporter, threads);
    }
    SendOptions.Setup setup = options.setup();
    StopSignal stop = StopSignal.install();
    Turns turns = new Turns(clock, startNs, durationNs);
    try {
      Sender sender = open(setup, clock, reporter, threads);
      describe(sender, setup.config(), reporter);
      run(sender, turns, stop, watcher, reporter);
      tick(sender, reporter, turns.second());
      return sender.failed() ? Main.FAILED : stop.exitStatus();
    } catch (DeviceException e) {
      throw new WrongUseException("--input '" + setup.input() + "': " + e.getMessage());
    }
  }

  private int sendWithConsole(Clock clock, Turns turns, Reporter reporter, ThreadWishes threads) {
    if (watch) {
      throw new WrongUseException("--watch: the console changes the session itself, take one");
    }
    return new ConsoleSend(options, console, clock, reporter, threads)
        .run(turns, StopSignal.install(), discover);
  }

  private static void run(
      Sender sender, Turns turns, StopSignal stop, SessionWatch watcher, Reporter reporter)
      throws DeviceException {
    try (sender) {
      sender.start();
      turns.run(
          () -> stop.requested() || hasEnded(sender),
          second -> {
            watcher.look(sender, reporter);
            tick(sender, reporter, second);
          });
    }
  }

  private Sender open(SendOptions.Setup setup, Clock clock, Reporter reporter, ThreadWishes threads)
      throws DeviceException {
    Backends backends = StandardBackends.create(clock, setup.loop());
    try {
      return Sender.open(
          () -> backends.openInput(setup.input(), setup.request()),
          setup.config(),
          options.surroundings(clock, reporter, threads));
    } catch (SetupException e) {
      throw new WrongUseException(e.getMessage());
    }
  }

  private static boolean hasEnded(Sender sender) {
    try {
      return sender.awaitEnd(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  static void tick(Sender sender, Reporter reporter, long second) {
    SenderSnapshot now = sender.snapshot();
    reporter.say(
        () -> SenderReport.line(second, now), json -> SenderReport.fields(json, second, now));
  }

  private static void describe(Sender sender, SendConfig config, Reporter reporter) {
    String line =
        String.format(
            "sending %s (%d channels, %d Hz, blocks of %d frames) to %d destinations",
            sender.inputDescription(),
            sender.inputChannels(),
            sender.rateHz(),
            sender.blockFrames(),
            config.destinations().size());
    reporter.say(
        () -> line,
        json -> {
          json.writeStringField("type", "sending");
          json.writeStringField("input", sender.inputDescription());
          json.writeNumberField("channels", sender.inputChannels());
          json.writeNumberField("rateHz", sender.rateHz());
          json.writeNumberField("blockFrames", sender.blockFrames());
        });
  }
}
