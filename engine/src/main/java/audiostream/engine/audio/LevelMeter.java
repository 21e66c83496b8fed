package audiostream.engine.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Levels of a number of channels. One thread adds; any number of others read, each through a {@link
 * Reader} of its own. Nobody waits for anybody; a block added during a look may be counted in the
 * next.
 */
public final class LevelMeter {

  private static final VarHandle LEVELS = MethodHandles.arrayElementVarHandle(float[].class);

  /** Frames over which the mean square is smoothed: 300 ms at 44 100 Hz, as level meters are. */
  private static final float MEAN_FRAMES = 13_230f;

  private final float[] meanSquares;
  private final Reader first;
  private volatile Reader[] readers;

  /** The peaks since one reader's last look. One thread. */
  public static final class Reader {
    private final float[] peaks;

    private Reader(int channels) {
      peaks = new float[channels];
    }

    /** The peaks since the last call, linear, one a channel; starts afresh. */
    public float[] take() {
      float[] taken = new float[peaks.length];
      for (int c = 0; c < taken.length; c++) {
        taken[c] = (float) LEVELS.getAndSet(peaks, c, 0f);
      }
      return taken;
    }

    private void offer(int channel, float peak) {
      if (peak > (float) LEVELS.getOpaque(peaks, channel)) {
        LEVELS.setOpaque(peaks, channel, peak);
      }
    }
  }

  public LevelMeter(int channels) {
    meanSquares = new float[channels];
    first = new Reader(channels);
    readers = new Reader[] {first};
  }

  public int channels() {
    return meanSquares.length;
  }

  /** One more reader, for as long as the meter lives; any thread. */
  public synchronized Reader reader() {
    Reader added = new Reader(channels());
    Reader[] more = Arrays.copyOf(readers, readers.length + 1);
    more[readers.length] = added;
    readers = more;
    return added;
  }

  /**
   * @param planar one array a channel; channels beyond the meter's are left out
   * @param frames how many samples of each
   */
  public void add(float[][] planar, int frames) {
    int count = Math.min(planar.length, meanSquares.length);
    Reader[] now = readers;
    float weight = frames / (frames + MEAN_FRAMES);
    for (int c = 0; c < count; c++) {
      float peak = 0;
      float sum = 0;
      float[] samples = planar[c];
      for (int i = 0; i < frames; i++) {
        peak = Math.max(peak, Math.abs(samples[i]));
        sum += samples[i] * samples[i];
      }
      for (Reader reader : now) {
        reader.offer(c, peak);
      }
      float before = (float) LEVELS.getOpaque(meanSquares, c);
      float mean = frames == 0 ? before : sum / frames;
      LEVELS.setOpaque(meanSquares, c, before + weight * (mean - before));
    }
  }

  /** What the meter's own reader takes: {@link Reader#take}. */
  public float[] take() {
    return first.take();
  }

  /** Root of the mean square over about 0.3 s, linear, one a channel; any thread. */
  public float[] rms() {
    float[] levels = new float[meanSquares.length];
    for (int c = 0; c < levels.length; c++) {
      levels[c] = (float) Math.sqrt((float) LEVELS.getOpaque(meanSquares, c));
    }
    return levels;
  }
}
