package audiostream.engine.net;

import java.util.Locale;
import java.util.Optional;

/**
 * What a network does to the datagrams of one direction. The same settings and seed do the same to
 * the same datagrams, sent at the same times.
 *
 * @param loss which datagrams never arrive
 * @param delay how long the others take
 * @param disorder which of them come late or twice
 * @param rate how much passes at most; empty: any amount
 * @param seed of all that is random, any number
 */
public record Impairment(
    Loss loss, Delay delay, Disorder disorder, Optional<RateLimit> rate, long seed) {

  /** A datagram's way through the air and the access point, without any waiting. */
  private static final double WIFI_FLOOR_MS = 1.5;

  private static final Stalls WIFI_STALLS = new Stalls(50, 200, 10);

  /** Nothing is lost, late, disordered or limited. */
  public static Impairment none(long seed) {
    return new Impairment(
        Loss.NONE, new Delay(0, 0, Optional.empty()), Disorder.NONE, Optional.empty(), seed);
  }

  /**
   * Wi-Fi-like, as all tests and figures of this project mean it: first in, first out, a floor of
   * 1.5 ms, exponential queueing, stalls of 50 to 200 ms every 10 s on average.
   *
   * @param meanQueueMs mean, which is also the standard deviation, of the queueing: 0 to 10 000
   */
  public static Impairment wifi(double meanQueueMs, long seed) {
    return none(seed).with(new Delay(WIFI_FLOOR_MS, meanQueueMs, Optional.of(WIFI_STALLS)));
  }

  public Impairment with(Loss other) {
    return new Impairment(other, delay, disorder, rate, seed);
  }

  public Impairment with(Delay other) {
    return new Impairment(loss, other, disorder, rate, seed);
  }

  public Impairment with(Disorder other) {
    return new Impairment(loss, delay, other, rate, seed);
  }

  public Impairment with(RateLimit other) {
    return new Impairment(loss, delay, disorder, Optional.of(other), seed);
  }

  public Impairment withSeed(long other) {
    return new Impairment(loss, delay, disorder, rate, other);
  }

  /**
   * The two-state chain of Gilbert ("Capacity of a Burst-Noise Channel", 1960) and Elliott (1963):
   * before each datagram the link may change between a good and a bad state, in each of which it
   * loses datagrams independently. All are probabilities, 0 to 1.
   *
   * @param goodToBad that a good link turns bad before the next datagram
   * @param badToGood that a bad one turns good
   * @param inGood that a datagram is lost while the link is good
   * @param inBad while it is bad
   */
  public record Loss(double goodToBad, double badToGood, double inGood, double inBad) {

    public static final Loss NONE = random(0);

    public Loss {
      requireProbability("loss, good to bad", goodToBad);
      requireProbability("loss, bad to good", badToGood);
      requireProbability("loss in the good state", inGood);
      requireProbability("loss in the bad state", inBad);
    }

    /** Each datagram on its own, with the same probability. */
    public static Loss random(double fraction) {
      requireProbability("loss", fraction);
      return new Loss(0, 1, fraction, fraction);
    }

    /**
     * Bursts of consecutive losses whose length is geometrically distributed.
     *
     * @param fraction of all datagrams that is lost, 0 to 0.9
     * @param meanLength datagrams, at least 1 and at least {@code fraction / (1 - fraction)}
     */
    public static Loss bursts(double fraction, double meanLength) {
      if (!(fraction >= 0 && fraction <= 0.9)) {
        throw refused("loss in bursts", fraction, "a fraction of 0 to 0.9");
      }
      double shortest = Math.max(1, fraction / (1 - fraction));
      if (!(meanLength >= shortest && meanLength <= 1e6)) {
        throw refused(
            "mean length of a burst",
            meanLength,
            String.format(
                Locale.ROOT, "%s to 1000000 datagrams at a loss of %s", shortest, fraction));
      }
      double badToGood = 1 / meanLength;
      return new Loss(badToGood * fraction / (1 - fraction), badToGood, 0, 1);
    }
  }

  /**
   * The time that a datagram takes: the floor, plus a wait in a queue, plus what is left of a
   * stall.
   *
   * @param floorMs least delay, 0 to 10 000
   * @param meanQueueMs mean of the wait, which is exponentially distributed; 0 to 10 000
   * @param stalls empty: the link never stands still
   */
  public record Delay(double floorMs, double meanQueueMs, Optional<Stalls> stalls) {

    public Delay {
      requireMs("delay", floorMs);
      requireMs("mean queueing", meanQueueMs);
    }
  }

  /**
   * Times in which nothing arrives; at the end of each, all that waited arrives at once. Their
   * lengths are evenly distributed, what lies between them exponentially.
   *
   * @param shortestMs more than 0
   * @param longestMs at least {@code shortestMs}, at most 10 000
   * @param everySeconds on average from one beginning to the next: longer than a mean stall, at
   *     most 86 400
   */
  public record Stalls(double shortestMs, double longestMs, double everySeconds) {

    public Stalls {
      if (!(shortestMs > 0 && shortestMs <= longestMs && longestMs <= 10_000)) {
        throw new IllegalArgumentException(
            "stalls of "
                + shortestMs
                + " to "
                + longestMs
                + " ms: the shortest first, more than 0 and at most 10000 ms");
      }
      if (!(everySeconds > (shortestMs + longestMs) / 2_000 && everySeconds <= 86_400)) {
        throw refused(
            "seconds between stalls",
            everySeconds,
            "more than a mean stall of " + (shortestMs + longestMs) / 2_000 + " s, up to 86400");
      }
    }
  }

  /**
   * @param reorderedFraction of datagrams that is held back so that later ones overtake, 0 to 1
   * @param heldBackMs for how long, 0 to 10 000
   * @param duplicatedFraction of datagrams that arrive twice, at the same time, 0 to 1
   */
  public record Disorder(double reorderedFraction, double heldBackMs, double duplicatedFraction) {

    public static final Disorder NONE = new Disorder(0, 0, 0);

    public Disorder {
      requireProbability("reordering", reorderedFraction);
      requireMs("holding back", heldBackMs);
      requireProbability("duplication", duplicatedFraction);
    }
  }

  /**
   * A bottleneck that passes datagrams one after the other. What would wait longer than its queue
   * is dropped, as routers do.
   *
   * @param bitsPerSecond of whole IPv4 packets: a datagram counts 28 bytes more than it carries; 1
   *     000 to 1e11
   * @param queueMs the longest wait, 0 to 10 000
   */
  public record RateLimit(double bitsPerSecond, double queueMs) {

    public RateLimit {
      if (!(bitsPerSecond >= 1_000 && bitsPerSecond <= 1e11)) {
        throw refused("rate", bitsPerSecond, "bits a second from 1000 to 1e11");
      }
      requireMs("queue of the rate limit", queueMs);
    }
  }

  private static void requireProbability(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw refused(what, value, "a fraction of 0 to 1");
    }
  }

  private static void requireMs(String what, double value) {
    if (!(value >= 0 && value <= 10_000)) {
      throw refused(what, value, "milliseconds from 0 to 10000");
    }
  }

  private static IllegalArgumentException refused(String what, double value, String accepted) {
    return new IllegalArgumentException(what + " " + value + ": " + accepted);
  }
}
