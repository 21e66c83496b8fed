package audiostream.engine.dsp;

import java.util.Arrays;

/**
 * Continues a signal where frames are missing: each channel by the linear prediction that fits its
 * last frames ({@link BurgModel}). For 20 ms the prediction holds its level, then it fades to
 * silence within 15 ms, since it knows less and less. Real frames that follow are cross-faded in
 * over 2.5 ms, from the continued prediction or from silence.
 *
 * <p>The first missing frame of a gap computes the models of all channels. How many frames they see
 * ({@value #MAX_WINDOW} for one channel, {@value #MIN_WINDOW} for many, never more than 50 ms) and
 * how many weights they have (a quarter as many at most) falls with the number of channels, so that
 * a gap costs at most {@value #GAP_COST} times five multiplications and additions, for any number:
 * in docs/figures.md as a part of a block's length. Each concealed sample then costs one
 * multiplication for each weight.
 *
 * <p>Whatever it is given, no sample exceeds the largest of those learnt from. One thread; nothing
 * allocates except {@link #configure} for another rate or number of channels.
 */
public final class Concealer {

  private static final int HOLD_MS = 20;
  private static final int FALL_MS = 15;
  private static final int RISE_US = 2_500;

  private static final int GAP_COST = 1 << 18;
  private static final int MAX_WINDOW = 1_024;
  private static final int MIN_WINDOW = 256;
  private static final int WINDOWS_PER_SECOND = 20;

  /**
   * With fewer frames for each weight, a model learns them by heart; with more, it knows less about
   * the pitch of a voice for the same cost (measured on recorded words).
   */
  private static final int FRAMES_PER_WEIGHT = 4;

  /**
   * How far a prediction may exceed what was heard before it is held: far enough that a steady tone
   * is never touched, since what is cut off there would be predicted from.
   */
  private static final double HEADROOM = 4;

  private final int maxChannels;
  private final int maxFrames;

  private int rateHz;
  private int channels;
  private int window;
  private int order;
  private int holdFrames;
  private Fade fall;
  private Fade rise;
  private BurgModel burg;

  /** Of each channel the frames as they were played, the newest before {@link #end}. */
  private float[][] history;

  private int end;

  /** How many of them belong to what may be learnt from. */
  private int known;

  /** Of each channel, the weights of the last {@link #order} samples. */
  private double[][] weights;

  /** Of each channel, the prediction's last {@link #order} samples, then those of a run. */
  private double[][] lines;

  /** Of each channel the largest sample that was learnt from. */
  private double[] limits;

  private boolean inGap;

  /** Frames since the gap began, with those into which the prediction was cross-faded. */
  private int gapFrames;

  /** Frames that were cross-faded since the last gap, up to all. */
  private int risen;

  /** The last gap had begun to fade: what came after it was remembered before it was faded in. */
  private boolean afresh;

  /** With what gain a gap begins: less than 1 when one begins while sound is still faded in. */
  private float level;

  /**
   * Configured for that many channels at 48 kHz.
   *
   * @param maxFrames of one call
   */
  public Concealer(int maxChannels, int maxFrames) {
    if (maxChannels < 1 || maxFrames < 1) {
      throw new IllegalArgumentException(maxChannels + " channels, " + maxFrames + " frames");
    }
    this.maxChannels = maxChannels;
    this.maxFrames = maxFrames;
    this.fall = new Fade(0);
    this.rise = fall;
    this.burg = new BurgModel(0, 0);
    this.history = new float[0][];
    this.weights = new double[0][];
    this.lines = weights;
    this.limits = new double[0];
    configure(48_000, maxChannels);
  }

  /**
   * Sets rate and channels, and forgets what was before.
   *
   * @param rateHz 8 000 to 192 000
   */
  public void configure(int rateHz, int channels) {
    if (rateHz < 1_000 || channels < 1 || channels > maxChannels) {
      throw new IllegalArgumentException(rateHz + " Hz, " + channels + " channels");
    }
    if (rateHz != this.rateHz || channels != this.channels) {
      this.rateHz = rateHz;
      this.channels = channels;
      measure();
      allocate();
    }
    reset();
  }

  private void measure() {
    int affordable = (int) Math.sqrt((double) GAP_COST * FRAMES_PER_WEIGHT / channels);
    int wanted = Math.clamp(affordable, MIN_WINDOW, MAX_WINDOW);
    window = Math.min(wanted, rateHz / WINDOWS_PER_SECOND);
    int most = GAP_COST / channels / window;
    // A multiple of four: see weightedSum.
    order = Math.min(most, window / FRAMES_PER_WEIGHT) / 4 * 4;
    holdFrames = rateHz * HOLD_MS / 1_000;
  }

  private void allocate() {
    fall = new Fade(rateHz * FALL_MS / 1_000);
    rise = new Fade(rateHz * RISE_US / 1_000_000);
    burg = new BurgModel(window, order);
    history = new float[channels][2 * window + maxFrames];
    weights = new double[channels][order];
    lines = new double[channels][order + maxFrames];
    limits = new double[channels];
  }

  /** Forgets everything: what is missing next is silence, and real frames are faded in from it. */
  public void reset() {
    end = window;
    known = 0;
    inGap = false;
    gapFrames = 0;
    risen = rise.frames();
    afresh = false;
    level = 1;
  }

  /** Whether what was concealed last has faded out already, or nothing was heard before it. */
  public boolean silent() {
    return inGap && faded();
  }

  private boolean faded() {
    return gapFrames >= holdFrames + fall.frames() || known == 0;
  }

  /**
   * Takes frames that have come, in the order in which they are played. They are changed only where
   * they follow a gap.
   *
   * @param samples planar, channels x (offset + frames)
   * @param frames up to the most of one call
   */
  public void present(float[][] samples, int offset, int frames) {
    if (inGap) {
      leaveGap();
    }
    if (afresh) {
      remember(samples, offset, frames);
    }
    int blended = Math.min(frames, rise.frames() - risen);
    if (blended > 0) {
      blend(samples, offset, blended);
    }
    if (!afresh) {
      remember(samples, offset, frames);
    }
    afresh &= risen < rise.frames();
  }

  /** What has faded is no sound to learn from. */
  private void leaveGap() {
    inGap = false;
    risen = 0;
    afresh = gapFrames > holdFrames || known == 0;
    known = afresh ? 0 : known;
  }

  private void blend(float[][] samples, int offset, int frames) {
    for (int c = 0; c < channels; c++) {
      predict(c, frames);
      for (int i = 0; i < frames; i++) {
        float in = rise.rise(risen + i);
        float real = samples[c][offset + i];
        samples[c][offset + i] = in * real + (1 - in) * continuation(c, i);
      }
      keepLast(c, frames);
    }
    risen += frames;
    gapFrames += frames;
  }

  /**
   * Fills frames that are missing. With 0 frames a gap begins all the same: what comes next is
   * cross-faded from the continuation of what was before.
   *
   * @param target planar, channels x (offset + frames)
   * @param frames up to the most of one call
   */
  public void missing(float[][] target, int offset, int frames) {
    if (!inGap) {
      enterGap();
    }
    if (faded()) {
      silence(target, offset, frames);
    } else {
      conceal(target, offset, frames);
      remember(target, offset, frames);
    }
    gapFrames = Math.min(gapFrames + frames, Integer.MAX_VALUE / 2);
  }

  private void enterGap() {
    level = afresh ? rise.rise(risen) : 1;
    inGap = true;
    gapFrames = 0;
    for (int c = 0; c < channels; c++) {
      learn(c);
    }
  }

  private void silence(float[][] target, int offset, int frames) {
    for (int c = 0; c < channels; c++) {
      Arrays.fill(target[c], offset, offset + frames, 0f);
    }
  }

  private void conceal(float[][] target, int offset, int frames) {
    for (int c = 0; c < channels; c++) {
      predict(c, frames);
      for (int i = 0; i < frames; i++) {
        target[c][offset + i] = continuation(c, i);
      }
      keepLast(c, frames);
    }
  }

  /** A predicted sample of the present run, as loud as it is at its place in the gap. */
  private float continuation(int channel, int i) {
    float gain = level * fall.fall(gapFrames + i - holdFrames);
    double limit = limits[channel];
    return gain == 0 ? 0 : gain * (float) Math.clamp(lines[channel][order + i], -limit, limit);
  }

  private void learn(int channel) {
    float[] heard = history[channel];
    int frames = Math.min(known, window);
    int most = Math.min(order, frames / FRAMES_PER_WEIGHT);
    int used = burg.fit(heard, end - frames, frames, most, weights[channel]);
    limits[channel] = used == 0 ? 0 : peak(heard, end - frames, end);
    double[] line = lines[channel];
    Arrays.fill(line, 0, order, 0);
    for (int i = 1; i <= used; i++) {
      line[order - i] = heard[end - i];
    }
  }

  private static double peak(float[] samples, int from, int to) {
    double peak = 0;
    for (int i = from; i < to; i++) {
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }

  private void predict(int channel, int frames) {
    double[] line = lines[channel];
    double most = HEADROOM * limits[channel];
    for (int i = 0; i < frames; i++) {
      line[order + i] = Math.clamp(weightedSum(weights[channel], line, i), -most, most);
    }
  }

  private static double weightedSum(double[] weights, double[] line, int from) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int k = 0; k < weights.length; k += 4) {
      a += weights[k] * line[from + k];
      b += weights[k + 1] * line[from + k + 1];
      c += weights[k + 2] * line[from + k + 2];
      d += weights[k + 3] * line[from + k + 3];
    }
    return (a + b) + (c + d);
  }

  private void keepLast(int channel, int frames) {
    System.arraycopy(lines[channel], frames, lines[channel], 0, order);
  }

  private void remember(float[][] samples, int offset, int frames) {
    if (end + frames > history[0].length) {
      for (float[] heard : history) {
        System.arraycopy(heard, end - window, heard, 0, window);
      }
      end = window;
    }
    for (int c = 0; c < channels; c++) {
      System.arraycopy(samples[c], offset, history[c], end, frames);
    }
    end += frames;
    known = Math.min(window, known + frames);
  }
}
