package audiostream.engine.jitter;

import java.util.Arrays;

/**
 * How late packets have come: for each second of the last ten minutes, how much the latest packet
 * of that second waited beyond the fastest. From it follows how much waiting must be allowed for so
 * that packets are late no more often than is bearable. A packet that is lost leaves no trace here.
 *
 * <p>Pulling thread only; allocates nothing after construction.
 */
public final class ArrivalHistory {

  private static final int SECONDS = 600;
  private static final long SECOND_NS = 1_000_000_000L;

  /** What the tail is judged by, at most. */
  private static final int TAIL = 24;

  /** What is not known after a few seconds is not made up either, times what was seen. */
  private static final double LARGEST_ALLOWANCE = 0.5;

  private final long[] peaks = new long[SECONDS];
  private final long[] tail = new long[TAIL];
  private int filled;
  private int current;
  private long secondEndsNs;

  /** Forgets everything. */
  public void reset() {
    filled = 0;
    current = 0;
  }

  /**
   * Takes an arrival.
   *
   * @param excessNs arrival minus what it would be without waiting
   * @return whether a second of history was completed by it
   */
  public boolean add(long excessNs, long arrivedNs) {
    boolean next = filled == 0 || arrivedNs - secondEndsNs >= 0;
    if (next) {
      current = filled == 0 ? 0 : (current + 1) % SECONDS;
      filled = Math.min(SECONDS, filled + 1);
      peaks[current] = 0;
      secondEndsNs = arrivedNs + SECOND_NS;
    }
    peaks[current] = Math.max(peaks[current], excessNs);
    return next;
  }

  /** Seconds in which anything arrived, up to 600. */
  public int seconds() {
    return filled;
  }

  /**
   * How much waiting to allow for, in ns, so that late packets disturb at most once in an interval.
   * Seconds with a late packet are counted as one disturbance. While the history is shorter than
   * the interval, what has not been seen yet is allowed for as if the greatest waits went on
   * thinning out exponentially.
   */
  public long allowanceNs(long intervalNs) {
    if (filled == 0) {
      return 0;
    }
    double intervals = filled * (double) SECOND_NS / intervalNs;
    int bearable = (int) Math.min(TAIL - 1, Math.floor(intervals));
    int taken = collectTail(bearable + 1);
    long seen = tail[Math.min(bearable, taken - 1)];
    return intervals >= 1 || taken < 3 ? seen : seen + unseenNs(seen, taken, intervals);
  }

  private long unseenNs(long seen, int taken, double intervals) {
    double sum = 0;
    for (int i = 0; i < taken; i++) {
      sum += tail[i] - tail[taken - 1];
    }
    double scaleNs = sum / taken;
    double more = scaleNs * Math.log(1 / intervals);
    return Math.round(Math.min(more, LARGEST_ALLOWANCE * seen));
  }

  /** The greatest peaks, in falling order; a tenth of all, at least three where there are. */
  private int collectTail(int atLeast) {
    int wanted = Math.min(filled, Math.clamp(filled / 10, Math.max(3, atLeast), TAIL));
    Arrays.fill(tail, 0, wanted, Long.MIN_VALUE);
    for (int i = 0; i < filled; i++) {
      insert(peaks[i], wanted);
    }
    return wanted;
  }

  private void insert(long peak, int wanted) {
    int at = wanted - 1;
    if (peak <= tail[at]) {
      return;
    }
    while (at > 0 && tail[at - 1] < peak) {
      tail[at] = tail[at - 1];
      at--;
    }
    tail[at] = peak;
  }
}
