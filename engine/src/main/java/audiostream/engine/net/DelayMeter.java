package audiostream.engine.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long datagrams were under way, and how exactly they left. Written by the delivery agent, read
 * by one other thread.
 */
final class DelayMeter {

  private volatile long datagrams;
  private volatile long delaySumNs;
  private volatile long behindSumNs;
  private final AtomicLong longestNs = new AtomicLong();
  private final AtomicLong worstBehindNs = new AtomicLong();

  /**
   * @param delayNs from arrival to departure
   * @param behindNs from the time at which it was due to departure
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void add(long delayNs, long behindNs) {
    datagrams++;
    delaySumNs += delayNs;
    behindSumNs += behindNs;
    longestNs.accumulateAndGet(delayNs, Math::max);
    worstBehindNs.accumulateAndGet(behindNs, Math::max);
  }

  /** Begins the maxima anew. */
  DelaySnapshot snapshot() {
    return new DelaySnapshot(
        datagrams,
        delaySumNs / 1e6,
        behindSumNs / 1e6,
        longestNs.getAndSet(0) / 1e6,
        worstBehindNs.getAndSet(0) / 1e6);
  }
}
