package audiostream.evidence;

/**
 * By how much one recording of a broadband signal is later than another: cross-correlation finds
 * the whole frames, the slope of the cross-spectrum's phase the rest (200 Hz to 12 kHz, weighted by
 * power), to some hundredths of a microsecond on a clean recording.
 */
final class PlayoutOffset {

  /** Compared at once; offsets up to a quarter of it are found. */
  static final int FRAMES = 8_192;

  private static final double LOWEST_HZ = 200;
  private static final double HIGHEST_HZ = 12_000;

  /** Below this the two do not play the same. */
  private static final double LEAST_COHERENCE = 0.5;

  private static final int REFINEMENTS = 3;

  private final Spectrum spectrum = new Spectrum(2 * FRAMES);
  private final int rateHz;
  private final double[] re = new double[2 * FRAMES];
  private final double[] im = new double[2 * FRAMES];
  private final double[] crossRe = new double[2 * FRAMES];
  private final double[] crossIm = new double[2 * FRAMES];

  PlayoutOffset(int rateHz) {
    this.rateHz = rateHz;
  }

  /**
   * @param reference at least {@link #FRAMES} from {@code from} on
   * @param other the same
   * @return in microseconds, positive where {@code other} is later; NaN where they do not match
   */
  double offsetUs(float[] reference, float[] other, int from) {
    double energy = power(reference, from) * power(other, from);
    if (energy <= 1e-12) {
      return Double.NaN;
    }
    cross(reference, other, from, 0);
    System.arraycopy(crossRe, 0, re, 0, re.length);
    System.arraycopy(crossIm, 0, im, 0, im.length);
    spectrum.transform(im, re);
    int lag = highest();
    double coherence = re[Math.floorMod(lag, re.length)] / re.length / Math.sqrt(energy);
    if (coherence < LEAST_COHERENCE || !reaches(other, from + lag)) {
      return Double.NaN;
    }
    cross(reference, other, from, lag);
    return (lag + restFrames()) * 1e6 / rateHz;
  }

  private static boolean reaches(float[] samples, int from) {
    return from >= 0 && from + FRAMES <= samples.length;
  }

  private static double power(float[] samples, int from) {
    double sum = 0;
    for (int i = from; i < from + FRAMES; i++) {
      double windowed = window(i - from) * samples[i];
      sum += windowed * windowed;
    }
    return sum;
  }

  private static double window(int i) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAMES);
  }

  /** The spectrum of the other times the reference's conjugate, both through a Hann window. */
  private void cross(float[] reference, float[] other, int from, int lag) {
    for (int i = 0; i < re.length; i++) {
      boolean within = i < FRAMES;
      re[i] = within ? window(i) * reference[from + i] : 0;
      im[i] = within ? window(i) * other[from + lag + i] : 0;
    }
    // Two real signals at once: the even part of the spectrum is one's, the odd part the other's.
    spectrum.transform(re, im);
    for (int k = 0; k < re.length; k++) {
      int mirror = (re.length - k) % re.length;
      double aRe = (re[k] + re[mirror]) / 2;
      double aIm = (im[k] - im[mirror]) / 2;
      double bRe = (im[k] + im[mirror]) / 2;
      double bIm = (re[mirror] - re[k]) / 2;
      crossRe[k] = bRe * aRe + bIm * aIm;
      crossIm[k] = bIm * aRe - bRe * aIm;
    }
  }

  private int highest() {
    int best = 0;
    for (int lag = -FRAMES / 4; lag <= FRAMES / 4; lag++) {
      best = re[Math.floorMod(lag, re.length)] > re[Math.floorMod(best, re.length)] ? lag : best;
    }
    return best;
  }

  /** What is left beside whole frames, within half a frame or little more. */
  private double restFrames() {
    double rest = 0;
    for (int i = 0; i < REFINEMENTS; i++) {
      rest += slope(rest);
    }
    return rest;
  }

  /** The slope of the phase that is left when so many frames of delay are taken out. */
  private double slope(double delayed) {
    double weighted = 0;
    double weight = 0;
    int first = (int) (LOWEST_HZ / rateHz * crossRe.length);
    int last = (int) (HIGHEST_HZ / rateHz * crossRe.length);
    for (int k = first; k <= last; k++) {
      double omega = 2 * Math.PI * k / crossRe.length;
      double turn = omega * delayed;
      double real = crossRe[k] * Math.cos(turn) - crossIm[k] * Math.sin(turn);
      double imaginary = crossRe[k] * Math.sin(turn) + crossIm[k] * Math.cos(turn);
      double magnitude = Math.hypot(real, imaginary);
      weighted -= magnitude * omega * Math.atan2(imaginary, real);
      weight += magnitude * omega * omega;
    }
    return weight == 0 ? 0 : weighted / weight;
  }
}
