package audiostream.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audiostream package}. */
@Command(
    name = "package",
    description = "Packs the program so that it runs elsewhere.",
    footer = {
      "",
      "A portable package runs on any 64-bit Linux, macOS or Windows machine with a JDK 25, without",
      "Maven and without a network.",
      "",
      "Examples:",
      "  audiostream package --portable",
      "  audiostream package --portable -o /media/usb/audiostream.tar.gz",
      "  tar -xzf audiostream-portable.tar.gz && audiostream/audiostream receive"
    })
final class PackageCommand implements Callable<Integer> {

  private static final List<String> BESIDE =
      List.of("audiostream", "audiostream.cmd", "LICENSE", "README.md");

  private final Terminal terminal;

  @Option(names = "--portable", required = true, description = "A tar for every system.")
  private boolean portable;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where it goes (default: audiostream-portable.tar.gz).")
  private Path output = Path.of("audiostream-portable.tar.gz");

  PackageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (!portable) {
      throw new WrongUseException("--portable is the only kind of package so far");
    }
    Path partial = reserve();
    try {
      pack(home(), partial);
    } finally {
      Files.deleteIfExists(partial);
    }
    terminal
        .out()
        .println(output + ": " + Files.size(output) / 1024 + " KiB, needs a JDK 25 there");
    return 0;
  }

  /** Written beside, then renamed: never half a package. */
  private Path reserve() {
    Path partial = output.resolveSibling(output.getFileName() + ".partial").toAbsolutePath();
    try {
      Files.deleteIfExists(partial);
      return Files.createFile(partial);
    } catch (IOException e) {
      throw new WrongUseException(
          "--output '" + output + "': no permission to write there, or no such folder");
    }
  }

  private static Path home() {
    @Nullable String home = System.getProperty("audiostream.home");
    if (home == null) {
      throw new WrongUseException("started without its launcher: run ./audiostream package");
    }
    return Path.of(home);
  }

  private static void stage(Path home, Path target) throws IOException {
    Files.createDirectories(target.resolve("lib"));
    for (String name : BESIDE) {
      copyIfThere(home.resolve(name), target.resolve(name));
    }
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      copyIfThere(jar, target.resolve("lib").resolve(String.valueOf(jar.getFileName())));
    }
  }

  private static void copyIfThere(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException leftOut) {
      // A portable package may itself be packed again without its documents.
      return;
    }
  }

  private void pack(Path home, Path partial) throws IOException, InterruptedException {
    Path staging = Files.createTempDirectory("audiostream-package");
    try {
      stage(home, staging.resolve("audiostream"));
      tar(staging, partial);
    } finally {
      delete(staging);
    }
    Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Every system of today brings {@code tar}. */
  private static void tar(Path staging, Path partial) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder(
                "tar", "-czf", partial.toString(), "-C", staging.toString(), "audiostream")
            .inheritIO()
            .start();
    int status = tar.waitFor();
    if (status != 0) {
      throw new IOException("tar ended with status " + status);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
