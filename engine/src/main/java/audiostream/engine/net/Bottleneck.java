package audiostream.engine.net;

import audiostream.engine.net.Impairment.RateLimit;

/** Passes datagrams one after the other at the speed of a {@link RateLimit}. */
final class Bottleneck {

  /** What an IPv4 and a UDP header add to a datagram. */
  private static final int HEADER_BYTES = 28;

  private final double nsPerByte;
  private final long queueNs;
  private double freeNs = Double.NEGATIVE_INFINITY;

  Bottleneck(RateLimit limit) {
    nsPerByte = 8e9 / limit.bitsPerSecond();
    queueNs = (long) (limit.queueMs() * 1e6);
  }

  /** Whether a datagram that comes now would have to wait for too long. */
  boolean isFull(long nowNs) {
    return freeNs - nowNs > queueNs;
  }

  /** When a datagram that comes now has passed whole. */
  long passedNs(int bytes, long nowNs) {
    freeNs = Math.max((double) nowNs, freeNs) + (bytes + HEADER_BYTES) * nsPerByte;
    return (long) Math.ceil(freeNs);
  }
}
