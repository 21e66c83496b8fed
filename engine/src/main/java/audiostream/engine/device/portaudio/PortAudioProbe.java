package audiostream.engine.device.portaudio;

import audiostream.engine.device.Backend.Availability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lets a child process try PortAudio, so that what it may do to a process it does to that one. */
final class PortAudioProbe {

  private static final int FIRST_SIGNAL = 128;

  private final PortAudioLibrary library;
  private final Duration patience;

  /**
   * @param patience how long the child may take
   */
  PortAudioProbe(PortAudioLibrary library, Duration patience) {
    this.library = library;
    this.patience = patience;
  }

  Availability run() {
    List<String> command = command();
    if (command.isEmpty()) {
      // A packaged program without a java launcher: nothing to try it with.
      return well();
    }
    try {
      return judge(start(command));
    } catch (IOException cannotStart) {
      return new Availability.Unavailable(
          "PortAudio could not be tried in a process of its own: " + cannotStart.getMessage());
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process child = builder.start();
    child.getOutputStream().close();
    return child;
  }

  private Availability judge(Process child) {
    try {
      if (!child.waitFor(patience)) {
        return ended("no answer within " + patience.toSeconds() + " s");
      }
      return judge(child.exitValue());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return ended("interrupted");
    } finally {
      child.destroyForcibly();
    }
  }

  private Availability judge(int status) {
    if (status == ProbeMain.WELL) {
      return well();
    }
    if (status >= ProbeMain.ERROR_BASE && status < FIRST_SIGNAL) {
      int error = status - ProbeMain.ERROR_BASE + PortAudioLibrary.FIRST_ERROR;
      return new Availability.Unavailable("PortAudio does not start: " + library.describe(error));
    }
    return ended(
        status > FIRST_SIGNAL ? "signal " + (status - FIRST_SIGNAL) : "exit status " + status);
  }

  private Availability well() {
    return new Availability.Available(library.versionText());
  }

  private static Availability ended(String how) {
    return new Availability.Unavailable(
        "PortAudio ended the probe: "
            + how
            + "; check the sound configuration (on Linux ~/.asoundrc and /etc/asound.conf)");
  }

  /** The same Java with the same classes; empty if there is no launcher. */
  private List<String> command() {
    Path home = Path.of(System.getProperty("java.home"), "bin");
    Path java = home.resolve("java");
    if (!Files.isExecutable(java)) {
      java = home.resolve("java.exe");
    }
    if (!Files.isExecutable(java)) {
      return List.of();
    }
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m"));
    command.addAll(List.of("-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash"));
    command.addAll(classes(ProbeMain.class));
    command.add(library.path());
    return command;
  }

  private static List<String> classes(Class<?> main) {
    Module module = main.getModule();
    if (!module.isNamed()) {
      return List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-cp",
          System.getProperty("java.class.path"),
          main.getName());
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--enable-native-access=" + module.getName());
    String path = System.getProperty("jdk.module.path");
    if (path != null) {
      arguments.addAll(List.of("-p", path));
    }
    arguments.addAll(List.of("-m", module.getName() + "/" + main.getName()));
    return arguments;
  }
}
