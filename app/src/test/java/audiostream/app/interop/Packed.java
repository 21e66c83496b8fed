package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * This project's program as people have it, in jars; with an archive of the classes that it loads,
 * and without the compiler for long runs: tests start it a hundred times and more, and what a start
 * takes of the processor is taken from all tests beside.
 */
final class Packed {

  private static final int PATIENCE_SECONDS = 120;
  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx64m",
          "--enable-native-access=ALL-UNNAMED");

  /** Made at the first use; who comes meanwhile waits. */
  private static final List<String> START = make();

  private Packed() {}

  /** The words that start it, but for its arguments. */
  static List<String> start() {
    return START;
  }

  private static List<String> make() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "packed").toAbsolutePath());
      String classPath = String.join(File.pathSeparator, jars(folder));
      Path archive = folder.resolve("classes.aot");
      Files.deleteIfExists(archive);
      rehearse(classPath, archive, folder);
      List<String> words = new ArrayList<>(JAVA);
      // A Java without an archive of its own makes none of ours.
      if (Files.exists(archive)) {
        words.add("-XX:AOTCache=" + archive);
      }
      words.addAll(List.of("-cp", classPath, Main.class.getName()));
      return List.copyOf(words);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the program cannot be packed", e);
    }
  }

  /** The class path without tests, each of its folders as a jar: an archive takes no others. */
  private static List<String> jars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        jars.add(entry);
      } else if (path.endsWith("classes")) {
        Path jar = folder.resolve(path.getParent().getParent().getFileName() + ".jar");
        pack(path, jar);
        jars.add(jar.toString());
      }
    }
    Path rehearsal = folder.resolve("rehearsal.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rehearsal))) {
      for (Class<?> used : List.of(Rehearsal.class, Ports.class)) {
        String name = used.getName().replace('.', '/') + ".class";
        try (InputStream bytes = used.getResourceAsStream("/" + name)) {
          add(zip, name, Objects.requireNonNull(bytes, name).readAllBytes());
        }
      }
    }
    jars.add(rehearsal.toString());
    return jars;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (Stream<Path> files = Files.walk(classes);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        add(zip, name, Files.readAllBytes(file));
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static void rehearse(String classPath, Path archive, Path folder)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(JAVA);
    words.addAll(List.of("-XX:AOTCacheOutput=" + archive, "-cp", classPath));
    words.add(Rehearsal.class.getName());
    Path said = folder.resolve("rehearsal.txt");
    ProcessBuilder rehearsal =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile());
    // What a sender remembers stays here.
    rehearsal.environment().put("XDG_STATE_HOME", folder.toString());
    Process process = rehearsal.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the rehearsal ends; it said: %s", Files.readString(said)).isTrue();
  }
}
