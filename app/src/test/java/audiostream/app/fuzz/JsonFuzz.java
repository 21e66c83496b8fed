package audiostream.app.fuzz;

import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.app.session.SessionFiles.Kind;
import audiostream.app.session.SessionFiles.Opened;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Session files and older client lists: anything is read or refused in one line, and written back.
 */
public final class JsonFuzz {

  private static final int LONGEST_MESSAGE = 600;

  private JsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Opened opened;
    try {
      opened = SessionFiles.parse("file.json", input);
    } catch (IllegalArgumentException refused) {
      requireOneLine(refused.getMessage());
      return;
    }
    requireSameAgain(opened);
  }

  private static void requireOneLine(String message) {
    boolean controls = message.chars().anyMatch(Character::isISOControl);
    if (!message.startsWith("file.json") || controls || message.length() > LONGEST_MESSAGE) {
      throw new IllegalStateException("not a line for the user: " + message);
    }
  }

  private static void requireSameAgain(Opened opened) {
    SessionFile session = opened.session();
    requireEqual(session, parse(SessionFiles.print(session)).session());
    if (opened.kind() == Kind.OLDER_LIST) {
      SessionFiles.OlderExport export = SessionFiles.toOlderList(session);
      boolean held = export.skipped().isEmpty();
      if (held) {
        requireEqual(opened, parse(export.text()));
      }
    }
  }

  private static void requireEqual(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalStateException("read " + expected + " but wrote " + actual);
    }
  }

  private static Opened parse(String text) {
    return SessionFiles.parse("file.json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Valid inputs to begin from. */
  public static List<byte[]> seeds() {
    return List.of(
        bytes("{\"version\": 1}"),
        bytes(
            """
            {"version": 1,
             "input": {"device": "B\\u00fchne", "rate": 44100, "block": 256, "loop": true},
             "format": {"bits": 16, "mtu": 1500, "packet": 128},
             "destinations": [
              {"name": "tree", "url": "rtp://192.168.1.21:5004", "channels": [1], "gainDb": -0.5e1, "mute": false},
              {"name": "foyer", "url": "rtp://[ff15::1]?ttl=4&interface=eth%200&pt=98", "channels": [1, 2, 1]},
              {"name": "hall", "url": "raw://pi.local", "channels": [64]}]}
            """),
        bytes(
            """
            {"Node 1": {"ip": "192.168.2.249", "port": 57001, "channel": 1},
             "local": {"ip": "::1", "port": 50007, "channel": 0}}
            """));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
