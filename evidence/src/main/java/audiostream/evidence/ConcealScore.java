package audiostream.evidence;

/**
 * How near a repaired signal is to what was sent; gaps in sound below -50 dBFS are left out.
 *
 * <p>Segmental SNR: a segment is the lost packets of a gap and the one after them, where a repair
 * still shows; its ratio is limited to -10 and 35 dB as is usual, and the mean of all taken.
 * Silence has 3 dB by that for single losses, since the second half of the segment is right.
 *
 * <p>Log-spectral distance: of 1 024 frames under a Hann window around the middle of each lost
 * packet, the root mean square over frequency of the difference of the levels in dB, levels below
 * -60 dB of the loudest one being taken for that; then the mean.
 *
 * @param snrDb the more the better
 * @param distanceDb the less the better
 */
record ConcealScore(double snrDb, double distanceDb) {

  private static final int PACKET = Conceal.PACKET_FRAMES;
  private static final int SPECTRUM = 1_024;
  private static final double QUIET_POWER = 1e-5;
  private static final double FLOOR = 1e-6;

  static ConcealScore of(float[] sent, float[] heard, boolean[] lost) {
    double snr = 0;
    int gaps = 0;
    double distance = 0;
    int packets = 0;
    for (int p = 4; p < lost.length - 8; p++) {
      if (!lost[p] || power(sent, p * PACKET, PACKET) < QUIET_POWER) {
        continue;
      }
      distance += distanceDb(sent, heard, p * PACKET + PACKET / 2 - SPECTRUM / 2);
      packets++;
      if (!lost[p - 1]) {
        snr += segmentSnrDb(sent, heard, p * PACKET, segmentEnd(lost, p) * PACKET);
        gaps++;
      }
    }
    return new ConcealScore(snr / gaps, distance / packets);
  }

  private static int segmentEnd(boolean[] lost, int gap) {
    int end = gap;
    while (end < lost.length - 1 && lost[end]) {
      end++;
    }
    return end + 1;
  }

  private static double power(float[] samples, int from, int frames) {
    double sum = 0;
    for (int i = from; i < from + frames; i++) {
      sum += samples[i] * samples[i];
    }
    return sum / frames;
  }

  private static double segmentSnrDb(float[] sent, float[] heard, int from, int end) {
    double error = 1e-20;
    for (int i = from; i < end; i++) {
      error += Math.pow(sent[i] - heard[i], 2) / (end - from);
    }
    return Math.clamp(10 * Math.log10(power(sent, from, end - from) / error), -10, 35);
  }

  private static double distanceDb(float[] sent, float[] heard, int from) {
    double[] truth = spectrum(sent, from);
    double[] other = spectrum(heard, from);
    double floor = FLOOR * loudest(truth);
    double sum = 0;
    for (int k = 0; k < truth.length; k++) {
      double db = 10 * Math.log10((Math.max(floor, truth[k])) / Math.max(floor, other[k]));
      sum += db * db;
    }
    return Math.sqrt(sum / truth.length);
  }

  private static double loudest(double[] powers) {
    double most = 1e-30;
    for (double power : powers) {
      most = Math.max(most, power);
    }
    return most;
  }

  private static double[] spectrum(float[] samples, int from) {
    double[] real = new double[SPECTRUM];
    double[] imaginary = new double[SPECTRUM];
    for (int i = 0; i < SPECTRUM; i++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SPECTRUM);
      real[i] = window * samples[from + i];
    }
    transform(real, imaginary);
    double[] powers = new double[SPECTRUM / 2];
    for (int k = 0; k < powers.length; k++) {
      powers[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
    }
    return powers;
  }

  /** A fast Fourier transform in place, by halves (Cooley and Tukey, 1965). */
  private static void transform(double[] real, double[] imaginary) {
    reorder(real);
    for (int half = 1; half < SPECTRUM; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(Math.PI * k / half);
        double sin = -Math.sin(Math.PI * k / half);
        for (int i = k; i < SPECTRUM; i += 2 * half) {
          int j = i + half;
          double re = real[j] * cos - imaginary[j] * sin;
          double im = real[j] * sin + imaginary[j] * cos;
          real[j] = real[i] - re;
          imaginary[j] = imaginary[i] - im;
          real[i] += re;
          imaginary[i] += im;
        }
      }
    }
  }

  private static void reorder(double[] values) {
    int bits = Integer.numberOfTrailingZeros(SPECTRUM);
    for (int i = 0; i < SPECTRUM; i++) {
      int j = Integer.reverse(i) >>> (32 - bits);
      if (i < j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
      }
    }
  }
}
