package audiostream.app.cli;

import audiostream.app.session.SafeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is called: by its command line, else by what was typed into its page before, else
 * by its machine.
 *
 * @param text the name
 * @param file where one that is typed into the page is kept
 */
record ReceiverName(String text, Path file) {

  static ReceiverName of(@Nullable String given, Path folder, int port, String otherwise) {
    Path file = folder.resolve("receiver-" + port + ".name");
    return new ReceiverName(given != null ? given : kept(file, otherwise), file);
  }

  private static String kept(Path file, String otherwise) {
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() || text.length() > 60 ? otherwise : text;
    } catch (IOException none) {
      return otherwise;
    }
  }

  void keep(String changed) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SafeFile.write(file, changed + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
