package audiostream.engine.dsp;

/**
 * A raised cosine of a fixed length: gains that rise from 0 to 1 without a corner. Rising and
 * falling gain add up to 1 at every frame, so that a signal cross-faded into itself is unchanged.
 * Immutable; any thread.
 */
public final class Fade {

  private final float[] gains;

  /**
   * @param frames until the gain is 1; 0 is a step
   */
  public Fade(int frames) {
    gains = new float[frames];
    for (int i = 0; i < frames; i++) {
      gains[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / frames));
    }
  }

  public int frames() {
    return gains.length;
  }

  /**
   * The gain of what comes in.
   *
   * @param frame since the beginning of the fade; before it the gain is 0, after its end 1
   */
  public float rise(int frame) {
    if (frame < 0) {
      return 0;
    }
    return frame < gains.length ? gains[frame] : 1;
  }

  /** The gain of what goes out. */
  public float fall(int frame) {
    return 1 - rise(frame);
  }
}
