package audiostream.app.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The program in a folder with its own Java: {@code jlink} cuts the Java down to the modules that
 * it uses, {@code jpackage} adds a native launcher. Both work for the system that they run on only.
 */
public final class AppImage {

  /**
   * By {@code jdeps}; and jdk.unsupported, which holds the signals that end the program in order.
   */
  private static final String MODULES = "java.base,java.desktop,jdk.httpserver,jdk.unsupported";

  private static final String NAME = "audiostream";
  private static final String MAIN_CLASS = "audiostream.app.cli.Main";

  private final Tool jlink;
  private final Tool jpackage;
  private final String osName;
  private final IntSupplier freePort;

  /**
   * @param javaHome of the JDK whose Java goes into it
   * @param osName of the system property {@code os.name}
   * @param freePort gives an even UDP port that is free on loopback, as the one after it is; for a
   *     rehearsal
   * @throws IllegalArgumentException with a sentence for the user, where this Java cannot do it
   */
  public AppImage(Path javaHome, String osName, IntSupplier freePort) {
    this.jlink = Tool.ofJdk(javaHome, "jlink");
    this.jpackage = Tool.ofJdk(javaHome, "jpackage");
    this.osName = osName;
    this.freePort = freePort;
  }

  /**
   * @param target folder that is made; its parent must be there
   */
  public void write(ProgramFiles program, Path target) throws IOException, InterruptedException {
    Path staging = Files.createTempDirectory("audiostream-package");
    try {
      program.copyJars(staging.resolve("jars"));
      StackMaps.add(staging.resolve("jars"));
      Path java = staging.resolve("java");
      jlink.run(cutDown(java));
      jpackage.run(withLauncher(program, staging, java));
      Path made = staging.resolve("made");
      Path image = made.resolve(onMac() ? NAME + ".app" : NAME);
      if (onLinux()) {
        useScript(program, image);
      }
      addCache(image);
      Folders.copy(image, target);
    } finally {
      Folders.delete(staging);
    }
  }

  /**
   * jpackage's launcher first asks dpkg and rpm to which package it belongs, which takes longer
   * than Java's own start. A script starts the same, and systemd sees the same process.
   */
  private static void useScript(ProgramFiles program, Path image) throws IOException {
    String classPath =
        program.jarNames().stream().map("$app/"::concat).collect(Collectors.joining(":"));
    String options = String.join(" ", JvmOptions.ALL);
    Path launcher = image.resolve("bin").resolve(NAME);
    Files.writeString(
        launcher, Template.text("launcher", Map.of("options", options, "classPath", classPath)));
    for (String unused : List.of("libapplauncher.so", "app/.jpackage.xml", "app/audiostream.cfg")) {
      Files.deleteIfExists(image.resolve("lib").resolve(unused));
    }
  }

  /** Not on Windows, where it was never tried. */
  private void addCache(Path image) throws IOException, InterruptedException {
    if (onMac()) {
      Path app = image.resolve("Contents/app");
      new StartCache(image.resolve("Contents/MacOS").resolve(NAME), app).make(freePort.getAsInt());
      Files.writeString(
          app.resolve(NAME + ".cfg"),
          "java-options=-XX:AOTCache=$APPDIR/" + StartCache.FILE + "\n",
          StandardOpenOption.APPEND);
    } else if (onLinux()) {
      new StartCache(image.resolve("bin").resolve(NAME), image.resolve("lib/app"))
          .make(freePort.getAsInt());
    }
  }

  /** Its native commands start the demo's programs. */
  private static List<String> cutDown(Path java) {
    return List.of(
        "--add-modules",
        MODULES,
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--compress",
        "zip-6",
        "--output",
        java.toString());
  }

  private List<String> withLauncher(ProgramFiles program, Path staging, Path java)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--type", "app-image", "--name", NAME));
    arguments.addAll(List.of("--input", staging.resolve("jars").toString()));
    arguments.addAll(List.of("--main-jar", program.mainJar(), "--main-class", MAIN_CLASS));
    arguments.addAll(List.of("--runtime-image", java.toString()));
    arguments.addAll(List.of("--dest", staging.resolve("made").toString()));
    JvmOptions.ALL.forEach(option -> arguments.addAll(List.of("--java-options", option)));
    arguments.addAll(forThisSystem(program, staging));
    return arguments;
  }

  private List<String> forThisSystem(ProgramFiles program, Path staging) throws IOException {
    List<String> version = List.of("--app-version", program.version());
    if (onMac()) {
      // Version numbers of macOS programs begin with 1 at least.
      return program.version().startsWith("0") ? List.of() : version;
    }
    List<String> arguments = new ArrayList<>(version);
    if (onWindows()) {
      arguments.add("--win-console");
    } else {
      Path icon = Files.write(staging.resolve("audiostream.png"), Template.bytes(Icon.PNG));
      arguments.addAll(List.of("--icon", icon.toString()));
    }
    return arguments;
  }

  private boolean onLinux() {
    return osName.equals("Linux");
  }

  private boolean onWindows() {
    return osName.startsWith("Windows");
  }

  private boolean onMac() {
    return osName.startsWith("Mac");
  }
}
