package audiostream.engine.sync;

/**
 * The sender's clock as a receiver knows it: offset and skew, from transits in both directions.
 * Each direction is minimised by itself, since only packets that did not wait carry the truth; if
 * the path takes as long there as back, the offset is half the difference of the two least transits
 * (D. L. Mills, RFC 5905 section 8). An asymmetry of the path is invisible and makes an error of
 * half of it.
 *
 * <p>The stream's own packets come far more often than probes and tell the skew: a quantile
 * regression of all directions with one common slope. They do not tell the offset, since the time
 * between capture and sending is not known.
 *
 * <p>One thread; allocates nothing after construction. Times are in ns on the clock of each side.
 */
public final class ClockFilter {

  /** So many probes there and back are enough to begin with, if they agree so well. */
  private static final int ENOUGH_PROBES = 30;

  private static final double AGREEMENT_NS = 100_000;

  private static final int FEWEST_PROBES = 4;

  /** With fewer probes, or such as differ, it begins after so long all the same. */
  private static final long PATIENCE_NS = 1_600_000_000L;

  private static final int ROUNDS = 4;

  /** How far two machines' clocks are apart, as a standard deviation, in ns per second. */
  private static final double USUAL_SKEW = 100_000;

  /** Two transits that add up to less than nothing: a clock was set. */
  private static final double IMPOSSIBLE_NS = -1_000_000;

  // Transits down fall when the sender's clock gains, transits up rise.
  private final TransitLine media = new TransitLine();
  private final TransitLine down = new TransitLine();
  private final TransitLine up = new TransitLine();
  private boolean started;
  private long originNs;
  private long offsetOriginNs;
  private double skew;
  private double offsetNs;
  private double uncertaintyNs = Double.POSITIVE_INFINITY;
  private boolean locked;

  /** Forgets everything: another sender. */
  public void reset() {
    started = false;
    locked = false;
    skew = 0;
    offsetNs = 0;
    uncertaintyNs = Double.POSITIVE_INFINITY;
    media.reset();
    down.reset();
    up.reset();
  }

  /**
   * A packet of the stream.
   *
   * @param sentNs some moment of it on the sender's clock, the same for every packet
   * @param arrivedNs on ours
   */
  public void media(long sentNs, long arrivedNs) {
    if (started) {
      boolean completed =
          media.add(seconds(arrivedNs), transit(arrivedNs, sentNs), -skew, arrivedNs);
      if (completed && locked) {
        settle(arrivedNs);
      }
    }
  }

  /**
   * A probe and its answer: the four times of NTP.
   *
   * @param askedNs when the probe was sent, on our clock
   * @param heardNs when it came, on the sender's
   * @param answeredNs when the answer was sent, on the sender's
   * @param arrivedNs when that came, on ours
   */
  public void exchange(long askedNs, long heardNs, long answeredNs, long arrivedNs) {
    if (!started) {
      started = true;
      originNs = askedNs;
      offsetOriginNs = heardNs - askedNs;
    }
    up.add(seconds(askedNs), -transit(askedNs, heardNs), skew, askedNs);
    boolean completed =
        down.add(seconds(arrivedNs), transit(arrivedNs, answeredNs), -skew, arrivedNs);
    if (completed || !locked) {
      settle(arrivedNs);
    }
  }

  private double seconds(long ourNs) {
    return (ourNs - originNs) * 1e-9;
  }

  /** Our time minus the sender's, but for the first difference that was seen. */
  private double transit(long ourNs, long sendersNs) {
    return (double) (ourNs - sendersNs + offsetOriginNs);
  }

  private void settle(long nowNs) {
    for (int round = 0; round < ROUNDS; round++) {
      fit();
    }
    double least = up.least(skew) + down.least(-skew);
    if (least < IMPOSSIBLE_NS) {
      up.forgetOld();
      down.forgetOld();
      media.forgetOld();
    }
    offsetNs = (up.least(skew) - down.least(-skew)) / 2;
    uncertaintyNs = (up.scatter(skew) + down.scatter(-skew)) / 4;
    long probes = Math.min(up.samples(), down.samples());
    boolean waited = nowNs - originNs > PATIENCE_NS && probes >= FEWEST_PROBES;
    locked |= waited || (probes >= ENOUGH_PROBES && uncertaintyNs < AGREEMENT_NS);
  }

  private void fit() {
    double spreadX = 1 / (USUAL_SKEW * USUAL_SKEW);
    media.weigh(-skew);
    down.weigh(-skew);
    up.weigh(skew);
    spreadX += media.spreadX() + down.spreadX() + up.spreadX();
    skew = (up.spreadXy() - down.spreadXy() - media.spreadXy()) / spreadX;
    media.lay(-skew);
    down.lay(-skew);
    up.lay(skew);
  }

  /** Whether the sender's time is known well enough to play by it. */
  public boolean locked() {
    return locked;
  }

  /** The sender's clock at a moment of ours; {@link #locked} only. */
  public long senderNs(long ourNs) {
    return ourNs + offsetNs(ourNs);
  }

  /** The sender's clock minus ours at a moment of ours. */
  public long offsetNs(long ourNs) {
    return offsetOriginNs + Math.round(offsetNs + skew * seconds(ourNs));
  }

  /** By how much the sender's clock is faster than ours, in parts per million. */
  public double skewPpm() {
    return skew / 1_000;
  }

  /** How much the offset may be wrong, about as a standard deviation, an asymmetric path aside. */
  public double uncertaintyNs() {
    return uncertaintyNs;
  }
}
