package audiostream.engine.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Peak of each channel since the last look. One thread adds; any one other thread takes. Neither
 * waits for the other; a block added during a take may be counted in the next.
 */
public final class LevelMeter {

  private static final VarHandle PEAKS = MethodHandles.arrayElementVarHandle(float[].class);

  private final float[] peaks;

  public LevelMeter(int channels) {
    peaks = new float[channels];
  }

  public int channels() {
    return peaks.length;
  }

  /**
   * @param planar one array a channel; channels beyond the meter's are left out
   * @param frames how many samples of each
   */
  public void add(float[][] planar, int frames) {
    int count = Math.min(planar.length, peaks.length);
    for (int c = 0; c < count; c++) {
      float peak = 0;
      float[] samples = planar[c];
      for (int i = 0; i < frames; i++) {
        peak = Math.max(peak, Math.abs(samples[i]));
      }
      if (peak > (float) PEAKS.getOpaque(peaks, c)) {
        PEAKS.setOpaque(peaks, c, peak);
      }
    }
  }

  /** The peaks since the last call, linear, one a channel; starts afresh. */
  public float[] take() {
    float[] taken = new float[peaks.length];
    for (int c = 0; c < taken.length; c++) {
      taken[c] = (float) PEAKS.getAndSet(peaks, c, 0f);
    }
    return taken;
  }
}
