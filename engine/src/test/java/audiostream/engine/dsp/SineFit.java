package audiostream.engine.dsp;

/**
 * The sine of a known frequency (and a constant) that fits samples best, by least squares, and what
 * is left over: everything that a resampler should not have added.
 */
final class SineFit {

  private final double[] solution;
  private final double residualPower;

  /**
   * @param radiansPerFrame of the sine
   */
  SineFit(float[] samples, int from, int to, double radiansPerFrame) {
    double[][] normal = new double[3][4];
    for (int i = from; i < to; i++) {
      double[] basis = basis(i, radiansPerFrame);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          normal[r][c] += basis[r] * basis[c];
        }
        normal[r][3] += basis[r] * samples[i];
      }
    }
    solution = solve(normal);
    double sum = 0;
    for (int i = from; i < to; i++) {
      double[] basis = basis(i, radiansPerFrame);
      double fitted = 0;
      for (int r = 0; r < 3; r++) {
        fitted += basis[r] * solution[r];
      }
      sum += (samples[i] - fitted) * (samples[i] - fitted);
    }
    residualPower = sum / (to - from);
  }

  double amplitude() {
    return Math.hypot(solution[0], solution[1]);
  }

  double signalToNoiseDb() {
    return 10 * Math.log10(amplitude() * amplitude() / 2 / residualPower);
  }

  private static double[] basis(int i, double radiansPerFrame) {
    return new double[] {Math.sin(radiansPerFrame * i), Math.cos(radiansPerFrame * i), 1};
  }

  private static double[] solve(double[][] rows) {
    for (int p = 0; p < 3; p++) {
      for (int r = 0; r < 3; r++) {
        double factor = r == p ? 0 : rows[r][p] / rows[p][p];
        for (int c = p; c < 4; c++) {
          rows[r][c] -= factor * rows[p][c];
        }
      }
    }
    return new double[] {rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
  }
}
