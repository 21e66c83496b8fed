package audiostream.engine.dsp;

import java.util.Arrays;

/**
 * Finds the weights with which the last samples of a signal predict the next one, by Burg's method
 * (J. P. Burg, "Maximum entropy spectral analysis", 1975): order by order, the reflection that
 * leaves the least error forwards and backwards. No reflection exceeds 1, so the prediction does
 * not grow by itself.
 *
 * <p>Costs about {@code frames * order} times five multiplications and additions. Its arrays are
 * made once; one thread.
 */
final class BurgModel {

  /** What is predicted to this part of its energy has nothing left to be learnt from. */
  private static final double EXHAUSTED = 1e-16;

  private final double[] forward;
  private final double[] backward;
  private final double[] coefficients;
  private final double[] previous;

  BurgModel(int maxFrames, int maxOrder) {
    forward = new double[maxFrames];
    backward = new double[maxFrames];
    coefficients = new double[maxOrder + 1];
    previous = new double[maxOrder + 1];
  }

  /**
   * @param samples a signal
   * @param from where the part begins that is learnt from
   * @param frames its length
   * @param order the most samples that a prediction may see, below {@code frames}
   * @param weights set to the weights of the last samples, the newest at the end, zeros before
   *     those that are used
   * @return how many samples a prediction sees; 0 for silence and what is not a signal
   */
  int fit(float[] samples, int from, int frames, int order, double[] weights) {
    Arrays.fill(weights, 0);
    double energy = load(samples, from, frames);
    if (!(energy > Float.MIN_VALUE && energy < Double.MAX_VALUE)) {
      return 0;
    }
    int reached = recurse(frames, order, energy);
    for (int i = 1; i <= reached; i++) {
      weights[weights.length - i] = coefficients[i];
    }
    return reached;
  }

  /** Lines up each sample with the one before it; the energy of all that are paired. */
  private double load(float[] samples, int from, int frames) {
    double energy = 0;
    for (int i = 0; i < frames - 1; i++) {
      double newer = samples[from + i + 1];
      double older = samples[from + i];
      forward[i] = newer;
      backward[i] = older;
      energy += newer * newer + older * older;
    }
    return energy;
  }

  private int recurse(int frames, int order, double energy) {
    for (int m = 1; m <= order; m++) {
      int pairs = frames - m;
      double left = energy(pairs);
      if (!(left > EXHAUSTED * energy)) {
        return m - 1;
      }
      double reflection = Math.clamp(2 * product(pairs) / left, -1.0, 1.0);
      raise(m, reflection);
      reflect(pairs, reflection);
    }
    return order;
  }

  /** Summed anew: carried on from order to order, it drowns in rounding where a tone is learnt. */
  private double energy(int pairs) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < pairs - 1; i += 2) {
      a += forward[i] * forward[i];
      b += backward[i] * backward[i];
      c += forward[i + 1] * forward[i + 1];
      d += backward[i + 1] * backward[i + 1];
    }
    if (pairs % 2 == 1) {
      a += forward[pairs - 1] * forward[pairs - 1];
      b += backward[pairs - 1] * backward[pairs - 1];
    }
    return (a + b) + (c + d);
  }

  private double product(int pairs) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < pairs - 3; i += 4) {
      a += forward[i] * backward[i];
      b += forward[i + 1] * backward[i + 1];
      c += forward[i + 2] * backward[i + 2];
      d += forward[i + 3] * backward[i + 3];
    }
    for (; i < pairs; i++) {
      a += forward[i] * backward[i];
    }
    return (a + b) + (c + d);
  }

  /** The first error forwards has no partner any more: the rest moves up by one. */
  private void reflect(int pairs, double reflection) {
    double[] ahead = forward;
    double[] behind = backward;
    behind[0] -= reflection * ahead[0];
    for (int i = 1; i < pairs; i++) {
      double f = ahead[i];
      double b = behind[i];
      ahead[i - 1] = f - reflection * b;
      behind[i] = b - reflection * f;
    }
  }

  /** Levinson's step from one order to the next. */
  private void raise(int m, double reflection) {
    System.arraycopy(coefficients, 0, previous, 0, m);
    for (int i = 1; i < m; i++) {
      coefficients[i] = previous[i] - reflection * previous[m - i];
    }
    coefficients[m] = reflection;
  }
}
