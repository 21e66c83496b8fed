package audiostream.engine.jitter;

/**
 * Where the sender's timeline lies on the receiver's clock, told by the fastest packets. A packet's
 * transit is its arrival minus its frame's time on the sender's timeline; queueing only ever adds
 * to it, and the two clocks drift apart, so the transits of the packets that never waited lie on a
 * straight line below all others. Its slope is the difference of the clocks; its height, the floor.
 *
 * <p>The least transit of each half second is kept, for two minutes. The line is their {@value
 * #QUANTILE} quantile: a linear quantile regression (Koenker and Bassett, "Regression Quantiles",
 * Econometrica 1978), found by a few rounds of reweighted least squares, with a prior that knows
 * how far sound cards are apart. Half seconds in which everything waited do not pull it up.
 *
 * <p>A path that has become faster is believed after two half seconds in a row; one that has become
 * slower, after {@value #RISE_BUCKETS} of them, since queues come and go. Then the history is moved
 * with it, so that the slope stays known.
 *
 * <p>Pulling thread only; allocates nothing after construction. The transits' origin is arbitrary.
 */
public final class ArrivalModel {

  static final long BUCKET_NS = 500_000_000L;

  private static final int BUCKETS = 240;
  private static final int RISE_BUCKETS = 12;
  private static final double QUANTILE = 0.04;
  private static final int ROUNDS = 4;

  /** How far two sound cards' rates are apart, as a standard deviation, in ns per second. */
  private static final double USUAL_SKEW = 100_000;

  /** Residuals below this are as good as none, in ns. */
  private static final double FINEST_NS = 10_000;

  /** A change of the path; what is less is followed by the line itself. */
  private static final double STEP_DOWN_NS = 1_000_000;

  private static final double STEP_UP_NS = 5_000_000;

  // One for each half second, as a ring; times in seconds and transits in ns, from the origins.
  private final double[] times = new double[BUCKETS];
  private final double[] transits = new double[BUCKETS];
  private int filled;
  private int newest;

  private boolean known;
  private long timeOriginNs;
  private long transitOriginNs;
  private long bucketEndsNs;
  // The line: transit = height + slope x time.
  private double height;
  private double slope;
  private double shiftedNs;

  /** Forgets everything. */
  public void reset() {
    known = false;
    filled = 0;
    shiftedNs = 0;
  }

  /** Whether any arrival is known. */
  public boolean known() {
    return known;
  }

  /**
   * Takes an arrival.
   *
   * @param transitNs arrival minus timeline
   * @param arrivedNs time of arrival
   */
  public void add(long transitNs, long arrivedNs) {
    if (!known) {
      begin(transitNs, arrivedNs);
    }
    double time = (arrivedNs - timeOriginNs) * 1e-9;
    double transit = transitNs - transitOriginNs;
    if (filled == 0 || arrivedNs - bucketEndsNs >= 0) {
      openBucket(time, transit, arrivedNs);
    } else if (transit - slope * time < transits[newest] - slope * times[newest]) {
      times[newest] = time;
      transits[newest] = transit;
    }
    if (filled == 1) {
      height = transits[newest] - slope * times[newest];
    }
  }

  private void begin(long transitNs, long arrivedNs) {
    known = true;
    filled = 0;
    timeOriginNs = arrivedNs;
    transitOriginNs = transitNs;
    height = 0;
    slope = 0;
  }

  private void openBucket(double time, double transit, long arrivedNs) {
    if (filled > 0) {
      followSteps();
      fit();
    }
    newest = filled == 0 ? 0 : (newest + 1) % BUCKETS;
    filled = Math.min(BUCKETS, filled + 1);
    times[newest] = time;
    transits[newest] = transit;
    bucketEndsNs = arrivedNs + BUCKET_NS;
  }

  /** A frame's floor: arrival minus timeline of a packet that does not wait; known() only. */
  public long floorNs(long nowNs) {
    return transitOriginNs + Math.round(lineAt((nowNs - timeOriginNs) * 1e-9));
  }

  /** By how much the sender's clock is faster than ours, in parts per million. */
  public double senderPpm() {
    return -slope / 1_000;
  }

  /** For how long it has been learning, at most the two minutes that it remembers. */
  public long learnedNs() {
    return filled * BUCKET_NS;
  }

  /**
   * Believes at once that the path has become slower, by what the last second shows: for when
   * nothing arrives in time any more, and holding on would only prolong the silence.
   */
  public void rise() {
    if (filled > 2) {
      shift(Math.max(0, leastExcess(2)), 2);
    }
  }

  /** By how much the floor was moved at one stroke since the last call, in ns. */
  public long takeShiftNs() {
    long sum = Math.round(shiftedNs);
    shiftedNs = 0;
    return sum;
  }

  private double lineAt(double time) {
    return height + slope * time;
  }

  private double excess(int bucket) {
    return transits[bucket] - lineAt(times[bucket]);
  }

  /** The least excess of the newest buckets. */
  private double leastExcess(int buckets) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < buckets; i++) {
      least = Math.min(least, excess(Math.floorMod(newest - i, BUCKETS)));
    }
    return least;
  }

  private double greatestExcess(int buckets) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < buckets; i++) {
      greatest = Math.max(greatest, excess(Math.floorMod(newest - i, BUCKETS)));
    }
    return greatest;
  }

  private void followSteps() {
    if (filled > 2 && greatestExcess(2) < -STEP_DOWN_NS - doubtNs()) {
      shift(greatestExcess(2), 2);
    } else if (filled > RISE_BUCKETS && leastExcess(RISE_BUCKETS) > STEP_UP_NS) {
      shift(leastExcess(RISE_BUCKETS), RISE_BUCKETS);
    }
  }

  /** What the line may be wrong by while it is young and its slope hardly known. */
  private double doubtNs() {
    return USUAL_SKEW * 10 / filled;
  }

  /** Moves the line and all but the newest buckets. */
  private void shift(double byNs, int exceptBuckets) {
    height += byNs;
    shiftedNs += byNs;
    for (int i = exceptBuckets; i < filled; i++) {
      transits[Math.floorMod(newest - i, BUCKETS)] += byNs;
    }
  }

  private void fit() {
    for (int round = 0; round < ROUNDS; round++) {
      fitOnce(scaleNs());
    }
  }

  /** The mean of the regression's loss: how far the points scatter, as the quantile sees it. */
  private double scaleNs() {
    double sum = 0;
    for (int i = 0; i < filled; i++) {
      double residual = excess(i);
      sum += residual > 0 ? QUANTILE * residual : (QUANTILE - 1) * residual;
    }
    return Math.max(FINEST_NS / 2, sum / filled);
  }

  private void fitOnce(double scaleNs) {
    double sumW = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    double middle = times[newest];
    for (int i = 0; i < filled; i++) {
      double residual = excess(i);
      double side = residual > 0 ? QUANTILE : 1 - QUANTILE;
      double weight = side / (Math.max(Math.abs(residual), FINEST_NS) * scaleNs);
      double x = times[i] - middle;
      sumW += weight;
      sumX += weight * x;
      sumY += weight * transits[i];
      sumXx += weight * x * x;
      sumXy += weight * x * transits[i];
    }
    double prior = 1 / (USUAL_SKEW * USUAL_SKEW);
    double spread = sumXx - sumX * sumX / sumW + prior;
    slope = (sumXy - sumX * sumY / sumW) / spread;
    height = (sumY - slope * sumX) / sumW - slope * middle;
  }
}
