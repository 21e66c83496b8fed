package audiostream.app.cli;

import audiostream.app.session.RelayPair;
import audiostream.engine.net.RelayRoute;
import audiostream.engine.net.RelaySnapshot;
import audiostream.engine.session.Relay;
import audiostream.engine.session.RelayConfig;
import audiostream.engine.session.SetupException;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audiostream impair}. */
@Command(
    name = "impair",
    description = "Relays UDP as a bad network would: loses, delays, stalls, reorders.",
    footer = {
      "",
      "Send to the listening port instead of to the receiver. Answers go back from the same port;",
      "both directions are impaired, each on its own.",
      "",
      "Examples:",
      "  audiostream impair 6004:192.168.1.21:5004 --wifi 20       (and send --to rtp://localhost:6004/1)",
      "  audiostream impair 6004:192.168.1.21:5004 --loss 5%% --burst 3 --delay 1.5 --seed 7",
      "  audiostream impair 6004:[::1]:5004 6006:[::1]:5006 --wifi 20 --stall none --rate 2M",
      "  audiostream impair 57101:192.168.1.22:57001 --no-rtcp --loss 1%% --duration 60 --stats json"
    })
final class ImpairCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "LISTEN:DEST",
      description =
          "A port of this machine, and where what arrives there goes: 6004:192.168.1.21:5004.")
  private List<String> pairs = new ArrayList<>();

  @Mixin private final ImpairOptions options = new ImpairOptions();

  @Option(names = "--one-way", description = "Answers pass as they are.")
  private boolean oneWay;

  @Option(
      names = "--no-rtcp",
      description = "Relay this port only, not also the next one, on which RTCP goes.")
  private boolean noRtcp;

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

  ImpairCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Clock clock = SystemClock.real();
    long startNs = clock.nowNs();
    long durationNs = Seconds.toNs(durationSeconds);
    RelayConfig config = new RelayConfig(routes(), options.impairment(), oneWay);
    Reporter reporter = new Reporter(terminal.out(), stats);
    StopSignal stop = StopSignal.install();
    try (Relay relay = Relay.open(config, clock, reporter::event)) {
      ImpairReport report = new ImpairReport(reporter);
      relay.start();
      report.listening(config);
      Turns turns = new Turns(clock, startNs, durationNs);
      turns.run(
          () -> stop.requested() || relay.failed(),
          second -> report.say(second, relay.snapshots()));
      List<RelaySnapshot> last = relay.snapshots();
      report.say(turns.second(), last);
      return relay.failed() ? Main.FAILED : stop.exitStatus();
    } catch (SetupException e) {
      throw new WrongUseException(e.getMessage());
    }
  }

  private List<RelayRoute> routes() {
    List<RelayRoute> routes = new ArrayList<>();
    Set<Integer> listening = new HashSet<>();
    for (String text : pairs) {
      RelayRoute route = route(text);
      for (int port = route.listenPort(); port <= lastPort(route); port++) {
        if (!listening.add(port)) {
          throw new WrongUseException(
              text + ": port " + port + " is listened on twice" + (noRtcp ? "" : " (RTCP)"));
        }
      }
      routes.add(route);
    }
    return routes;
  }

  private static int lastPort(RelayRoute route) {
    return route.listenPort() + (route.rtcp() ? 1 : 0);
  }

  private RelayRoute route(String text) {
    RelayPair pair = Options.check("", () -> RelayPair.parse(text));
    RelayRoute route =
        Options.check(
            text + ": ",
            () ->
                new RelayRoute(
                    pair.listenPort(), Addresses.resolved(pair.host(), pair.port()), !noRtcp));
    int distance = route.destination().getPort() - route.listenPort();
    if (Addresses.isHere(route.destination()) && Math.abs(distance) < (noRtcp ? 1 : 2)) {
      throw new WrongUseException(
          text + ": it would relay to itself: another listening port, or another destination");
    }
    return route;
  }
}
