package audiostream.app.cli;

import audiostream.app.console.shared.UserFolders;
import audiostream.engine.session.ReceiveConfig;
import audiostream.engine.session.Receiver;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a receiver shows itself: its page, its name, its announcement on the network. */
final class PresenceOptions {

  private static final int MAX_NAME = 60;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(
      names = "--announce",
      negatable = true,
      fallbackValue = "true",
      description =
          "Announce itself to senders on the network, or do not (default: unless it listens on"
              + " loopback or multicast only).")
  private @Nullable Boolean announce;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called on the network (default: this machine's name).")
  private @Nullable String name;

  /**
   * Opens the page, where one is wanted; announces nothing yet.
   *
   * @param gainDb at the start
   */
  ReceiverPresence open(
      Receiver receiver, ReceiveConfig config, double gainDb, Clock clock, Reporter reporter) {
    UserFolders folders = ConsoleOptions.folders();
    ReceiverName kept = ReceiverName.of(given(), folders.config(), receiver.port(), hostName());
    ReceiverPresence presence = new ReceiverPresence(receiver, config, kept, clock);
    if (console.wanted()) {
      ConsoleOptions.Door door = console.door(folders);
      try {
        Options.check(
            console.given() + ": ",
            () -> {
              presence.serve(door, gainDb, reporter);
              return presence;
            });
      } catch (WrongUseException e) {
        door.forgetUnseen();
        throw e;
      }
    }
    return presence;
  }

  boolean announces(ReceiveConfig config) {
    InetAddress local = config.local().getAddress();
    return announce != null ? announce : !local.isLoopbackAddress() && !local.isMulticastAddress();
  }

  private @Nullable String given() {
    if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
      throw new WrongUseException("--name '" + name + "': 1 to 60 characters");
    }
    return name;
  }

  /** Asked of the system first: looking it up can take seconds where there is no DNS. */
  private static String hostName() {
    String[] known = {System.getenv("COMPUTERNAME"), System.getenv("HOSTNAME"), hostNameFile()};
    for (String name : known) {
      if (name != null && !name.isBlank() && name.length() <= MAX_NAME) {
        return name.strip().split("\\.", 2)[0];
      }
    }
    return lookedUp();
  }

  private static String hostNameFile() {
    try {
      return Files.readString(Path.of("/etc/hostname"));
    } catch (IOException none) {
      return "";
    }
  }

  private static String lookedUp() {
    try {
      return InetAddress.getLocalHost().getHostName().split("\\.", 2)[0];
    } catch (UnknownHostException nameless) {
      return "receiver";
    }
  }
}
