package audiostream.engine.threads;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.libc.LibcFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code SCHED_FIFO}, {@code mlockall} and processor affinity of 64-bit Linux. The first two need
 * the right to them: root, {@code CAP_SYS_NICE}, or limits ({@code rtprio}, {@code memlock}) as
 * members of Debian's group audio have them. Affinity needs none within the process's cpuset. See
 * sched(7), mlock(2), sched_setaffinity(2).
 */
final class LinuxRealTime implements RealTime {

  // bits/sched.h
  private static final int SCHED_OTHER = 0;
  private static final int SCHED_FIFO = 1;
  private static final int SCHED_RESET_ON_FORK = 0x4000_0000;

  /**
   * {@code MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT}: what is reserved but never used takes no
   * memory.
   */
  private static final int ALL_THAT_IS_USED = 1 | 2 | 4;

  /**
   * Below the system's interrupt threads (50) and above what is merely preferred; where the limit
   * is lower, any real-time priority is better than none. The device's thread comes first, since it
   * does not wait.
   */
  private static final int[] PRIORITIES = {40, 20, 8, 2};

  private final LibcFunction policy = LibcFunction.of("sched_getscheduler");
  private final LibcFunction schedule = LibcFunction.of("sched_setscheduler");
  private final LibcFunction lock = LibcFunction.of("mlockall");
  private final LibcFunction affinity = LibcFunction.of("sched_setaffinity");

  static boolean available() {
    return LibcFunction.availableOnLinux();
  }

  @Override
  public Answer enter(Role role) {
    try (Arena arena = Arena.ofConfined()) {
      if ((int) policy.call(0) != SCHED_OTHER) {
        return Answer.HAD_IT;
      }
      MemorySegment parameter = arena.allocate(JAVA_INT); // struct sched_param
      for (int priority : PRIORITIES) {
        parameter.set(JAVA_INT, 0, role == Role.DEVICE ? priority : priority - 1);
        int how = SCHED_FIFO | SCHED_RESET_ON_FORK;
        if ((int) schedule.call(0, how, parameter.address()) == 0) {
          return Answer.GRANTED;
        }
      }
      return Answer.REFUSED;
    }
  }

  @Override
  public Answer lockMemory() {
    return (int) lock.call(ALL_THAT_IS_USED) == 0 ? Answer.GRANTED : Answer.REFUSED;
  }

  @Override
  public Answer pin(Processors processors) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = arena.allocate(Processors.MOST / Byte.SIZE, Long.BYTES); // cpu_set_t
      for (int number : processors.numbers()) {
        long word = mask.getAtIndex(JAVA_LONG, number / Long.SIZE);
        mask.setAtIndex(JAVA_LONG, number / Long.SIZE, word | 1L << number % Long.SIZE);
      }
      return (int) affinity.call(0, mask.byteSize(), mask.address()) == 0
          ? Answer.GRANTED
          : Answer.REFUSED;
    }
  }
}
