package audiostream.engine.net;

import audiostream.engine.net.Impairment.Stalls;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * When a link stands still. Stalls are drawn as time goes on and the latest remembered, since a
 * datagram that was held back is asked for ahead of those that overtake it.
 */
final class StallTimes {

  /** Far more than there are within the longest time that a datagram is held back. */
  private static final int REMEMBERED = 256;

  private final double shortestNs;
  private final double longestNs;
  private final double meanGapNs;
  private final RandomGenerator random;
  private final long[] beginNs = new long[REMEMBERED];
  private final long[] endNs = new long[REMEMBERED];
  private int latest = -1;

  StallTimes(Stalls stalls, RandomGenerator random) {
    this.shortestNs = stalls.shortestMs() * 1e6;
    this.longestNs = stalls.longestMs() * 1e6;
    this.meanGapNs = stalls.everySeconds() * 1e9 - (shortestNs + longestNs) / 2;
    this.random = random;
    Arrays.fill(endNs, Long.MIN_VALUE);
  }

  /** The first call sets the time from which stalls are drawn. */
  void startFrom(long nowNs) {
    if (latest < 0) {
      draw(nowNs);
    }
  }

  /**
   * When something gets through: when it is ready, or at the end of a stall.
   *
   * @param readyNs not before the time of {@link #startFrom}
   */
  long releaseNs(long readyNs) {
    while (beginNs[latest] <= readyNs) {
      draw(endNs[latest]);
    }
    for (int back = 1; back < REMEMBERED; back++) {
      int stall = Math.floorMod(latest - back, REMEMBERED);
      if (readyNs >= endNs[stall]) {
        return readyNs;
      }
      if (readyNs >= beginNs[stall]) {
        return endNs[stall];
      }
    }
    return readyNs;
  }

  private void draw(long fromNs) {
    latest = (latest + 1) % REMEMBERED;
    double gapNs = -meanGapNs * Math.log(1 - random.nextDouble());
    double lengthNs = shortestNs + (longestNs - shortestNs) * random.nextDouble();
    beginNs[latest] = fromNs + (long) gapNs;
    endNs[latest] = beginNs[latest] + (long) lengthNs;
  }
}
