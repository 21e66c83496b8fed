package audiostream.app.cli;

import audiostream.app.console.receiver.ReceiverConsole;
import audiostream.app.console.shared.EventLog;
import audiostream.app.discovery.Announcement;
import audiostream.app.discovery.Announcer;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.session.ReceiveConfig;
import audiostream.engine.session.Receiver;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.time.Clock;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A receiver's page and its announcement, for as long as it runs. */
final class ReceiverPresence implements AutoCloseable {

  private final Receiver receiver;
  private final ReceiveConfig config;
  private final ReceiverName name;
  private final Clock clock;
  private final EventLog log = new EventLog(InstantSource.system());
  private ReceiverConsole.@Nullable Served page;
  private volatile @Nullable Announcer announcer;

  ReceiverPresence(Receiver receiver, ReceiveConfig config, ReceiverName name, Clock clock) {
    this.receiver = receiver;
    this.config = config;
    this.name = name;
    this.clock = clock;
  }

  void serve(ConsoleOptions.Door door, double gainDb, Reporter reporter) {
    reporter.tell(log);
    String address = wire() + "://:" + receiver.port();
    ReceiverConsole.Served served =
        ReceiverConsole.serve(
            receiver,
            new ReceiverConsole.Start(name.text(), gainDb, address),
            log,
            this::rename,
            clock,
            new ReceiverConsole.Place(door.address(), door.guard(clock)));
    page = served;
    door.announce(reporter, served.port());
  }

  /** After the receiver was started: nothing that sounds waits for it. */
  void announce() {
    announcer =
        Announcer.start(
            new Announcement(
                name.text(),
                wire(),
                receiver.port(),
                config.reception().expected().maxChannels(),
                Integer.toString(config.reception().expected().rateHz()),
                ProgramVersion.number()),
            clock);
  }

  private String wire() {
    return config.reception().expected() instanceof Expected.Rtp ? "rtp" : "raw";
  }

  private void rename(String changed) {
    Announcer announcing = announcer;
    Thread.ofVirtual()
        .start(() -> {
          keep(changed);
          if (announcing != null) {
            announcing.rename(changed);
          }
        });
  }

  private void keep(String changed) {
    try {
      name.keep(changed);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      log.accept(SessionEvent.warning("the name cannot be kept: " + e.getMessage()));
    }
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
    Announcer announcing = announcer;
    if (announcing != null) {
      announcing.close();
    }
  }
}
