package audiostream.app.cli;

import org.jspecify.annotations.Nullable;

/** A duration on the command line. */
final class Seconds {

  private static final double MAX_SECONDS = 1e9;

  private Seconds() {}

  /** In ns; {@code Long.MAX_VALUE} where none was given. */
  static long toNs(@Nullable Double seconds) {
    if (seconds == null) {
      return Long.MAX_VALUE;
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new WrongUseException("--duration " + seconds + ": seconds, more than 0");
    }
    return (long) (seconds * 1e9);
  }
}
