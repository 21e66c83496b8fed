package audiostream.engine.sync;

/**
 * The stream's own clock: which frame was captured at which moment of the sender's clock. A line
 * through what the last sender reports told. One thread; allocates nothing after construction.
 */
public final class MediaClock {

  private static final int REPORTS = 64;

  /** A report that is off by so much begins another line: the input was changed. */
  private static final double STEP_NS = 5_000_000;

  private final double stepNs;
  private final double nominalFrameNs;
  private final double[] frames = new double[REPORTS];
  private final double[] times = new double[REPORTS];
  private int filled;
  private int newest;
  private long originFrame;
  private long originNs;
  private double frameNs;
  private double middleFrame;
  private double middleNs;

  public MediaClock(int rateHz) {
    this(rateHz, STEP_NS);
  }

  /**
   * @param stepNs what begins another line
   */
  public MediaClock(int rateHz, double stepNs) {
    this.stepNs = stepNs;
    nominalFrameNs = 1e9 / rateHz;
    frameNs = nominalFrameNs;
  }

  /** Whether any report was heard. */
  public boolean known() {
    return filled > 0;
  }

  /**
   * A report.
   *
   * @param frame its extended timestamp
   * @param capturedNs on the sender's clock
   */
  public void report(long frame, long capturedNs) {
    if (filled == 0 || Math.abs(capturedNs - capturedNs(frame)) > stepNs) {
      filled = 0;
      newest = -1;
      originFrame = frame;
      originNs = capturedNs;
    }
    newest = (newest + 1) % REPORTS;
    filled = Math.min(REPORTS, filled + 1);
    frames[newest] = frame - originFrame;
    times[newest] = capturedNs - originNs;
    fit();
  }

  private void fit() {
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < filled; i++) {
      sumX += frames[i];
      sumY += times[i];
    }
    middleFrame = sumX / filled;
    middleNs = sumY / filled;
    // As if a second at the nominal rate had been seen: the first reports lie too close together.
    double prior = 1e9 / nominalFrameNs * (1e9 / nominalFrameNs);
    double spreadX = prior;
    double spreadXy = prior * nominalFrameNs;
    for (int i = 0; i < filled; i++) {
      double x = frames[i] - middleFrame;
      spreadX += x * x;
      spreadXy += x * (times[i] - middleNs);
    }
    frameNs = spreadXy / spreadX;
  }

  /** When a frame was captured, on the sender's clock. */
  public long capturedNs(long frame) {
    return originNs + Math.round(middleNs + (frame - originFrame - middleFrame) * frameNs);
  }

  /** The position, in frames and fractions, that was captured at a moment of the sender's clock. */
  public double frameAt(long capturedNs) {
    return originFrame + middleFrame + (capturedNs - originNs - middleNs) / frameNs;
  }

  /** By how much the input's sound card is faster than nominal on the sender's clock, in ppm. */
  public double ratePpm() {
    return (nominalFrameNs / frameNs - 1) * 1e6;
  }
}
