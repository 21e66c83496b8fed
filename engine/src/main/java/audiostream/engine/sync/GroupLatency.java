package audiostream.engine.sync;

/**
 * The latency of a group as a function of the sender's time, so that all its receivers change it in
 * the same moments: it goes from one value to another at a constant speed, from a moment that lies
 * so far ahead that every receiver has heard of it.
 *
 * @param fromNs the latency up to {@code startsAtNs}
 * @param toNs the latency in the end
 * @param startsAtNs on the sender's clock
 */
public record GroupLatency(long fromNs, long toNs, long startsAtNs) {

  /** Half a per cent of speed: a semitone's twelfth. */
  static final double SPEED = 0.005;

  /** A latency that stays. */
  public static GroupLatency constant(long latencyNs) {
    return new GroupLatency(latencyNs, latencyNs, 0);
  }

  /** The latency at a moment of the sender's clock. */
  public double atNs(long senderNs) {
    double goneNs = Math.max(0, senderNs - startsAtNs) * SPEED;
    double wayNs = toNs - fromNs;
    return fromNs + Math.copySign(Math.min(goneNs, Math.abs(wayNs)), wayNs);
  }

  /** Goes somewhere else from a moment on, from wherever it is then. */
  public GroupLatency to(long latencyNs, long senderNs) {
    return new GroupLatency(Math.round(atNs(senderNs)), latencyNs, senderNs);
  }

  /** By how much sound is to be faster at a moment, in ppm: negative while the latency grows. */
  public double ratePpm(long senderNs) {
    boolean moving = senderNs > startsAtNs && Math.round(atNs(senderNs)) != toNs;
    return moving ? -Math.copySign(SPEED * 1e6, (double) (toNs - fromNs)) : 0;
  }
}
