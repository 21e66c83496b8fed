package audiostream.engine.pipeline;

import audiostream.engine.device.CaptureBlock;
import java.util.Arrays;

/**
 * What was captured last, for destinations that sound later than others. Frames that were never
 * captured are silent. Send agent only; allocates nothing after construction.
 */
final class CaptureHistory {

  /** Planar: channels x capacity. */
  private final float[][] samples;

  private final int capacity;
  private long next;

  /**
   * @param frames that are kept, the newest block among them; 0: nothing is kept
   */
  CaptureHistory(int channels, int frames) {
    capacity = frames;
    samples = new float[channels][frames];
  }

  /** Takes a block, before any of its frames is read. */
  void add(CaptureBlock block) {
    if (capacity == 0) {
      return;
    }
    skipTo(block.position());
    int frames = Math.min(block.frames(), capacity);
    for (int c = 0; c < samples.length; c++) {
      write(samples[c], block.samples()[c], frames);
    }
    next += frames;
  }

  private void skipTo(long position) {
    long missing = position - next;
    if (missing == 0) {
      return;
    }
    boolean all = missing < 0 || missing >= capacity;
    for (float[] channel : samples) {
      if (all) {
        Arrays.fill(channel, 0f);
      } else {
        silence(channel, (int) missing);
      }
    }
    next = position;
  }

  private void silence(float[] channel, int frames) {
    int at = index(next);
    int first = Math.min(frames, capacity - at);
    Arrays.fill(channel, at, at + first, 0f);
    Arrays.fill(channel, 0, frames - first, 0f);
  }

  private void write(float[] channel, float[] source, int frames) {
    int at = index(next);
    int first = Math.min(frames, capacity - at);
    System.arraycopy(source, 0, channel, at, first);
    System.arraycopy(source, first, channel, 0, frames - first);
  }

  /**
   * Copies frames of a channel to the start of {@code target}; silence where they are not kept.
   *
   * @param channel from 0
   * @param position of the first
   */
  void read(int channel, long position, int frames, float[] target) {
    if (position < next - capacity || position + frames > next) {
      Arrays.fill(target, 0, frames, 0f);
      return;
    }
    int at = index(position);
    int first = Math.min(frames, capacity - at);
    System.arraycopy(samples[channel], at, target, 0, first);
    System.arraycopy(samples[channel], 0, target, first, frames - first);
  }

  private int index(long position) {
    return (int) Math.floorMod(position, (long) capacity);
  }
}
