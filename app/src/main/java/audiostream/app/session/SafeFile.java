package audiostream.app.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes a file beside the old one, forces it to disk and renames it, so that at any time the old
 * or the new one is there, whole. The permissions of the old one are kept; a new one gets those of
 * any file that the user makes. A symbolic link stays one.
 */
public final class SafeFile {

  private SafeFile() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user, where the place cannot be used
   * @throws IOException when writing fails; the old file is untouched
   */
  public static void write(Path file, String text) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    requireUsable(file, target);
    ByteBuffer content = StandardCharsets.UTF_8.encode(text);
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        writeInPlace(target, content);
      } else {
        replace(target, content);
      }
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(
          file + ": no permission to write there, name another file", e);
    }
  }

  private static void requireUsable(Path file, Path target) {
    if (Files.isDirectory(target)) {
      throw new IllegalArgumentException(file + " is a directory: a file is needed");
    }
    if (!Files.isDirectory(directoryOf(target))) {
      throw new IllegalArgumentException(file + ": there is no such directory");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IllegalArgumentException(
          file + ": no permission to write there, name another file");
    }
  }

  private static Path directoryOf(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  /** A pipe or a device cannot be renamed over. */
  private static void writeInPlace(Path target, ByteBuffer content) throws IOException {
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      writeAll(channel, content);
    }
  }

  private static void replace(Path target, ByteBuffer content) throws IOException {
    Path beside =
        directoryOf(target)
            .resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(beside);
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeAll(channel, content);
        channel.force(true);
      }
      copyPermissions(target, beside);
      Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    forceDirectory(directoryOf(target));
  }

  private static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  /** The rename itself must survive a power cut, too. Not every system can open a directory. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The new file is complete and in place; only its survival of a power cut is not certain.
      return;
    }
  }
}
