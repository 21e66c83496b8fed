package audiostream.engine.device.tone;

import audiostream.engine.audio.StreamFormat;
import java.util.OptionalLong;

/**
 * A signal that a recording can be checked against, frame by frame: a pure function of channel,
 * rate and position. Each channel carries a sine of its own frequency at -12 dBFS, and under it a
 * watermark: noise of -16 to 15 steps of 16 bits that depends on channel and position only. The
 * sine tells a listener or a spectrum which channel it is; the watermark, which frame. Samples are
 * whole 16-bit steps, so L16 carries them bit for bit.
 *
 * <p>Immutable; any thread.
 */
public final class ToneSignal {

  private static final int LOWEST_HZ = 300;
  private static final int WIDEST_SPACING_HZ = 100;
  private static final double PEAK = Math.pow(10, -12.0 / 20) * (1 << 15);
  private static final float SCALE = 1 << 15;

  private final int rateHz;

  /** One second of a sine of 1 Hz; f Hz is every f-th sample of it, since f is an integer. */
  private final short[] second;

  /**
   * @param rateHz 8 000 to 192 000
   */
  public ToneSignal(int rateHz) {
    this.rateHz = rateHz;
    second = new short[rateHz];
    for (int i = 0; i < rateHz; i++) {
      second[i] = (short) Math.rint(PEAK * Math.sin(2 * Math.PI * i / rateHz));
    }
  }

  public int rateHz() {
    return rateHz;
  }

  /**
   * The frequency of a channel's sine: 300 Hz for channel 1 and 100 Hz more for each further one;
   * at rates below 13 202 Hz so much less more (58 Hz at 8 kHz) that channel 64 stays below half
   * the rate.
   *
   * @param channel 1 to 64
   */
  public static int frequencyHz(int channel, int rateHz) {
    int room = (rateHz - 1) / 2 - LOWEST_HZ;
    int spacing = Math.min(WIDEST_SPACING_HZ, room / (StreamFormat.MAX_CHANNELS - 1));
    return LOWEST_HZ + spacing * (channel - 1);
  }

  /**
   * One sample.
   *
   * @param channel 1 to 64
   * @param position frames since the signal's beginning, 0 or more
   */
  public float sample(int channel, long position) {
    return sample16(channel, position) / SCALE;
  }

  /** As {@link #sample}, as a 16-bit number. */
  public int sample16(int channel, long position) {
    return second[phase(channel, position)] + watermark(channel, position);
  }

  private int phase(int channel, long position) {
    return (int) (frequencyHz(channel, rateHz) * (position % rateHz) % rateHz);
  }

  /** Fills {@code frames} of channels 1, 2, ... of a planar block; returns {@code frames}. */
  public int fill(long position, float[][] planar, int frames) {
    for (int c = 0; c < planar.length; c++) {
      fillChannel(c + 1, position, planar[c], frames);
    }
    return frames;
  }

  /** Fills the first {@code frames} of one channel. */
  public void fillChannel(int channel, long position, float[] target, int frames) {
    int step = frequencyHz(channel, rateHz);
    int phase = phase(channel, position);
    for (int i = 0; i < frames; i++) {
      target[i] = (second[phase] + watermark(channel, position + i)) / SCALE;
      phase += step;
      phase = phase >= rateHz ? phase - rateHz : phase;
    }
  }

  /**
   * Where an excerpt of a recording stands in the signal. Every frame of the excerpt must be there
   * exactly; some 64 frames make it unique. One minute at 44 100 Hz is searched in tens of
   * milliseconds.
   *
   * @param channel 1 to 64
   * @param recorded samples of one channel
   * @param from index of the excerpt's first sample in it
   * @param frames length of the excerpt, at least 1
   * @param firstPosition the first position that is tried
   * @param endPosition the first that is not tried any more
   * @return the first position at which the excerpt matches
   */
  public OptionalLong locate(
      int channel, float[] recorded, int from, int frames, long firstPosition, long endPosition) {
    for (long position = firstPosition; position < endPosition; position++) {
      if (matchingFrames(channel, recorded, from, frames, position) == frames) {
        return OptionalLong.of(position);
      }
    }
    return OptionalLong.empty();
  }

  /**
   * How many frames from the beginning of an excerpt are the signal's.
   *
   * @param position of the excerpt's first frame in the signal
   * @return {@code frames} when all are
   */
  public int matchingFrames(int channel, float[] recorded, int from, int frames, long position) {
    int step = frequencyHz(channel, rateHz);
    int phase = phase(channel, position);
    for (int i = 0; i < frames; i++) {
      int expected = second[phase] + watermark(channel, position + i);
      if (recorded[from + i] * SCALE != expected) {
        return i;
      }
      phase += step;
      phase = phase >= rateHz ? phase - rateHz : phase;
    }
    return frames;
  }

  /** -16 to 15, from a bit mixer (the finaliser of Steele et al., "SplitMix", OOPSLA 2014). */
  private static int watermark(int channel, long position) {
    long z = position * 64 + channel - 1;
    z = (z + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((z ^ (z >>> 31)) & 31) - 16;
  }
}
