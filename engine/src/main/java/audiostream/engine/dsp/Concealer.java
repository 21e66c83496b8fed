package audiostream.engine.dsp;

import java.util.Arrays;

/**
 * Continues a signal over frames that are missing: each channel by the autoregressive model that
 * Burg's method (J. P. Burg, 1967) finds in its last frames. After 20 ms the continuation is faded
 * out within 20 ms more, since it knows less and less; the real signal is cross-faded in when it
 * comes back. One thread; allocates only in {@link #configure}.
 */
public final class Concealer {

  private static final int BLEND_MS = 4;
  private static final int HOLD_MS = 20;
  private static final int FADE_MS = 20;

  /** Below this a signal is silence. */
  private static final double SILENT_ENERGY = 1e-9;

  /** Keeps the model's poles inside the unit circle whatever the rounding. */
  private static final double LARGEST_REFLECTION = 0.9999;

  private final int maxChannels;
  private final int maxFrames;
  private int channels;
  private int order;
  private int window;
  private int blendFrames;
  private int holdFrames;
  private int fadeFrames;
  // Of each channel: the newest frames, heard or concealed, end at historyEnd.
  private float[][] history = new float[0][0];
  private int historyEnd;
  private double[][] model = new double[0][0];
  private double[][] recent = new double[0][0];
  private double[] limit = new double[0];
  private double[] forward = new double[0];
  private double[] backward = new double[0];
  private double[] previous = new double[0];
  private float[] continued = new float[0];
  private boolean inGap;
  private int gapFrames;
  private int blended;

  /**
   * @param maxChannels the most that a stream may have
   * @param maxFrames the most that is given or asked for at once
   */
  public Concealer(int maxChannels, int maxFrames) {
    this.maxChannels = maxChannels;
    this.maxFrames = maxFrames;
    configure(44_100, maxChannels);
  }

  /**
   * Prepares for a stream, and forgets the one before. The model is the finer the fewer channels
   * there are, so that the first frame of a gap costs about as much for any number of them.
   */
  public void configure(int rateHz, int streamChannels) {
    channels = streamChannels;
    order = streamChannels <= 2 ? 48 : streamChannels <= 8 ? 32 : 16;
    window = order * 32;
    blendFrames = rateHz * BLEND_MS / 1_000;
    holdFrames = rateHz * HOLD_MS / 1_000;
    fadeFrames = rateHz * FADE_MS / 1_000;
    history = new float[maxChannels][4 * window + maxFrames];
    model = new double[maxChannels][order + 1];
    recent = new double[maxChannels][order];
    limit = new double[maxChannels];
    forward = new double[window];
    backward = new double[window];
    previous = new double[order + 1];
    continued = new float[maxFrames];
    reset();
  }

  /** Forgets what was heard. */
  public void reset() {
    for (float[] channel : history) {
      Arrays.fill(channel, 0f);
    }
    historyEnd = window;
    inGap = false;
    gapFrames = 0;
    blended = blendFrames;
  }

  /** Whether what was given last had faded out already. */
  public boolean silent() {
    return inGap && gapFrames >= holdFrames + fadeFrames;
  }

  /**
   * Takes real frames, and fades them in where they follow concealed ones.
   *
   * @param samples planar, changed in place
   */
  public void present(float[][] samples, int offset, int frames) {
    if (inGap) {
      inGap = false;
      blended = 0;
    }
    int rest = Math.min(frames, blendFrames - blended);
    if (rest > 0) {
      blend(samples, offset, rest);
    }
    remember(samples, offset, frames);
  }

  private void blend(float[][] samples, int offset, int frames) {
    for (int c = 0; c < channels; c++) {
      carryOn(c, continued, 0, frames);
      for (int i = 0; i < frames; i++) {
        float in = (blended + i + 1f) / (blendFrames + 1);
        float real = samples[c][offset + i];
        samples[c][offset + i] = continued[i] + in * (real - continued[i]);
      }
    }
    blended += frames;
    gapFrames += frames;
  }

  /**
   * Makes frames for missing ones; with 0 frames, what comes next is faded into from here.
   *
   * @param target planar
   */
  public void missing(float[][] target, int offset, int frames) {
    if (!inGap) {
      inGap = true;
      gapFrames = 0;
      for (int c = 0; c < channels; c++) {
        learn(c);
      }
    }
    for (int c = 0; c < channels; c++) {
      carryOn(c, target[c], offset, frames);
    }
    gapFrames += frames;
    remember(target, offset, frames);
  }

  private void remember(float[][] samples, int offset, int frames) {
    if (historyEnd + frames > history[0].length) {
      for (int c = 0; c < channels; c++) {
        System.arraycopy(history[c], historyEnd - window, history[c], 0, window);
      }
      historyEnd = window;
    }
    for (int c = 0; c < channels; c++) {
      System.arraycopy(samples[c], offset, history[c], historyEnd, frames);
    }
    historyEnd += frames;
  }

  private void carryOn(int channel, float[] target, int offset, int frames) {
    double[] coefficients = model[channel];
    double[] past = recent[channel];
    double most = limit[channel];
    for (int i = 0; i < frames; i++) {
      double next = 0;
      for (int k = 0; k < order; k++) {
        next -= coefficients[k + 1] * past[k];
      }
      next = Math.clamp(next, -most, most);
      System.arraycopy(past, 0, past, 1, order - 1);
      past[0] = next;
      target[offset + i] = (float) (next * gain(gapFrames + i));
    }
  }

  private double gain(int frame) {
    if (frame < holdFrames) {
      return 1;
    }
    int faded = frame - holdFrames;
    return faded >= fadeFrames ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * faded / fadeFrames);
  }

  private void learn(int channel) {
    float[] heard = history[channel];
    int from = historyEnd - window;
    double energy = 0;
    double peak = 0;
    for (int i = 0; i < window; i++) {
      double sample = heard[from + i];
      forward[i] = sample;
      backward[i] = sample;
      energy += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    limit[channel] = peak;
    for (int k = 0; k < order; k++) {
      recent[channel][k] = heard[historyEnd - 1 - k];
    }
    Arrays.fill(model[channel], 0);
    model[channel][0] = 1;
    if (energy > SILENT_ENERGY) {
      burg(model[channel]);
    }
  }

  private void burg(double[] coefficients) {
    for (int m = 1; m <= order; m++) {
      double cross = 0;
      double power = 0;
      for (int i = m; i < window; i++) {
        cross += forward[i] * backward[i - 1];
        power += forward[i] * forward[i] + backward[i - 1] * backward[i - 1];
      }
      if (power < SILENT_ENERGY) {
        return;
      }
      double reflection = Math.clamp(-2 * cross / power, -LARGEST_REFLECTION, LARGEST_REFLECTION);
      raise(coefficients, reflection, m);
      for (int i = window - 1; i >= m; i--) {
        double ahead = forward[i];
        forward[i] = ahead + reflection * backward[i - 1];
        backward[i] = backward[i - 1] + reflection * ahead;
      }
    }
  }

  /** Levinson's step from one order to the next. */
  private void raise(double[] coefficients, double reflection, int m) {
    System.arraycopy(coefficients, 0, previous, 0, m);
    for (int k = 1; k < m; k++) {
      coefficients[k] = previous[k] + reflection * previous[m - k];
    }
    coefficients[m] = reflection;
  }
}
