package audiostream.engine.jitter;

/**
 * How a receiver chooses its latency.
 *
 * @param startNs what it starts with, between the bounds
 * @param leastNs never less than this, unless the output device needs more
 * @param mostNs never more
 * @param glitchIntervalNs a late packet may disturb so often
 * @param falls whether it may become shorter while playing
 */
public record LatencyPolicy(
    long startNs, long leastNs, long mostNs, long glitchIntervalNs, boolean falls) {

  public static final long MIN_FIXED_NS = 1_000_000L;
  public static final long MAX_FIXED_NS = 10_000_000_000L;
  public static final long MIN_AUTO_NS = 5_000_000L;
  public static final long MAX_AUTO_NS = 2_000_000_000L;
  public static final long DEFAULT_START_NS = 60_000_000L;
  public static final long DEFAULT_MOST_NS = 500_000_000L;
  public static final long DEFAULT_GLITCH_INTERVAL_NS = 600_000_000_000L;
  private static final long LEAST_GLITCH_INTERVAL_NS = 1_000_000_000L;

  public LatencyPolicy {
    if (leastNs > mostNs) {
      throw new IllegalArgumentException(
          "latency from " + ms(leastNs) + " to " + ms(mostNs) + " ms: the least is above the most");
    }
    if (startNs < leastNs || startNs > mostNs || leastNs < MIN_FIXED_NS || mostNs > MAX_FIXED_NS) {
      throw new IllegalArgumentException(
          "latency " + ms(startNs) + " ms: " + ms(leastNs) + " to " + ms(mostNs));
    }
    if (glitchIntervalNs < LEAST_GLITCH_INTERVAL_NS) {
      throw new IllegalArgumentException(
          "a glitch every " + glitchIntervalNs / 1e9 + " s: at least 1 s");
    }
  }

  /**
   * One latency for ever.
   *
   * @param latencyNs 1 ms to 10 s
   */
  public static LatencyPolicy fixed(long latencyNs) {
    if (latencyNs < MIN_FIXED_NS || latencyNs > MAX_FIXED_NS) {
      throw new IllegalArgumentException(
          "latency " + ms(latencyNs) + " ms: " + ms(MIN_FIXED_NS) + " to " + ms(MAX_FIXED_NS));
    }
    return new LatencyPolicy(latencyNs, latencyNs, latencyNs, DEFAULT_GLITCH_INTERVAL_NS, false);
  }

  /**
   * The shortest that the network allows.
   *
   * @param leastNs 5 ms to 2 s
   * @param mostNs 5 ms to 2 s
   */
  public static LatencyPolicy auto(
      long leastNs, long mostNs, long glitchIntervalNs, boolean falls) {
    if (leastNs < MIN_AUTO_NS || mostNs > MAX_AUTO_NS) {
      throw new IllegalArgumentException(
          "latency from "
              + ms(leastNs)
              + " to "
              + ms(mostNs)
              + " ms: "
              + ms(MIN_AUTO_NS)
              + " to "
              + ms(MAX_AUTO_NS));
    }
    long startNs = Math.max(leastNs, Math.min(mostNs, DEFAULT_START_NS));
    return new LatencyPolicy(startNs, leastNs, mostNs, glitchIntervalNs, falls);
  }

  /** What is used when nothing is said. */
  public static LatencyPolicy standard() {
    return auto(MIN_AUTO_NS, DEFAULT_MOST_NS, DEFAULT_GLITCH_INTERVAL_NS, true);
  }

  /** Whether it can change at all. */
  public boolean fixed() {
    return leastNs == mostNs;
  }

  private static String ms(long ns) {
    return ns % 1_000_000 == 0 ? Long.toString(ns / 1_000_000) : Double.toString(ns / 1e6);
  }
}
