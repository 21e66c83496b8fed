package audiostream.app.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program that packs.
 *
 * @param path of its file
 */
record Tool(Path path) {

  private static final String SUFFIX =
      System.getProperty("os.name", "").startsWith("Windows") ? ".exe" : "";

  /**
   * One of the JDK's.
   *
   * @throws IllegalArgumentException with a sentence for the user, where this Java has none
   */
  static Tool ofJdk(Path javaHome, String name) {
    Path path = javaHome.resolve("bin").resolve(name + SUFFIX);
    if (!Files.isExecutable(path)) {
      throw new IllegalArgumentException(
          "the Java in "
              + javaHome
              + " has no "
              + name
              + ": install a whole JDK 25, for example temurin-25-jdk, or set JAVA_HOME to one");
    }
    return new Tool(path);
  }

  /**
   * One of the system's.
   *
   * @param searchPath the folders of {@code PATH}
   * @param remedy what brings it
   * @throws IllegalArgumentException with a sentence for the user, where it is absent
   */
  static Tool ofSystem(String searchPath, String name, String remedy) {
    return find(searchPath, name)
        .findFirst()
        .map(Tool::new)
        .orElseThrow(() -> new IllegalArgumentException(name + " is not installed: " + remedy));
  }

  static boolean isThere(String searchPath, String name) {
    return find(searchPath, name).findAny().isPresent();
  }

  private static Stream<Path> find(String searchPath, String name) {
    return Stream.of(searchPath.split(java.io.File.pathSeparator, -1))
        .filter(Predicate.not(String::isBlank))
        .map(folder -> Path.of(folder, name + SUFFIX))
        .filter(Files::isExecutable);
  }

  /**
   * Runs it to its end.
   *
   * @return what it printed
   * @throws IOException with what it printed last, when it ends with another status than 0
   */
  String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(path.toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed;
    try (InputStream out = process.getInputStream()) {
      printed = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          path.getFileName() + " ended with status " + status + ": " + lastLine(printed));
    }
    return printed;
  }

  static String lastLine(String printed) {
    List<String> lines = printed.lines().toList();
    return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
  }
}
