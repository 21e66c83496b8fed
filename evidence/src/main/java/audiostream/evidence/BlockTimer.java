package audiostream.evidence;

import audiostream.engine.time.Clock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The longest turn, on the wall's clock and on the thread's own processor time: the first is what a
 * sound device sees, with whatever else the machine does; the second leaves out the time in which
 * the thread was not running (other programs, pauses of the collector).
 */
final class BlockTimer {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Clock clock;
  private long worstWallNs;
  private long worstCpuNs;

  BlockTimer(Clock clock) {
    this.clock = clock;
  }

  void time(Runnable turn) {
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long wallBefore = clock.nowNs();
    turn.run();
    long wallNs = clock.nowNs() - wallBefore;
    long cpuNs = THREADS.getCurrentThreadCpuTime() - cpuBefore;
    worstWallNs = Math.max(worstWallNs, wallNs);
    worstCpuNs = Math.max(worstCpuNs, cpuNs);
  }

  double worstWallMs() {
    return worstWallNs / 1e6;
  }

  double worstCpuMs() {
    return worstCpuNs / 1e6;
  }
}
