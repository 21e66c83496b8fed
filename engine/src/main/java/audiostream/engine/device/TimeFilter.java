package audiostream.engine.device;

/**
 * Takes the jitter out of the times at which a device exchanges blocks: a delay-locked loop of
 * second order, after Fons Adriaensen, "Using a DLL to filter time" (Linux Audio Conference 2005).
 * It learns how long the device's frames really last and predicts each block from the ones before;
 * a measured time only pulls the prediction towards it.
 *
 * <p>The loop starts wide, to settle within a second or so, and narrows to {@value #NARROWEST_HZ}
 * Hz. One thread; allocates nothing.
 */
public final class TimeFilter {

  private static final double NARROWEST_HZ = 0.1;
  private static final double WIDEST_HZ = 2;

  /** Beyond this the loop would take seconds to follow: it starts anew from the measured time. */
  private static final double RESTART_NS = 250e6;

  /** Keeps the loop stable where blocks last long compared with its bandwidth. */
  private static final double LARGEST_OMEGA = 0.5;

  private final double nominalFrameNs;
  private double frameNs;
  private boolean running;
  private long originNs;
  // Of the block to come, relative to the origin: a double then holds it to the nanosecond for
  // months.
  private double nextNs;
  private double elapsedNs;

  /** As {@link #elapsedNs}, but through all restarts: what was learnt of the rate stays. */
  private double servedNs;

  /**
   * @param rateHz the device's nominal rate
   */
  public TimeFilter(int rateHz) {
    nominalFrameNs = 1e9 / rateHz;
    frameNs = nominalFrameNs;
  }

  /**
   * @param measuredNs when the first frame of this block was captured or will sound, as measured
   * @param frames how many frames it has
   * @return the same, filtered
   */
  public long filter(long measuredNs, int frames) {
    double errorNs = running ? measuredNs - originNs - nextNs : Double.POSITIVE_INFINITY;
    if (!(Math.abs(errorNs) < RESTART_NS)) {
      begin(measuredNs);
      errorNs = 0;
    }
    double lastedNs = frames * frameNs;
    double omega = omega(elapsedNs, lastedNs);
    double rateOmega = omega(servedNs, lastedNs);
    double timeNs = nextNs + Math.sqrt(2) * omega * errorNs;
    frameNs += rateOmega * rateOmega * errorNs / frames;
    nextNs = timeNs + frames * frameNs;
    elapsedNs += lastedNs;
    servedNs += lastedNs;
    return originNs + Math.round(timeNs);
  }

  /**
   * How many frames the measured time of a block lies behind (positive) the predicted one; 0 before
   * the first.
   */
  public long framesBehind(long measuredNs) {
    return running ? Math.round((measuredNs - originNs - nextNs) / frameNs) : 0;
  }

  /** Tells that so many frames were lost between the previous block and the next. */
  public void skip(long frames) {
    nextNs += frames * frameNs;
  }

  /** Forgets the phase, not the rate: the next measured time is taken as it is. */
  public void restart() {
    running = false;
  }

  /** The device's rate against its nominal one as far as it is known, in parts per million. */
  public double ratePpm() {
    return (nominalFrameNs / frameNs - 1) * 1e6;
  }

  private void begin(long measuredNs) {
    running = true;
    originNs = measuredNs;
    nextNs = 0;
    elapsedNs = 0;
  }

  private static double omega(double sinceNs, double lastedNs) {
    double bandwidthHz = Math.clamp(0.5e9 / Math.max(1, sinceNs), NARROWEST_HZ, WIDEST_HZ);
    return Math.min(LARGEST_OMEGA, 2 * Math.PI * bandwidthHz * lastedNs / 1e9);
  }
}
