package audiostream.engine.time;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.libc.LibcFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * clock_nanosleep(2) of 64-bit Linux: one system call. Parking takes a lock that is released by a
 * second one, because whoever else may unpark the thread might wait for it, and some code around
 * them: together a tenth of what a sender of one stream costs. Any thread; allocates nothing after
 * a thread's first sleep.
 */
final class LinuxSleep {

  private static final long CLOCK_MONOTONIC = 1;
  private static final long RELATIVE = 0;
  private static final long SECOND_NS = 1_000_000_000L;

  private static final @Nullable LibcFunction CLOCK_NANOSLEEP =
      LibcFunction.availableOnLinux() ? LibcFunction.find("clock_nanosleep").orElse(null) : null;

  /** Whether this system has it and lets us use it. */
  static final boolean AVAILABLE = CLOCK_NANOSLEEP != null;

  /** A struct timespec for each thread. */
  private static final ThreadLocal<MemorySegment> DURATION =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(JAVA_LONG, 2));

  private LinuxSleep() {}

  /**
   * May end early, by a signal.
   *
   * @param ns at least 0
   */
  static void sleep(long ns) {
    LibcFunction clockNanosleep = CLOCK_NANOSLEEP;
    if (clockNanosleep == null) {
      throw new IllegalStateException("no clock_nanosleep");
    }
    MemorySegment duration = DURATION.get();
    duration.setAtIndex(JAVA_LONG, 0, ns / SECOND_NS);
    duration.setAtIndex(JAVA_LONG, 1, ns % SECOND_NS);
    clockNanosleep.call(CLOCK_MONOTONIC, RELATIVE, duration.address(), 0, 0, 0);
  }
}
