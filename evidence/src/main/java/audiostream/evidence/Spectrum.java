package audiostream.evidence;

/** A discrete Fourier transform of one length, a power of two, in place. */
final class Spectrum {

  private final int size;
  private final double[] cos;
  private final double[] sin;

  Spectrum(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("size " + size + ": a power of two");
    }
    this.size = size;
    cos = new double[size / 2];
    sin = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = Math.cos(2 * Math.PI * i / size);
      sin[i] = Math.sin(2 * Math.PI * i / size);
    }
  }

  /** Time to frequency; with {@code re} and {@code im} exchanged, back again times the size. */
  void transform(double[] re, double[] im) {
    reorder(re, im);
    for (int half = 1; half < size; half *= 2) {
      int step = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(re, im, start + k, half, k * step);
        }
      }
    }
  }

  private void butterfly(double[] re, double[] im, int at, int half, int turn) {
    double r = re[at + half] * cos[turn] + im[at + half] * sin[turn];
    double i = im[at + half] * cos[turn] - re[at + half] * sin[turn];
    re[at + half] = re[at] - r;
    im[at + half] = im[at] - i;
    re[at] += r;
    im[at] += i;
  }

  private void reorder(double[] re, double[] im) {
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      int other = Integer.reverse(i) >>> (32 - bits);
      if (other > i) {
        swap(re, i, other);
        swap(im, i, other);
      }
    }
  }

  private static void swap(double[] values, int a, int b) {
    double kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }
}
