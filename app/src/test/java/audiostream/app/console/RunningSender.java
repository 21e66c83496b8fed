package audiostream.app.console;

import audiostream.app.console.http.Guard;
import audiostream.app.console.http.RateLimit;
import audiostream.app.console.sender.Found;
import audiostream.app.console.sender.InputChoice;
import audiostream.app.console.sender.LiveSender;
import audiostream.app.console.sender.SenderConsole;
import audiostream.app.console.sender.SessionStore;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.LocalNames;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.silent.SilentBackend;
import audiostream.engine.device.tone.ToneBackend;
import audiostream.engine.device.wav.WavBackend;
import audiostream.engine.session.Backends;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real sender of a generated signal with its console on a free port, in this process. */
final class RunningSender implements AutoCloseable {

  static final Clock CLOCK = SystemClock.real();

  private static final SenderConsole.HostLookup LOOKUP = InetAddress::getByName;

  private final LiveSender live;
  private final SenderConsole console;
  private final EventLog log = new EventLog(InstantSource.system());
  final List<Found> found = new CopyOnWriteArrayList<>();

  private RunningSender(
      Path folder,
      String session,
      int port,
      Optional<String> token,
      double perSecond,
      SenderConsole.HostLookup lookup)
      throws Exception {
    SessionFile start =
        SessionFiles.parse("test", session.getBytes(StandardCharsets.UTF_8)).session();
    live = LiveSender.open(this::open, start);
    console =
        SenderConsole.open(
            live,
            new SenderConsole.Start(start, Optional.empty(), start),
            new SenderConsole.Surroundings(
                CLOCK,
                new SessionStore(folder.resolve("sessions"), folder.resolve("state")),
                log,
                () -> List.of(new InputChoice("tone:4", "test signal, 4 channels")),
                () -> List.copyOf(found),
                lookup),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            new Guard(
                new LocalNames(InetAddress.getLoopbackAddress()),
                token,
                new RateLimit(CLOCK, perSecond, perSecond * 4),
                new RateLimit(CLOCK, 0.1, 3)));
    live.start();
    console.start();
  }

  static RunningSender with(Path folder, String session) throws Exception {
    return at(0, folder, session);
  }

  /** Where names are looked up in another way. */
  static RunningSender lookingUp(Path folder, String session, SenderConsole.HostLookup lookup)
      throws Exception {
    return new RunningSender(folder, session, 0, Optional.empty(), 1_000, lookup);
  }

  /** On a port that was used before. */
  static RunningSender at(int port, Path folder, String session) throws Exception {
    return new RunningSender(folder, session, port, Optional.empty(), 1_000, LOOKUP);
  }

  static RunningSender demanding(Path folder, String token) throws Exception {
    return new RunningSender(folder, "{\"version\": 1}", 0, Optional.of(token), 1_000, LOOKUP);
  }

  /** On a port that was used before. */
  static RunningSender demandingAt(int port, Path folder, String token) throws Exception {
    return new RunningSender(folder, "{\"version\": 1}", port, Optional.of(token), 1_000, LOOKUP);
  }

  static RunningSender limited(Path folder, double perSecond) throws Exception {
    return new RunningSender(folder, "{\"version\": 1}", 0, Optional.empty(), perSecond, LOOKUP);
  }

  private Sender open(SessionFile head)
      throws audiostream.engine.device.DeviceException, audiostream.engine.session.SetupException {
    Backends backends =
        new Backends(
            List.of(),
            List.of(
                new ToneBackend(CLOCK),
                new SilentBackend(CLOCK),
                new WavBackend(CLOCK, head.loop())));
    DeviceRequest request =
        new DeviceRequest(head.rateHz(), OptionalInt.empty(), head.blockFrames().orElse(256));
    return Sender.open(
        () -> backends.openInput(head.device().orElse("tone:4"), request),
        new SendConfig(16, OptionalInt.empty(), 1_500, List.of()),
        new Sender.Surroundings(CLOCK, InstantSource.system(), new Random(5), log));
  }

  int port() {
    return console.port();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  EventLog log() {
    return log;
  }

  List<String> addresses() {
    return console.addresses();
  }

  LiveSender live() {
    return live;
  }

  @Override
  public void close() {
    console.close();
    live.close();
  }
}
