package audiostream.app.cli;

import audiostream.engine.session.Sender;
import audiostream.engine.session.SessionEvent;
import audiostream.engine.session.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Follows a session file while it is being sent; what is wrong in it changes nothing. Main thread.
 */
final class SessionWatch {

  private final Optional<Path> file;
  private final SendOptions options;
  private Stamp seen;

  /** What tells one version of a file from another. */
  private record Stamp(FileTime modified, long bytes) {
    static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1);

    static Stamp of(Path file) {
      try {
        return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
      } catch (IOException absent) {
        return ABSENT;
      }
    }
  }

  private SessionWatch(Optional<Path> file, SendOptions options) {
    this.file = file;
    this.options = options;
    this.seen = file.map(Stamp::of).orElse(Stamp.ABSENT);
  }

  /**
   * @param wanted whether to follow at all
   */
  static SessionWatch of(boolean wanted, SendOptions options) {
    if (wanted && options.session().isEmpty()) {
      throw new WrongUseException("--watch: needs --session FILE");
    }
    return new SessionWatch(options.session().filter(path -> wanted), options);
  }

  /** Looks whether the file has changed, and if so has the sender follow. */
  void look(Sender sender, Reporter reporter) {
    if (file.isEmpty()) {
      return;
    }
    Stamp now = Stamp.of(file.get());
    if (now.equals(seen) || now.equals(Stamp.ABSENT)) {
      return;
    }
    seen = now;
    try {
      sender.update(options.setup().config());
      reporter.event(SessionEvent.notice("session '" + file.get() + "' has changed: in effect"));
    } catch (WrongUseException | SetupException e) {
      reporter.event(
          SessionEvent.warning(
              "session '"
                  + file.get()
                  + "' has changed, nothing is taken over: "
                  + e.getMessage()));
    }
  }
}
