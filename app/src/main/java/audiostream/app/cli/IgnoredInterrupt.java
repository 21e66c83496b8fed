package audiostream.app.cli;

import audiostream.engine.libc.LibcFunction;

/**
 * A shell script that starts a program in the background has it ignore SIGINT, and the JVM then
 * leaves it so. Sound must stop when a script says so: the default disposition is put back, after
 * which the JVM accepts a handler.
 */
final class IgnoredInterrupt {

  private static final int SIGINT = 2;
  private static final long SIG_DFL = 0;

  private IgnoredInterrupt() {}

  static void restore() {
    if (LibcFunction.available()) {
      LibcFunction.of("signal").call(SIGINT, SIG_DFL);
    }
  }
}
