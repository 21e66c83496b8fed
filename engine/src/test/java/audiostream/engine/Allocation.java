package audiostream.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** What the calling thread allocates where it is to allocate nothing. */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MOST_ROUNDS = 40;
  private static final int QUIET_ROUNDS = 2;

  private Allocation() {}

  /** So much of what is to allocate nothing that all that belongs to it occurs. */
  public interface Round {
    void run() throws IOException;
  }

  /**
   * Repeats a round until it has allocated nothing twice in a row. What allocates in every round
   * never does so, and fails after 40.
   *
   * <p>One round that allocates after one that did not proves nothing. Java itself allocates on the
   * thread that hands a method to the optimizing compiler, before it does so, once each: the
   * constant strings of the method's class (24 bytes and 32 more for an exception's message of nine
   * letters), and the classes of its signature. How late that comes depends on what else the
   * machine does.
   */
  public static void shouldSettleAtNothing(Round round) throws IOException {
    List<Long> rounds = new ArrayList<>();
    int quiet = 0;
    while (quiet < QUIET_ROUNDS && rounds.size() < MOST_ROUNDS) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      round.run();
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      rounds.add(bytes);
      quiet = bytes == 0 ? quiet + 1 : 0;
    }
    assertThat(quiet)
        .as("rounds in a row that allocate nothing; bytes of each: %s", rounds)
        .isEqualTo(QUIET_ROUNDS);
  }
}
