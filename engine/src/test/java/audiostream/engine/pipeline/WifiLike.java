package audiostream.engine.pipeline;

import java.util.Random;

/**
 * How long packets wait in a wireless network: first in, first out; the waiting time is
 * exponentially distributed with a given mean; and every ten seconds on average everything stalls
 * for 50 to 200 ms, after which all that waited arrives at once.
 */
final class WifiLike {

  static final long FLOOR_NS = 1_500_000L;

  private final Random random;
  private final double meanNs;
  private final boolean stalls;
  private double waitedNs;
  private long sentBeforeNs;
  private long stallEndsNs = Long.MIN_VALUE;
  private long nextStallNs;

  WifiLike(long seed, double meanMs, boolean stalls) {
    this.random = new Random(seed);
    this.meanNs = meanMs * 1e6;
    this.stalls = stalls;
    this.nextStallNs = pauseNs();
  }

  private long pauseNs() {
    return (long) (-Math.log(1 - random.nextDouble()) * 10e9);
  }

  /** When a packet that is sent now arrives; calls in the order of sending. */
  long arrivalNs(long sentNs) {
    double gapNs = sentNs - sentBeforeNs;
    sentBeforeNs = sentNs;
    double uniform = random.nextDouble();
    double rest = (1 - uniform) / (1 - uniform * Math.exp(-gapNs / meanNs));
    // Drawn so that what results from waiting in line has the exponential distribution.
    waitedNs = Math.max(waitedNs - gapNs, -meanNs * Math.log(rest));
    long arrivalNs = sentNs + FLOOR_NS + Math.round(waitedNs);
    return stalls ? Math.max(arrivalNs, stallEndNs(arrivalNs)) : arrivalNs;
  }

  private long stallEndNs(long arrivalNs) {
    while (arrivalNs >= nextStallNs) {
      stallEndsNs = nextStallNs + 50_000_000L + random.nextInt(150_000_000);
      nextStallNs = stallEndsNs + pauseNs();
    }
    return stallEndsNs;
  }
}
