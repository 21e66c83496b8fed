package audiostream.engine.jitter;

import java.util.Arrays;

/**
 * The fastest recent transit: arrival time minus the frame's time on the sender's timeline.
 * Queueing only ever adds, so the smallest transit of the last seconds tells where the timeline
 * lies. Its origin is arbitrary: transits are only compared with each other.
 *
 * <p>Buckets of half a second are filled in turn; silence on the network empties none, so that
 * after an interruption the old floor holds until new arrivals replace it.
 */
public final class ArrivalFloor {

  private static final int BUCKETS = 10;
  private static final long BUCKET_NS = 500_000_000L;

  private final long[] minima = new long[BUCKETS];
  private int current;
  private int filled;
  private long bucketEndsNs;

  /** Forgets everything. */
  public void reset() {
    filled = 0;
  }

  /** Whether any arrival is known. */
  public boolean known() {
    return filled > 0;
  }

  /**
   * @param transitNs arrival minus timeline
   * @param arrivedNs time of arrival
   */
  public void add(long transitNs, long arrivedNs) {
    if (filled == 0) {
      Arrays.fill(minima, Long.MAX_VALUE);
      current = 0;
      filled = 1;
      bucketEndsNs = arrivedNs + BUCKET_NS;
    } else if (arrivedNs - bucketEndsNs >= 0) {
      current = (current + 1) % BUCKETS;
      filled = Math.min(BUCKETS, filled + 1);
      minima[current] = Long.MAX_VALUE;
      bucketEndsNs = arrivedNs + BUCKET_NS;
    }
    minima[current] = Math.min(minima[current], transitNs);
  }

  /**
   * The smallest transit of the last five seconds in which anything arrived; {@link #known()} only.
   */
  public long floorNs() {
    long least = Long.MAX_VALUE;
    for (long minimum : minima) {
      least = Math.min(least, minimum);
    }
    return least;
  }

  /** Whether the whole window has been filled since the start. */
  public boolean settled() {
    return filled == BUCKETS;
  }
}
