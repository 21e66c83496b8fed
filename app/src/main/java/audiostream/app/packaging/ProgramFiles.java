package audiostream.app.packaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program as it runs now.
 *
 * @param home folder of the launcher
 * @param jars of its class path
 * @param version such as 0.1.0
 */
public record ProgramFiles(Path home, List<Path> jars, String version) {

  private static final String MAIN_JAR = "audiostream-app";

  public ProgramFiles {
    jars = List.copyOf(jars);
  }

  /**
   * @param classPath of the running Java
   */
  public static ProgramFiles of(Path home, String classPath, String version) {
    List<Path> jars =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar"))
            .toList();
    return new ProgramFiles(home, jars, version);
  }

  /** The file name of the jar with the main class. */
  String mainJar() {
    return jarNames().stream()
        .filter(name -> name.startsWith(MAIN_JAR))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "started without its launcher: run ./audiostream package"));
  }

  /** The file names of the class path, in an order that does not depend on folders. */
  List<String> jarNames() {
    return jars.stream().map(jar -> String.valueOf(jar.getFileName())).sorted().toList();
  }

  /** Copies all jars into a folder, which is made. */
  void copyJars(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path jar : jars) {
      Files.copy(jar, folder.resolve(String.valueOf(jar.getFileName())));
    }
  }

  /** Copies a file of the home, where it is there: a package may itself be packed again. */
  void copyIfThere(String name, Path target) throws IOException {
    try {
      Files.copy(home.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException leftOut) {
      return;
    }
  }
}
