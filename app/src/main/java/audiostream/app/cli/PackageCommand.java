package audiostream.app.cli;

import audiostream.app.packaging.AppImage;
import audiostream.app.packaging.DebPackage;
import audiostream.app.packaging.Documents;
import audiostream.app.packaging.ManPages;
import audiostream.app.packaging.PackageKind;
import audiostream.app.packaging.PortableTar;
import audiostream.app.packaging.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audiostream package}. */
@Command(
    name = "package",
    description = "Packs the program so that it runs elsewhere.",
    footer = {
      "",
      "deb       a Debian package with its own Java; installs command, manual, completion, service",
      "image     a folder with its own Java; run its bin/audiostream",
      "portable  a tar for any 64-bit Linux, macOS or Windows machine with a JDK 25",
      "",
      "The first two are for the kind of machine that they are made on: for a Raspberry Pi make them",
      "on one. None needs Maven or a network where it is installed.",
      "",
      "Examples:",
      "  audiostream package                         (a .deb, where the system has such)",
      "  audiostream package --type image -o /opt/audiostream",
      "  audiostream package --portable -o /media/usb/audiostream.tar.gz",
      "  tar -xzf audiostream-portable.tar.gz && audiostream/audiostream receive"
    })
final class PackageCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--type",
      paramLabel = "deb|image|portable",
      description = "What to make (default: deb on Debian and its kin, else image).")
  private @Nullable PackageKind type;

  @Option(names = "--portable", description = "The same as --type portable.")
  private boolean portable;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where it goes (default: audiostream_VERSION_MACHINE.deb, audiostream-image or"
              + " audiostream-portable.tar.gz).")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  PackageCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    switch (kind()) {
      case PORTABLE -> portable();
      case IMAGE -> image();
      case DEB -> deb();
    }
    return 0;
  }

  private PackageKind kind() {
    if (portable && type != null && type != PackageKind.PORTABLE) {
      throw new WrongUseException(
          "--portable and --type " + type + " ask for different packages: give one of them");
    }
    if (portable) {
      return PackageKind.PORTABLE;
    }
    PackageKind usual = DebPackage.possible(searchPath()) ? PackageKind.DEB : PackageKind.IMAGE;
    return Optional.ofNullable(type).orElse(usual);
  }

  private void portable() throws IOException, InterruptedException {
    Path file = Optional.ofNullable(output).orElse(Path.of("audiostream-portable.tar.gz"));
    whole(file, partial -> PortableTar.write(program(), partial, searchPath()));
    say(file, Files.size(file), "needs a JDK 25 there");
  }

  private void image() throws IOException, InterruptedException {
    Path folder = Optional.ofNullable(output).orElse(Path.of("audiostream-image"));
    if (Files.exists(folder)) {
      throw new WrongUseException(
          "'" + folder + "' is there already: remove it, or name another with --output");
    }
    AppImage maker = maker();
    ProgramFiles program = program();
    try {
      Files.createDirectories(folder.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw cannotWrite(folder);
    }
    maker.write(program, folder);
    terminal.out().println(folder + ": run " + folder.resolve("bin").resolve("audiostream"));
  }

  private void deb() throws IOException, InterruptedException {
    DebPackage maker = new DebPackage(maker(), searchPath());
    ProgramFiles program = program();
    String usual = "audiostream_" + program.version() + "_" + maker.architecture() + ".deb";
    Path file = Optional.ofNullable(output).orElse(Path.of(usual));
    whole(file, partial -> maker.write(program, documents(program.version()), partial));
    say(file, Files.size(file), "sudo apt install ./" + file.getFileName());
  }

  private Documents documents(String version) {
    CommandSpec program = Objects.requireNonNull(spec, "set by picocli").root();
    return new Documents(
        ManPages.of(program, version), AutoComplete.bash("audiostream", program.commandLine()));
  }

  private static AppImage maker() {
    return new AppImage(
        Path.of(System.getProperty("java.home")),
        System.getProperty("os.name", ""),
        () -> FreePort.find(port -> true));
  }

  private void say(Path file, long bytes, String next) {
    terminal.out().println(file + ": " + bytes / 1024 + " KiB, " + next);
  }

  /** Writes a file. */
  private interface Writer {
    void write(Path partial) throws IOException, InterruptedException;
  }

  /** Written beside, then renamed: never half a package. */
  private static void whole(Path file, Writer writer) throws IOException, InterruptedException {
    Path partial = reserve(file);
    try {
      writer.write(partial);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static Path reserve(Path file) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial").toAbsolutePath();
    try {
      Files.deleteIfExists(partial);
      return Files.createFile(partial);
    } catch (IOException e) {
      throw cannotWrite(file);
    }
  }

  private static WrongUseException cannotWrite(Path file) {
    return new WrongUseException(
        "--output '" + file + "': no permission to write there, or no such folder");
  }

  private static ProgramFiles program() {
    @Nullable String home = System.getProperty("audiostream.home");
    if (home == null) {
      throw new WrongUseException("started without its launcher: run ./audiostream package");
    }
    return ProgramFiles.of(
        Path.of(home), System.getProperty("java.class.path"), ProgramVersion.number());
  }

  private static String searchPath() {
    return Optional.ofNullable(System.getenv("PATH")).orElse("");
  }
}
