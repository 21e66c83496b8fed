package audiostream.engine.dsp;

import java.util.Arrays;

/**
 * Changes the rate of sound by any ratio, and its speed by parts per million while it runs: a
 * windowed sinc of 64 taps between equal rates, of 80 at the lower rate between different ones (see
 * {@link SincTable}), its phases interpolated linearly from a table.
 *
 * <p>For each block: {@link #inputFrames} tells how many frames it will take, and fixes its speed;
 * {@link #process} takes exactly so many. Between equal rates at 0 ppm the frames are copied
 * ({@link #bypassed()}), with the delay of the filter, so that going in and out of that does not
 * click: to enter, the phase is first steered to a whole frame ({@link PhaseSteering}).
 *
 * <p>The position is held as a fraction of a frame and never grows, so that it is as exact after
 * weeks as in the beginning. One thread; after {@link #configure} nothing allocates.
 */
public final class Resampler {

  /** Speeds beyond this are not taken. */
  public static final double MAX_RATE_PPM = 10_000;

  private final int maxChannels;
  private final int maxOutputFrames;

  private int inputRateHz;
  private int outputRateHz;
  private int channels;
  private double step;
  private SincTable table;

  /** For each channel: the last {@code taps} frames, then the input of a block. */
  private float[][] work;

  private float[] coefficients;

  /** Where the next output frame lies after its first possible place, in input frames: 0 to 1. */
  private double phase;

  /** What the speed was at the end of the last block, 0 for nominal, 1e-6 for 1 ppm faster. */
  private double speed;

  // The planned block: position of its first output frame, speed at its end.
  private int plannedOutput;
  private int plannedInput;
  private double plannedStart;
  private double plannedSpeed;
  private boolean copying;

  /**
   * Configured for that many channels at equal rates.
   *
   * @param maxOutputFrames of one block
   */
  public Resampler(int maxChannels, int maxOutputFrames) {
    if (maxChannels < 1 || maxOutputFrames < 1) {
      throw new IllegalArgumentException(maxChannels + " channels, " + maxOutputFrames + " frames");
    }
    this.maxChannels = maxChannels;
    this.maxOutputFrames = maxOutputFrames;
    this.table = SincTable.forStep(1);
    this.coefficients = new float[0];
    this.work = new float[0][];
    configure(48_000, 48_000, maxChannels);
  }

  /**
   * Sets rates and channels, and resets. Different rates cost the computation of a table, about a
   * millisecond; the same ones as before cost nothing.
   */
  public void configure(int inputRateHz, int outputRateHz, int channels) {
    if (inputRateHz < 1 || outputRateHz < 1 || channels < 1 || channels > maxChannels) {
      throw new IllegalArgumentException(
          inputRateHz + " Hz to " + outputRateHz + " Hz, " + channels + " channels");
    }
    if (inputRateHz != this.inputRateHz || outputRateHz != this.outputRateHz) {
      this.inputRateHz = inputRateHz;
      this.outputRateHz = outputRateHz;
      step = (double) inputRateHz / outputRateHz;
      table = SincTable.forStep(step);
      coefficients = new float[table.taps()];
      work = new float[maxChannels][table.taps() + maxInputFrames()];
    }
    this.channels = channels;
    reset();
  }

  /** Back to the beginning: the past is silence, the phase zero, the speed nominal. */
  public void reset() {
    for (float[] samples : work) {
      Arrays.fill(samples, 0);
    }
    phase = 0;
    speed = 0;
    plannedOutput = -1;
    copying = equalRates();
  }

  /** The most frames that one block can take with these rates. */
  public int maxInputFrames() {
    return (int) Math.ceil(maxOutputFrames * step * (1 + MAX_RATE_PPM * 1e-6)) + 2;
  }

  /** How many frames of the past the filter sees; see {@link #prime}. */
  public int historyFrames() {
    return table.taps();
  }

  /**
   * Gives the filter a past, so that sound does not ramp up from silence. Phase and speed stay.
   *
   * @param history planar; its first {@code frames} frames are those right before the next input
   * @param frames {@link #historyFrames()}
   */
  public void prime(float[][] history, int frames) {
    if (frames != historyFrames()) {
      throw new IllegalArgumentException(frames + " frames of history, not " + historyFrames());
    }
    for (int c = 0; c < channels; c++) {
      System.arraycopy(history[c], 0, work[c], 0, frames);
    }
  }

  /**
   * How many input frames lie between the next output frame and the next input frame to be fed: the
   * filter's delay less the phase. The next output frame sounds what stands at (position of the
   * next input frame) - (this).
   */
  public double behindFrames() {
    return table.taps() / 2 + 1 - phase;
  }

  /** Whether the last planned block passes through unchanged, only delayed. */
  public boolean bypassed() {
    return copying;
  }

  /**
   * Plans the next block; the last plan before {@link #process} counts. The speed goes linearly
   * from that at the end of the last block to the given one. At 0 ppm between equal rates it may
   * stay off by up to 5 ppm until the phase is a whole frame.
   *
   * @param outputFrames of the next block, up to the most
   * @param ratePpm how much faster than nominal input is taken at the block's end, up to {@value
   *     #MAX_RATE_PPM} either way; positive sounds faster and higher
   * @return how many frames it takes
   */
  public int inputFrames(int outputFrames, double ratePpm) {
    if (outputFrames < 0 || outputFrames > maxOutputFrames) {
      throw new IllegalArgumentException(outputFrames + " frames, at most " + maxOutputFrames);
    }
    if (!(Math.abs(ratePpm) <= MAX_RATE_PPM)) {
      throw new IllegalArgumentException(ratePpm + " ppm, at most " + MAX_RATE_PPM);
    }
    plannedOutput = outputFrames;
    plannedStart = phase;
    plannedSpeed = outputFrames == 0 ? speed : ratePpm * 1e-6;
    if (outputFrames > 0) {
      copying = false;
      if (ratePpm == 0 && equalRates()) {
        planWithoutDeviation(outputFrames);
      }
    }
    plannedInput = (int) Math.floor(position(outputFrames));
    return plannedInput;
  }

  private void planWithoutDeviation(int outputFrames) {
    if (speed == 0 && PhaseSteering.arrived(phase)) {
      copying = true;
      plannedStart = Math.rint(phase);
    } else if (PhaseSteering.canFollow(speed)) {
      double remaining = PhaseSteering.remaining(phase);
      plannedSpeed = PhaseSteering.next(speed, remaining, outputFrames, outputRateHz);
    }
  }

  /**
   * Makes the planned block.
   *
   * @param input planar, at least the configured channels
   * @param inputFrames what {@link #inputFrames} said
   * @param output planar, at least the configured channels; not the input's arrays
   * @param outputFrames what {@link #inputFrames} was asked for
   * @throws IllegalArgumentException when the block is not the planned one
   */
  public void process(float[][] input, int inputFrames, float[][] output, int outputFrames) {
    if (outputFrames != plannedOutput || inputFrames != plannedInput) {
      throw new IllegalArgumentException(
          inputFrames + " to " + outputFrames + " frames, not as planned");
    }
    int taps = table.taps();
    for (int c = 0; c < channels; c++) {
      System.arraycopy(input[c], 0, work[c], taps, inputFrames);
    }
    if (copying) {
      copy(output, outputFrames);
    } else {
      filter(output, outputFrames);
    }
    for (int c = 0; c < channels; c++) {
      System.arraycopy(work[c], inputFrames, work[c], 0, taps);
    }
    phase = position(outputFrames) - inputFrames;
    speed = plannedSpeed;
    plannedOutput = -1;
  }

  private void copy(float[][] output, int frames) {
    int from = (int) plannedStart + table.taps() / 2 - 1;
    for (int c = 0; c < channels; c++) {
      System.arraycopy(work[c], from, output[c], 0, frames);
    }
  }

  private void filter(float[][] output, int frames) {
    for (int k = 0; k < frames; k++) {
      double position = position(k);
      int whole = (int) position;
      interpolateCoefficients(position - whole);
      for (int c = 0; c < channels; c++) {
        output[c][k] = weightedSum(coefficients, work[c], whole);
      }
    }
  }

  /**
   * Where output frame k of the planned block lies: the integral of a speed that changes linearly.
   * The same formula for all, so that a block's end is exactly the next one's beginning.
   */
  private double position(int k) {
    double ramp = k == 0 ? 0 : (plannedSpeed - speed) * k * (k / (2.0 * plannedOutput));
    return plannedStart + step * (k + speed * k + ramp);
  }

  private void interpolateCoefficients(double fraction) {
    double place = fraction * table.phases();
    int row = (int) place;
    float weight = (float) (place - row);
    float[] low = table.row(row);
    float[] high = table.row(row + 1);
    float[] target = coefficients;
    for (int k = 0; k < target.length; k++) {
      target[k] = low[k] + weight * (high[k] - low[k]);
    }
  }

  /** Four sums, because additions that wait for each other take most of the time. */
  private static float weightedSum(float[] weights, float[] samples, int from) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int k = 0; k < weights.length; k += 4) {
      a += weights[k] * samples[from + k];
      b += weights[k + 1] * samples[from + k + 1];
      c += weights[k + 2] * samples[from + k + 2];
      d += weights[k + 3] * samples[from + k + 3];
    }
    return (a + b) + (c + d);
  }

  private boolean equalRates() {
    return inputRateHz == outputRateHz;
  }
}
