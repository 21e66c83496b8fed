package audiostream.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine that this program runs on. */
public final class ThisMachine implements Machine {

  private static final int MAX_BYTES = 1 << 20;
  private static final int PATIENCE_S = 2;

  /** Where system programs lie that are not on everybody's path. */
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

  @Override
  public String osName() {
    return System.getProperty("os.name", "");
  }

  @Override
  public Optional<String> text(String path) {
    // Not readString: files of /proc/sys end after the first read, and that reads one byte of them.
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> names(String folder) {
    try (Stream<Path> paths = Files.list(Path.of(folder))) {
      return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  @Override
  public Optional<String> printed(String... command) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, command[0]))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(program -> run(program, command));
  }

  private static Optional<String> run(Path program, String[] command) {
    String[] complete = command.clone();
    complete[0] = program.toString();
    try {
      Path printed = Files.createTempFile("audiostream-doctor", ".txt");
      try {
        return run(complete, printed);
      } finally {
        Files.delete(printed);
      }
    } catch (IOException unable) {
      return Optional.empty();
    }
  }

  /** By way of a file: a program that hangs cannot hold us up in reading. */
  private static Optional<String> run(String[] command, Path printed) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(printed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? Optional.of(Files.readString(printed, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
