package audiostream.engine.device.wav;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong with a file, as a sentence for the user that names it. */
final class FileWords {

  private FileWords() {}

  /**
   * @param done what was to be done with the file, e.g. {@code read}
   */
  static String of(Path file, IOException e, String done) {
    return file + " cannot be " + done + ": " + reason(e);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "no permission";
      case FileSystemException named when named.getReason() != null -> named.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
