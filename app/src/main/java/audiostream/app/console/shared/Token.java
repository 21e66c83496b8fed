package audiostream.app.console.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that a console demands which other machines can reach. Made once, 128 random bits, and
 * kept in a file that only its user may read.
 *
 * @param text of letters, digits, - and _
 * @param file where it is kept
 * @param made whether it was made just now
 */
public record Token(String text, Path file, boolean made) {

  private static final int BYTES = 16;
  private static final int SHORTEST = 16;

  /**
   * @param folder the user's settings
   * @throws IllegalArgumentException where it can be neither read nor made: a sentence for the user
   */
  public static Token in(Path folder, SecureRandom random) {
    Path file = folder.resolve("console-token");
    try {
      return Files.exists(file) ? read(file) : make(file, random);
    } catch (FileAlreadyExistsException another) {
      return in(folder, random);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the token cannot be kept in " + file + ": " + e.getMessage(), e);
    }
  }

  /** Forgets one that was just made and that nobody has seen: the next start shows another. */
  public void forgetUnseen() {
    if (made) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Token read(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.matches("[A-Za-z0-9_-]{" + SHORTEST + ",200}")) {
      throw new IllegalArgumentException(
          file
              + " does not hold a token (16 letters and digits or more): delete it, and another is"
              + " made");
    }
    return new Token(text, file, false);
  }

  private static Token make(Path file, SecureRandom random) throws IOException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.createFile(file, onlyForMe(file));
    Files.write(file, (text + "\n").getBytes(StandardCharsets.US_ASCII));
    return new Token(text, file, true);
  }

  private static FileAttribute<?>[] onlyForMe(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Not for logs. */
  @Override
  public String toString() {
    return "token in " + file;
  }
}
