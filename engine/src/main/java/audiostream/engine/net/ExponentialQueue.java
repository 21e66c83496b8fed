package audiostream.engine.net;

import java.util.random.RandomGenerator;

/**
 * A first in, first out queue whose waiting times are exponentially distributed, whatever the times
 * at which datagrams come.
 *
 * <p>Nobody overtakes: who comes D after another that waits W' waits at least W' - D. With m the
 * mean, W = max(W' - D, E), where E is drawn from G(x) = (1 - exp(-x/m)) / (1 - exp(-(x+D)/m)).
 * Then P(W &lt;= x) = P(W' &lt;= x + D) G(x) = 1 - exp(-x/m): if W' is exponential, so is W. G is
 * inverted: for an even u, E = -m ln((1 - u) / (1 - u exp(-D/m))).
 */
final class ExponentialQueue {

  private final double meanNs;
  private final RandomGenerator random;
  private double waitNs;
  private long beforeNs;
  private boolean begun;

  /**
   * @param meanNs 0: nobody waits
   */
  ExponentialQueue(double meanNs, RandomGenerator random) {
    this.meanNs = meanNs;
    this.random = random;
  }

  /**
   * How long the next datagram waits.
   *
   * @param nowNs when it comes; an earlier time than the last counts as the same
   */
  double waitNs(long nowNs) {
    if (meanNs == 0) {
      return 0;
    }
    double sinceNs = begun ? Math.max(0, nowNs - beforeNs) : Double.POSITIVE_INFINITY;
    double u = random.nextDouble();
    double drawnNs = -meanNs * Math.log((1 - u) / (1 - u * Math.exp(-sinceNs / meanNs)));
    waitNs = Math.max(waitNs - sinceNs, drawnNs);
    beforeNs = begun ? Math.max(beforeNs, nowNs) : nowNs;
    begun = true;
    return waitNs;
  }
}
