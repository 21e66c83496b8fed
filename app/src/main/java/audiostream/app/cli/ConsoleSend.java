package audiostream.app.cli;

import audiostream.app.console.sender.Found;
import audiostream.app.console.sender.InputChoice;
import audiostream.app.console.sender.LiveSender;
import audiostream.app.console.sender.SenderConsole;
import audiostream.app.console.sender.SessionStore;
import audiostream.app.console.shared.EventLog;
import audiostream.app.console.shared.UserFolders;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.engine.device.Backend;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.session.Backends;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.session.SetupException;
import audiostream.engine.session.ThreadWishes;
import audiostream.engine.time.Clock;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code audiostream send --console}: the session comes from the page as well. Main thread. */
final class ConsoleSend {

  private final SendOptions options;
  private final ConsoleOptions consoleOptions;
  private final Clock clock;
  private final Reporter reporter;
  private final ThreadWishes threads;
  private final EventLog log = new EventLog(InstantSource.system());

  ConsoleSend(
      SendOptions options,
      ConsoleOptions consoleOptions,
      Clock clock,
      Reporter reporter,
      ThreadWishes threads) {
    this.options = options;
    this.consoleOptions = consoleOptions;
    this.clock = clock;
    this.reporter = reporter;
    this.threads = threads;
    reporter.tell(log);
  }

  /** Runs until it is told to stop; the end of a finite input is shown on the page. */
  int run(Turns turns, StopSignal stop, boolean discover) {
    UserFolders folders = ConsoleOptions.folders();
    SessionStore store = store(folders);
    SenderConsole.Start start = start(store);
    ConsoleOptions.Door door = consoleOptions.door(folders);
    boolean shown = false;
    String input = start.session().device().orElse("");
    try (Neighbours neighbours = new Neighbours();
        LiveSender live = LiveSender.open(this::open, start.session());
        SenderConsole console = serve(live, start, store, door, neighbours)) {
      refuseWhatWasTyped(console);
      live.start();
      console.start();
      door.announce(reporter, console.port());
      shown = true;
      if (discover) {
        // Only now: it must not delay the first sound.
        neighbours.look(clock);
      }
      turns.run(stop::requested, second -> SendCommand.tick(live.now(), reporter, second));
      SendCommand.tick(live.now(), reporter, turns.second());
      return live.now().failed() ? Main.FAILED : stop.exitStatus();
    } catch (DeviceException e) {
      throw new WrongUseException("--input '" + input + "': " + e.getMessage());
    } catch (SetupException e) {
      throw new WrongUseException(e.getMessage());
    } finally {
      if (!shown) {
        door.forgetUnseen();
      }
    }
  }

  private SenderConsole serve(
      LiveSender live,
      SenderConsole.Start start,
      SessionStore store,
      ConsoleOptions.Door door,
      Supplier<List<Found>> found) {
    SenderConsole.Surroundings surroundings =
        new SenderConsole.Surroundings(
            clock, store, log, this::inputs, found, InetAddress::getByName);
    return Options.check(
        consoleOptions.given() + ": ",
        () -> SenderConsole.open(live, start, surroundings, door.address(), door.guard(clock)));
  }

  /** What a person typed is right or ends the program; what was remembered may have to wait. */
  private void refuseWhatWasTyped(SenderConsole console) {
    List<String> held = console.heldBack();
    if (options.saysAnything() && !held.isEmpty()) {
      throw new WrongUseException(held.getFirst());
    }
  }

  private SessionStore store(UserFolders folders) {
    Path folder =
        options.session().map(file -> file.toAbsolutePath().getParent()).orElse(folders.sessions());
    return new SessionStore(folder, folders.state());
  }

  private SenderConsole.Start start(SessionStore store) {
    if (!options.saysAnything()) {
      return remembered(store);
    }
    SessionFile file = options.file();
    Optional<String> name =
        options
            .session()
            .filter(ConsoleSend::isSessionFile)
            .map(path -> String.valueOf(path.getFileName()));
    return new SenderConsole.Start(
        options.over(file), name, name.isPresent() ? file : SessionFile.EMPTY);
  }

  private static boolean isSessionFile(Path path) {
    return path.toString().endsWith(".json")
        && SessionFiles.openAny(path).kind() == SessionFiles.Kind.SESSION;
  }

  private SenderConsole.Start remembered(SessionStore store) {
    try {
      SessionFile last = store.remembered().orElse(SessionFile.EMPTY);
      Optional<String> name = store.rememberedName().filter(n -> saved(store, n).isPresent());
      SessionFile saved = name.flatMap(n -> saved(store, n)).orElse(SessionFile.EMPTY);
      return new SenderConsole.Start(last, name, saved);
    } catch (IllegalArgumentException e) {
      log.accept(SessionEvent.warning("the last session cannot be read: " + e.getMessage()));
      return new SenderConsole.Start(SessionFile.EMPTY, Optional.empty(), SessionFile.EMPTY);
    }
  }

  private static Optional<SessionFile> saved(SessionStore store, String name) {
    try {
      return Optional.of(store.open(name));
    } catch (IllegalArgumentException gone) {
      return Optional.empty();
    }
  }

  private Sender open(SessionFile head) throws DeviceException, SetupException {
    Backends backends = StandardBackends.create(clock, head.loop());
    SendConfig nobody =
        new SendConfig(
            head.bits().orElse(SendConfig.DEFAULT_BITS),
            head.packetFrames(),
            head.mtuBytes().orElse(SendConfig.DEFAULT_MTU_BYTES),
            List.of(),
            head.group().config());
    return Sender.open(
        () -> backends.openInput(head.device().orElse(""), options.request(head)),
        nobody,
        options.surroundings(clock, reporter, threads));
  }

  private List<InputChoice> inputs() {
    List<InputChoice> choices = new ArrayList<>();
    choices.add(new InputChoice("", "the system's default input"));
    for (Backend backend : StandardBackends.create(clock, false).all()) {
      for (DeviceInfo device : backend.devices()) {
        if (device.inputChannels() > 0) {
          choices.add(choice(backend, device));
        }
      }
    }
    choices.add(new InputChoice("tone:16", "test signal, 16 channels"));
    choices.add(new InputChoice("silent:2", "silence, 2 channels"));
    return choices;
  }

  private static InputChoice choice(Backend backend, DeviceInfo device) {
    return new InputChoice(
        backend.name() + ":" + device.name(),
        device.name() + ", " + device.inputChannels() + " channels (" + device.hostApi() + ")");
  }
}
