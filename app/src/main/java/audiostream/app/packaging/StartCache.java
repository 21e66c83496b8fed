package audiostream.app.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Java's ahead-of-time cache (JEP 483, 514 and 515): the classes that a receiver loads, read and
 * linked beforehand, and how often its methods run, so that the image starts sooner. It is made by
 * a rehearsal: the image receives from itself for some seconds. A Java that cannot use it starts
 * without.
 */
final class StartCache {

  static final String FILE = "audiostream.aot";
  private static final int REHEARSAL_SECONDS = 6;
  private static final int PATIENCE_SECONDS = 90;

  private final Path launcher;
  private final Path app;

  /**
   * @param launcher the image's program
   * @param app the image's folder of jars
   */
  StartCache(Path launcher, Path app) {
    this.launcher = launcher;
    this.app = app;
  }

  /**
   * Makes it.
   *
   * @param port an even UDP port that is free on loopback, as the one after it is
   */
  void make(int port) throws IOException, InterruptedException {
    String uri = "rtp://127.0.0.1:" + port;
    Process receiver =
        start(
            List.of(launcher.toString(), "receive", uri, "--output", "silent:", "--no-announce"),
            "-XX:AOTCacheOutput=" + app.resolve(FILE));
    try {
      String seconds = String.valueOf(REHEARSAL_SECONDS);
      end(
          start(
              List.of(
                  launcher.toString(),
                  "send",
                  "--input",
                  "tone:",
                  "--to",
                  uri + "/1",
                  "--duration",
                  seconds),
              ""),
          "the sender of the rehearsal");
      receiver.destroy();
      end(receiver, "the receiver of the rehearsal");
    } finally {
      receiver.destroyForcibly();
    }
    if (!Files.exists(app.resolve(FILE))) {
      throw new IOException("this Java made no " + FILE + " in " + app);
    }
  }

  private static Process start(List<String> command, String javaOptions) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_TOOL_OPTIONS", javaOptions);
    return builder.start();
  }

  private static void end(Process process, String what) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(what + " does not end");
    }
  }
}
