package audiostream.app.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Java's ahead-of-time cache (JEP 483, 514 and 515): the classes that a sender and a receiver load,
 * read and linked beforehand, and how often their methods run, so that the image starts sooner and
 * compiles sooner what matters. It is made by a rehearsal, in which the image sends to itself for
 * some seconds. A Java that cannot use it starts without.
 */
final class StartCache {

  static final String FILE = "audiostream.aot";

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
    Process rehearsal = start(port);
    try {
      if (!rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the rehearsal does not end");
      }
    } finally {
      rehearsal.destroyForcibly();
    }
    if (!Files.exists(app.resolve(FILE))) {
      throw new IOException("this Java made no " + FILE + " in " + app);
    }
  }

  private Process start(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "rehearse", String.valueOf(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + app.resolve(FILE));
    return builder.start();
  }
}
