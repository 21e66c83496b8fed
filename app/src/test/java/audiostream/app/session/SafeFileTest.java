package audiostream.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {

  @TempDir private Path directory;

  @Test
  void shouldWriteANewFileAndLeaveNothingElse() throws IOException {
    Path file = directory.resolve("show.json");
    SafeFile.write(file, "Bühne");
    assertThat(file).hasContent("Bühne");
    assertThat(names()).containsExactly("show.json");
  }

  @Test
  void shouldReplaceAFileAndKeepItsPermissions() throws IOException {
    assumeTrue(isPosix(), "the file system has no POSIX permissions");
    Path file = Files.writeString(directory.resolve("show.json"), "old and longer");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    SafeFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r--");
    assertThat(names()).containsExactly("show.json");
  }

  @Test
  void shouldGiveANewFileThePermissionsOfAnyOther() throws IOException {
    assumeTrue(isPosix(), "the file system has no POSIX permissions");
    Path other = Files.writeString(directory.resolve("other"), "");
    Path file = directory.resolve("show.json");
    SafeFile.write(file, "");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void shouldKeepASymbolicLinkOne() throws IOException {
    assumeTrue(isPosix(), "symbolic links need a privilege elsewhere");
    Path real = Files.writeString(directory.resolve("real.json"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), real);
    SafeFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void shouldSayWhereItCannotWrite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeFile.write(directory, ""))
        .withMessage(directory + " is a directory: a file is needed");
    Path nowhere = directory.resolve("absent/show.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeFile.write(nowhere, ""))
        .withMessage(nowhere + ": there is no such directory");
  }

  @Test
  void shouldSayThatThePermissionIsMissing() throws IOException {
    assumeTrue(isPosix(), "the file system has no POSIX permissions");
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(closed), "this user (root) may write everywhere");
    Path file = closed.resolve("show.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeFile.write(file, ""))
        .withMessage(file + ": no permission to write there, name another file");
  }

  private boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private java.util.List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
