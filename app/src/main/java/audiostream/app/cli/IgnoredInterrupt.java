package audiostream.app.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A shell script that starts a program in the background has it ignore SIGINT, and the JVM then
 * leaves it so. Sound must stop when a script says so: the default disposition is put back, after
 * which the JVM accepts a handler.
 */
final class IgnoredInterrupt {

  private static final int SIGINT = 2;
  private static final MemorySegment SIG_DFL = MemorySegment.NULL;

  private IgnoredInterrupt() {}

  @SuppressWarnings("restricted") // one call into libc, with the signature that POSIX gives it
  static void restore() {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> signal = linker.defaultLookup().find("signal");
    if (signal.isEmpty()) {
      return;
    }
    MethodHandle set =
        linker.downcallHandle(
            signal.get(),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try {
      MemorySegment before = (MemorySegment) set.invokeExact(SIGINT, SIG_DFL);
      assert before != null;
    } catch (Throwable e) {
      throw new IllegalStateException("signal(SIGINT, SIG_DFL)", e);
    }
  }
}
