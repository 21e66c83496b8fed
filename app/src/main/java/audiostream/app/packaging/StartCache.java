package audiostream.app.packaging;

import java.io.IOException;
import java.nio.charset.Charset;
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

  /** Six seconds of sound; then Java lays out the cache, on a small machine for a minute. */
  private static final int PATIENCE_SECONDS = 300;

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
   * @throws IOException with what the rehearsal said last, when it failed: a cache would not hold
   *     what it has not met
   */
  void make(int port) throws IOException, InterruptedException {
    Path said = Files.createTempFile("audiostream-rehearsal", ".txt");
    try {
      Process rehearsal = start(port, said);
      try {
        if (!rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException(
              "the rehearsal does not end in " + PATIENCE_SECONDS + " s: " + lastOf(said));
        }
      } finally {
        rehearsal.destroyForcibly();
      }
      if (rehearsal.exitValue() != 0) {
        throw new IOException(
            "the rehearsal ended with status " + rehearsal.exitValue() + ": " + lastOf(said));
      }
      if (!Files.exists(app.resolve(FILE))) {
        throw new IOException("this Java made no " + FILE + " in " + app + ": " + lastOf(said));
      }
    } finally {
      Files.delete(said);
    }
  }

  private static String lastOf(Path said) throws IOException {
    return Tool.lastLine(Files.readString(said, Charset.defaultCharset()));
  }

  private Process start(int port, Path said) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(launcher.toString(), "rehearse", String.valueOf(port))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD) // the sound
            .redirectError(said.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + app.resolve(FILE));
    return builder.start();
  }
}
