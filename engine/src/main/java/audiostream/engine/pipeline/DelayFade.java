package audiostream.engine.pipeline;

/**
 * Which past of the input a payload takes. It goes from one delay to another by a cross-fade, and
 * ends a fade that has begun before the next, so that no change clicks. Send agent only.
 */
final class DelayFade {

  /** 23 ms at 44 100 Hz, 5 ms at 192 000. */
  static final int FADE_FRAMES = 1_024;

  private final int targetFrames;
  private int fromFrames;
  private int toFrames;
  private int done;

  DelayFade(int startFrames, int targetFrames) {
    this.targetFrames = targetFrames;
    this.fromFrames = startFrames;
    this.toFrames = targetFrames;
    this.done = startFrames == targetFrames ? FADE_FRAMES : 0;
  }

  /** Begins where another is just now. */
  void continueFrom(DelayFade other) {
    fromFrames = other.fromFrames;
    toFrames = other.toFrames;
    done = other.done;
    beginNext();
  }

  /** Whether the input is taken as it comes. */
  boolean none() {
    return over() && toFrames == 0;
  }

  private boolean over() {
    return done == FADE_FRAMES;
  }

  /**
   * Takes frames of a channel.
   *
   * @param position of the first, were there no delay
   * @param target gets them at its start
   * @param scratch as long
   */
  void take(
      CaptureHistory past,
      int channel,
      long position,
      int frames,
      float[] target,
      float[] scratch) {
    past.read(channel, position - toFrames, frames, target);
    if (over()) {
      return;
    }
    past.read(channel, position - fromFrames, frames, scratch);
    for (int i = 0; i < frames; i++) {
      float share = Math.min(1f, (done + i + 1f) / FADE_FRAMES);
      target[i] = scratch[i] + (target[i] - scratch[i]) * share;
    }
  }

  /** To be called when every channel has got its {@code frames}. */
  void advance(int frames) {
    done = Math.min(FADE_FRAMES, done + frames);
    beginNext();
  }

  private void beginNext() {
    if (over() && toFrames != targetFrames) {
      fromFrames = toFrames;
      toFrames = targetFrames;
      done = 0;
    }
  }
}
