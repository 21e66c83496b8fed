package audiostream.engine.pipeline;

/**
 * A sound that is mixed once over one destination's programme, the same on each of its channels: it
 * tells a person which loudspeaker this is. Handed over by the control thread, played by the send
 * agent.
 */
public final class Overlay {

  private final float[] samples;
  private int next;
  private volatile boolean over;

  /**
   * @param samples at the input's rate, full scale is [-1, 1)
   */
  public Overlay(float[] samples) {
    this.samples = samples.clone();
    this.over = samples.length == 0;
  }

  /** Whether it has been played; any thread. */
  public boolean over() {
    return over;
  }

  /** Adds what is to be heard next to the first {@code frames} of a channel. */
  void mixInto(float[] channel, int frames) {
    int count = Math.min(frames, samples.length - next);
    for (int i = 0; i < count; i++) {
      channel[i] += samples[next + i];
    }
  }

  /** To be called when every channel has got its {@code frames}. */
  void advance(int frames) {
    next = Math.min(samples.length, next + frames);
    over = next == samples.length;
  }
}
