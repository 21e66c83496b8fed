package audiostream.app.cli;

import audiostream.app.session.DestinationUri;
import audiostream.app.session.SafeFile;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.app.session.SessionFiles.Kind;
import audiostream.app.session.SessionFiles.OlderExport;
import audiostream.engine.session.DestinationConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audiostream session}: what can be done with a session file but playing it. */
@Command(
    name = "session",
    description =
        "Checks session files, and converts them from and to the client lists of the older programs.",
    footer = {
      "",
      "Examples:",
      "  audiostream session check show.json",
      "  audiostream session import clients.json -o show.json",
      "  audiostream session export show.json -o clients.json"
    })
final class SessionCommand {

  private final Terminal terminal;

  SessionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Says what a session file or an older client list holds, or what is wrong in it.",
      footer = {"", "Example:", "  audiostream session check show.json"})
  int check(@Parameters(paramLabel = "FILE", description = "The file to check.") Path file) {
    SessionFiles.Opened opened = Options.check("", () -> SessionFiles.openAny(file));
    SessionFile session = opened.session();
    int count = session.destinations().size();
    terminal
        .out()
        .println(
            file
                + ": "
                + opened.kind().words()
                + " with "
                + count
                + " destination"
                + (count == 1 ? "" : "s"));
    for (DestinationConfig destination : session.destinations()) {
      terminal.out().println("  " + DestinationUri.print(destination));
      for (String warning : DestinationUri.warnings(destination.endpoint())) {
        terminal.err().println("warning: '" + destination.name() + "': " + warning);
      }
    }
    return 0;
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = "Prints a client list of the older programs as a session file.",
      footer = {
        "",
        "Channels, which older lists count from 0, are counted from 1 in a session.",
        "",
        "Examples:",
        "  audiostream session import clients.json",
        "  audiostream session import clients.json -o show.json"
      })
  int importOlder(
      @Parameters(paramLabel = "FILE", description = "The older client list.") Path file,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "OUT",
              description = "Where to write (default: standard output).")
          @Nullable Path output)
      throws IOException {
    SessionFile session = Options.check("", () -> SessionFiles.openOlderList(file));
    write(output, SessionFiles.print(session));
    terminal
        .err()
        .println(
            "note: the older receivers play blocks of their own length (256, 1024 or 2048 frames):"
                + " set it with \"format\": {\"packet\": 1024}, or send --packet 1024");
    return 0;
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Prints a session file as a client list of the older programs.",
      footer = {
        "",
        "Such a list holds raw destinations of one channel, without gain. A session that has others",
        "is refused, unless --skip leaves them out.",
        "",
        "Examples:",
        "  audiostream session export show.json",
        "  audiostream session export show.json --skip -o clients.json"
      })
  int exportOlder(
      @Parameters(paramLabel = "FILE", description = "The session file.") Path file,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "OUT",
              description = "Where to write (default: standard output).")
          @Nullable Path output,
      @Option(names = "--skip", description = "Leave out what such a list cannot hold.")
          boolean skip)
      throws IOException {
    SessionFiles.Opened opened = Options.check("", () -> SessionFiles.openAny(file));
    if (opened.kind() == Kind.OLDER_LIST) {
      throw new WrongUseException(file + " is already " + opened.kind().words());
    }
    OlderExport export = SessionFiles.toOlderList(opened.session());
    if (!skip && !export.skipped().isEmpty()) {
      throw new WrongUseException(
          file
              + ": an older list holds raw destinations of one channel without gain, but "
              + String.join("; ", export.skipped())
              + " (--skip leaves these out)");
    }
    write(output, export.text());
    export.skipped().forEach(reason -> terminal.err().println("left out: " + reason));
    if (!export.leftOut().isEmpty()) {
      terminal
          .err()
          .println(
              "note: an older list has no room for "
                  + String.join(", ", export.leftOut())
                  + ": set these in the older program");
    }
    return 0;
  }

  private void write(@Nullable Path output, String text) throws IOException {
    if (output == null) {
      terminal.out().print(text);
      terminal.out().flush();
      return;
    }
    try {
      SafeFile.write(output, text);
    } catch (IllegalArgumentException e) {
      throw new WrongUseException("--output " + e.getMessage());
    }
  }
}
