package audiostream.app.console.sender;

import audiostream.app.session.SafeFile;
import audiostream.app.session.SessionFile;
import audiostream.app.session.SessionFiles;
import audiostream.app.words.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The session files that the page may open and save: those of one folder, so that a page cannot
 * reach anything else on the machine. Beside them, what was last played.
 */
public final class SessionStore {

  private static final String ENDING = ".json";
  private static final int MAX_LISTED = 500;
  private static final int MAX_NAME = 100;

  /** A file system takes 255, of which ending and temporary name need some. */
  private static final int MAX_NAME_BYTES = 200;

  private final Path folder;
  private final Path last;
  private final Path lastName;

  /**
   * @param folder of the session files; made when first saved to
   * @param memory where the last session is kept
   */
  public SessionStore(Path folder, Path memory) {
    this.folder = folder;
    this.last = memory.resolve("last-session.json");
    this.lastName = memory.resolve("last-session.name");
  }

  Path folder() {
    return folder;
  }

  /** The files that are there, by name. */
  List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
          .sorted(String.CASE_INSENSITIVE_ORDER)
          .limit(MAX_LISTED)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A file's full name of what a person typed.
   *
   * @throws IllegalArgumentException where it would lead out of the folder
   */
  String fileName(String typed) {
    String name = typed.strip();
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    boolean wrong =
        stem.isEmpty()
            || stem.length() > MAX_NAME
            || name.startsWith(".")
            || name.matches("(?s).*[/\\\\:*?\"<>|\\p{Cntrl}].*");
    if (wrong) {
      throw new IllegalArgumentException(
          "file name "
              + Excerpt.quoted(typed)
              + ": 1 to 100 characters, without / \\ : * ? \" < > |");
    }
    if (stem.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "file name "
              + Excerpt.quoted(typed)
              + ": longer than the 200 bytes that every disk takes");
    }
    return stem + ENDING;
  }

  /**
   * Opens a file of the folder.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public SessionFile open(String name) {
    return SessionFiles.open(folder.resolve(fileName(name)));
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(fileName(name)));
  }

  void save(String name, SessionFile session) {
    try {
      Files.createDirectories(folder);
      SessionFiles.save(folder.resolve(fileName(name)), session);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          name + " cannot be saved: " + e.getMessage() + "; the old file is whole", e);
    }
  }

  /** Keeps what is being played, so that it is back after a power cut. */
  void remember(SessionFile session, Optional<String> name) throws IOException {
    Files.createDirectories(last.toAbsolutePath().getParent());
    SessionFiles.save(last, session);
    SafeFile.write(lastName, name.orElse("") + "\n");
  }

  /** What was last played; empty: nothing, or it cannot be read. */
  public Optional<SessionFile> remembered() {
    return Files.exists(last) ? Optional.of(SessionFiles.open(last)) : Optional.empty();
  }

  /** The file that it came from. */
  public Optional<String> rememberedName() {
    try {
      return Optional.of(Files.readString(lastName).strip()).filter(name -> !name.isEmpty());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
