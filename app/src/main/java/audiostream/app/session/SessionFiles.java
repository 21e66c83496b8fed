package audiostream.app.session;

import audiostream.app.json.JsonDocument;
import audiostream.app.json.JsonValue;
import audiostream.engine.session.DestinationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens and saves session files and the client lists of the older programs. What is wrong with a
 * file is said in one line, {@code FILE:LINE:COLUMN /path/in/it: ...}, as an {@link
 * IllegalArgumentException}.
 */
public final class SessionFiles {

  /** What a file turned out to be. */
  public enum Kind {
    SESSION("a session file"),
    OLDER_LIST("a client list of the older programs");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** A file and what it turned out to be. */
  public record Opened(Kind kind, SessionFile session) {}

  /**
   * A session as a list of the older programs.
   *
   * @param text the list's JSON
   * @param skipped why each missing destination cannot be held, a part of a sentence
   * @param leftOut what of input and format has no room in such a list
   */
  public record OlderExport(String text, List<String> skipped, List<String> leftOut) {}

  private SessionFiles() {}

  /** Opens either kind. */
  public static SessionFile open(Path file) {
    return openAny(file).session();
  }

  /** Opens either kind and says which it was. */
  public static Opened openAny(Path file) {
    return parse(file.toString(), ReadableFile.bytes(file));
  }

  /**
   * @param source the file's name, for messages
   */
  public static Opened parse(String source, byte[] content) {
    JsonValue document = JsonDocument.parse(source, content);
    return OlderList.isMeant(document)
        ? new Opened(Kind.OLDER_LIST, OlderList.read(document))
        : new Opened(Kind.SESSION, SessionReader.read(document));
  }

  /** Opens a list of the older programs; an empty one, too. */
  public static SessionFile openOlderList(Path file) {
    JsonValue document = JsonDocument.parse(file.toString(), ReadableFile.bytes(file));
    boolean empty = document.asObject().members().isEmpty();
    if (!empty && !OlderList.isMeant(document)) {
      throw new IllegalArgumentException(
          file
              + " is not "
              + Kind.OLDER_LIST.words()
              + ": {\"Node 1\": {\"ip\": \"192.168.2.249\", \"port\": 57001, \"channel\": 1}}");
    }
    return OlderList.read(document);
  }

  /** The text of a session file. */
  public static String print(SessionFile session) {
    return SessionWriter.write(session);
  }

  /** What of a session a list of the older programs can hold. */
  public static OlderExport toOlderList(SessionFile session) {
    List<DestinationConfig> held =
        session.destinations().stream()
            .filter(destination -> OlderList.obstacle(destination).isEmpty())
            .collect(Collectors.toList());
    List<String> skipped =
        session.destinations().stream().map(OlderList::obstacle).flatMap(Optional::stream).toList();
    return new OlderExport(OlderList.write(held), skipped, OlderList.leftOut(session));
  }

  /** Writes a session file so that a power cut leaves the old or the new one whole. */
  public static void save(Path file, SessionFile session) throws IOException {
    SafeFile.write(file, print(session));
  }
}
