package audiostream.engine.dsp;

/**
 * Says how much faster or slower to play so that the latency stays where it should be while the
 * sender's and the receiver's sound cards drift apart: a proportional and integral controller whose
 * integral learns the difference of the clocks. It starts lively, so that a new stream is in place
 * within seconds, and becomes calm within a minute.
 *
 * <p>The pitch never moves faster than {@value #SLEW_PPM_PER_S} ppm a second, and in step at first
 * {@value #FINDING_PPM_PER_S}, which nobody hears. One thread; allocates nothing.
 */
public final class DriftController {

  private static final double SLEW_PPM_PER_S = 100;

  /** The most that two sound cards may be apart, with what is needed to catch up. */
  private static final double MOST_PPM = 1_500;

  private static final double LIVELY_HZ = 0.1;
  private static final double CALM_HZ = 0.016;

  /** The loop's bandwidth, times the seconds since the start. */
  private static final double SETTLING = 0.6;

  /** Within these nothing is corrected, so that equal clocks are left alone altogether. */
  private static final double REST_NS = 15_000;

  /** The same where others are to play at the same moment. */
  private static final double REST_IN_STEP_NS = 2_000;

  private static final double REST_PPM = 1;

  private static final double TOLD_S = 10;

  /** In that time it also goes faster, since the others are in their place: a cent in a second. */
  private static final double FINDING_PPM_PER_S = 500;

  private static final double FINDING_HZ = 0.2;

  /** A step of the pitch that can be made at once. */
  private static final double INAUDIBLE_PPM = 5;

  /** Leaving rest takes this much more than entering it. */
  private static final double WAKE = 3;

  private double driftPpm;
  private double ratePpm;
  private double elapsedS;
  private boolean resting;
  private boolean inStep;

  /** Whether its place is that of others, too, and so to be held more exactly. */
  public void inStep(boolean is) {
    inStep = is;
  }

  /**
   * The drift as clocks tell it, before each block. It counts in the first {@value #TOLD_S}
   * seconds: then the place itself is still being found, and what is learnt from going there is no
   * drift.
   */
  public void expect(double ppm) {
    if (elapsedS < TOLD_S) {
      driftPpm = Math.clamp(ppm, -MOST_PPM, MOST_PPM);
      ratePpm = elapsedS == 0 ? driftPpm : ratePpm;
    }
  }

  /** Forgets what it has learnt. */
  public void reset() {
    driftPpm = 0;
    ratePpm = 0;
    elapsedS = 0;
    resting = false;
  }

  /**
   * The correction for the next block.
   *
   * @param errorNs by how much the sound is behind its place; negative: ahead of it
   * @param blockNs how long the block lasts
   * @return by how much to play faster, in parts per million
   */
  public double next(double errorNs, double blockNs) {
    double seconds = blockNs * 1e-9;
    elapsedS += seconds;
    resting = mayRest(errorNs);
    if (resting) {
      ratePpm = 0;
      return 0;
    }
    boolean finding = inStep && elapsedS < TOLD_S;
    double livelyHz = finding ? FINDING_HZ : LIVELY_HZ;
    double slewPpmPerS = finding ? FINDING_PPM_PER_S : SLEW_PPM_PER_S;
    double omega = 2 * Math.PI * Math.clamp(SETTLING / elapsedS, CALM_HZ, livelyHz);
    double errorUs = errorNs * 1e-3;
    // Critically damped: a gain of twice the bandwidth and an integral of its square.
    double wanted = driftPpm + approach(errorUs, omega, slewPpmPerS);
    double change = slewPpmPerS * seconds;
    ratePpm = Math.clamp(wanted, ratePpm - change, ratePpm + change);
    ratePpm = Math.clamp(ratePpm, -MOST_PPM, MOST_PPM);
    if (Math.abs(ratePpm - wanted) <= slewPpmPerS / 10) {
      driftPpm += omega * omega * errorUs * seconds;
      driftPpm = Math.clamp(driftPpm, -MOST_PPM, MOST_PPM);
    }
    return ratePpm;
  }

  /** Proportional, but never so fast that the speed could not be taken back in time. */
  private static double approach(double errorUs, double omega, double slewPpmPerS) {
    double proportional = 2 * omega * Math.abs(errorUs);
    double stoppable = Math.sqrt(slewPpmPerS * Math.abs(errorUs));
    return Math.copySign(Math.min(proportional, stoppable), errorUs);
  }

  private boolean mayRest(double errorNs) {
    double loosened = resting ? WAKE : 1;
    return Math.abs(errorNs) < (inStep ? REST_IN_STEP_NS : REST_NS) * loosened
        && Math.abs(driftPpm) < REST_PPM * loosened
        && Math.abs(ratePpm) < INAUDIBLE_PPM;
  }

  /** By how much the sender's sound card is faster than the receiver's, as learnt, in ppm. */
  public double driftPpm() {
    return driftPpm;
  }
}
