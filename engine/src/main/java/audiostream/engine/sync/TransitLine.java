package audiostream.engine.sync;

/**
 * The least transits of one direction, one for each half second of the last two minutes, and the
 * line below them. A transit is arrival minus sending, each on its own side's clock; queueing only
 * ever adds. One thread; allocates nothing after construction.
 */
final class TransitLine {

  static final long BUCKET_NS = 500_000_000L;

  private static final int BUCKETS = 240;

  /** Residuals below this are as good as none, in ns. */
  private static final double FINEST_NS = 5_000;

  /** What the line of a regression leaves below itself. */
  private static final double QUANTILE = 0.04;

  private final double[] times = new double[BUCKETS];
  private final double[] transits = new double[BUCKETS];
  private int filled;
  private int newest;
  private long samples;
  private long bucketEndsNs;
  private double height;

  // Sums of the last weighing.
  private double weightedX;
  private double weightedY;
  private double spreadX;
  private double spreadXy;

  void reset() {
    filled = 0;
    samples = 0;
    height = 0;
    spreadX = 0;
    spreadXy = 0;
  }

  /** How many transits were ever taken. */
  long samples() {
    return samples;
  }

  /**
   * @param time in seconds
   * @param transit in ns
   * @param slope in ns per second, by which transits of one bucket are compared
   * @param nowNs the same time, which tells the bucket
   * @return whether a half second was completed
   */
  boolean add(double time, double transit, double slope, long nowNs) {
    samples++;
    boolean next = filled == 0 || nowNs - bucketEndsNs >= 0;
    if (next) {
      newest = filled == 0 ? 0 : (newest + 1) % BUCKETS;
      filled = Math.min(BUCKETS, filled + 1);
      bucketEndsNs = nowNs + BUCKET_NS;
    }
    if (next || transit - slope * time < transits[newest] - slope * times[newest]) {
      times[newest] = time;
      transits[newest] = transit;
    }
    return next;
  }

  /** Forgets all but the newest half second: the path has changed. */
  void forgetOld() {
    if (filled > 0) {
      times[0] = times[newest];
      transits[0] = transits[newest];
      newest = 0;
      filled = 1;
    }
  }

  /** The least transit, freed of the slope, at time zero. */
  double least(double slope) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < filled; i++) {
      least = Math.min(least, transits[i] - slope * times[i]);
    }
    return least;
  }

  /** How far the third least lies above the least: about twice what the least may be wrong by. */
  double scatter(double slope) {
    double first = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    double third = Double.POSITIVE_INFINITY;
    for (int i = 0; i < filled; i++) {
      double value = transits[i] - slope * times[i];
      if (value < first) {
        third = second;
        second = first;
        first = value;
      } else if (value < second) {
        third = second;
        second = value;
      } else {
        third = Math.min(third, value);
      }
    }
    return filled < 3 ? Double.POSITIVE_INFINITY : third - first;
  }

  /** Weighs every half second by how far it lies from the line, as a quantile regression does. */
  void weigh(double slope) {
    if (filled == 0) {
      return;
    }
    double scale = scale(slope);
    double sumW = 0;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int i = 0; i < filled; i++) {
      double residual = transits[i] - slope * times[i] - height;
      double side = residual > 0 ? QUANTILE : 1 - QUANTILE;
      double weight = side / (Math.max(Math.abs(residual), FINEST_NS) * scale);
      double x = times[i] - times[newest];
      sumW += weight;
      sumX += weight * x;
      sumY += weight * transits[i];
      sumXx += weight * x * x;
      sumXy += weight * x * transits[i];
    }
    spreadX = sumXx - sumX * sumX / sumW;
    spreadXy = sumXy - sumX * sumY / sumW;
    weightedX = sumX / sumW + times[newest];
    weightedY = sumY / sumW;
  }

  private double scale(double slope) {
    double sum = 0;
    for (int i = 0; i < filled; i++) {
      double residual = transits[i] - slope * times[i] - height;
      sum += residual > 0 ? QUANTILE * residual : (QUANTILE - 1) * residual;
    }
    return Math.max(FINEST_NS / 2, sum / filled);
  }

  double spreadX() {
    return spreadX;
  }

  double spreadXy() {
    return spreadXy;
  }

  /** Lays the line with a slope through the weighted middle. */
  void lay(double slope) {
    height = weightedY - slope * weightedX;
  }
}
