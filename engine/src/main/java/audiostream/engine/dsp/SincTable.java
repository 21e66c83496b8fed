package audiostream.engine.dsp;

/**
 * A windowed-sinc low-pass filter, sampled at so many phases between two input frames that the
 * phases between can be interpolated linearly. Window: Kaiser's (J. F. Kaiser, "Nonrecursive
 * digital filter design using the I0-sinh window function", ISCAS 1974), with his estimate of the
 * transition's width.
 *
 * <p>Immutable; any thread.
 */
final class SincTable {

  /** Rates that differ by less than this share one filter, whose cutoff is half the rate. */
  private static final double NEAR = 0.02;

  private static final int NEAR_TAPS = 64;
  private static final double NEAR_ATTENUATION_DB = 120;

  /**
   * Between different rates, nothing above half the lower rate may come through, so the transition
   * ends there; these many taps at the lower rate let it begin at 0.414 of that rate.
   */
  private static final int FAR_TAPS = 80;

  private static final double FAR_ATTENUATION_DB = 105;

  /** Leaves an error of -119 dB at 19 kHz and 44.1 kHz; it falls with the square of either. */
  private static final int PHASES = 512;

  private static final int FEWEST_PHASES = 32;

  /** Terms of the series of I0, enough for every window here. */
  private static final int TERMS = 64;

  private static final double[] INVERSE_SQUARES = inverseSquares();

  /** What rates within {@link #NEAR} of each other use; made once. */
  private static final SincTable FOR_NEAR_RATES =
      new SincTable(NEAR_TAPS, PHASES, 1, NEAR_ATTENUATION_DB);

  private final int taps;
  private final float[][] rows;

  private SincTable(int taps, int phases, double cutoff, double attenuationDb) {
    this.taps = taps;
    this.rows = rows(prototype(taps, phases, cutoff, attenuationDb), taps, phases);
  }

  /**
   * @param step input frames for each output frame
   */
  static SincTable forStep(double step) {
    return Math.abs(step - 1) < NEAR ? FOR_NEAR_RATES : between(step);
  }

  private static SincTable between(double step) {
    double longer = Math.max(1, step);
    int taps = 8 * (int) Math.ceil(FAR_TAPS * longer / 8);
    int phases = (int) Math.max(FEWEST_PHASES, PHASES / longer);
    double transition =
        (FAR_ATTENUATION_DB - 7.95) / (2.285 * (FAR_TAPS - 1)) / Math.PI; // of half the lower rate
    return new SincTable(taps, phases, (1 - transition / 2) / longer, FAR_ATTENUATION_DB);
  }

  /** Coefficients of one phase; a multiple of 8. */
  int taps() {
    return taps;
  }

  int phases() {
    return rows.length - 1;
  }

  /**
   * The coefficients for a point that lies {@code phase / phases()} after the frame in the middle
   * (index {@code taps / 2 - 1}).
   *
   * @param phase 0 to {@link #phases()}, both included
   */
  float[] row(int phase) {
    return rows[phase];
  }

  /** One half of the symmetric impulse response, {@code phases} points for each input frame. */
  private static double[] prototype(int taps, int phases, double cutoff, double attenuationDb) {
    double beta = 0.1102 * (attenuationDb - 8.7);
    double half = taps / 2.0;
    double[] response = new double[taps / 2 * phases + 1];
    response[0] = cutoff * besselI0(beta);
    for (int i = 1; i < response.length; i++) {
      double t = (double) i / phases;
      double edge = t / half;
      response[i] =
          Math.sin(Math.PI * cutoff * t)
              / (Math.PI * t)
              * besselI0(beta * Math.sqrt(Math.max(0, 1 - edge * edge)));
    }
    return response;
  }

  private static float[][] rows(double[] prototype, int taps, int phases) {
    float[][] rows = new float[phases + 1][taps];
    for (int p = 0; p <= phases; p++) {
      fill(rows[p], prototype, p, phases);
    }
    return rows;
  }

  /** Scaled so that a constant stays what it is at every phase. */
  private static void fill(float[] row, double[] prototype, int phase, int phases) {
    int middle = row.length / 2 - 1;
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      sum += prototype[Math.abs((k - middle) * phases - phase)];
    }
    double scale = 1 / sum;
    for (int k = 0; k < row.length; k++) {
      row[k] = (float) (scale * prototype[Math.abs((k - middle) * phases - phase)]);
    }
  }

  /** The modified Bessel function of order 0, by its power series. */
  private static double besselI0(double x) {
    double quarterSquare = x * x / 4;
    double term = 1;
    double sum = 1;
    for (int k = 1; k < TERMS && term > 1e-12 * sum; k++) {
      term *= quarterSquare * INVERSE_SQUARES[k];
      sum += term;
    }
    return sum;
  }

  private static double[] inverseSquares() {
    double[] inverse = new double[TERMS];
    for (int k = 1; k < TERMS; k++) {
      inverse[k] = 1.0 / k / k;
    }
    return inverse;
  }
}
