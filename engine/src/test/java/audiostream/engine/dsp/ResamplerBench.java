package audiostream.engine.dsp;

import java.util.function.LongToDoubleFunction;

/** A resampler with an endless signal before it, and a record of where each output frame stands. */
final class ResamplerBench {

  static final int MOST_FRAMES = 1_024;

  final Resampler resampler;
  private final LongToDoubleFunction signal;
  private final float[][] input;
  private final float[][] block = new float[1][MOST_FRAMES];
  private final double step;
  long consumed;
  long produced;

  /** What came out last. */
  float[] output = new float[0];

  /** For each frame of it, where on the input it should be. */
  double[] positions = new double[0];

  private double lastPpm;

  ResamplerBench(int inputRateHz, int outputRateHz, LongToDoubleFunction signal) {
    resampler = new Resampler(1, MOST_FRAMES);
    resampler.configure(inputRateHz, outputRateHz, 1);
    this.signal = signal;
    step = (double) inputRateHz / outputRateHz;
    input = new float[1][resampler.maxInputFrames()];
  }

  static LongToDoubleFunction sine(double hz, int rateHz) {
    return frame -> 0.7 * Math.sin(2 * Math.PI * hz / rateHz * frame);
  }

  /** So many frames in blocks of a size, at one speed; see {@link #output}. */
  ResamplerBench run(int frames, int blockFrames, double ppm) {
    output = new float[frames];
    positions = new double[frames];
    for (int done = 0; done < frames; ) {
      done += block(done, Math.min(blockFrames, frames - done), ppm);
    }
    return this;
  }

  private int block(int at, int frames, double ppm) {
    double start = consumed - resampler.behindFrames();
    int taken = resampler.inputFrames(frames, ppm);
    for (int i = 0; i < taken; i++) {
      input[0][i] = (float) signal.applyAsDouble(consumed + i);
    }
    resampler.process(input, taken, block, frames);
    consumed += taken;
    produced += frames;
    System.arraycopy(block[0], 0, output, at, frames);
    double endPpm = ppm == 0 ? steeredPpm(start, frames) : ppm;
    for (int k = 0; k < frames; k++) {
      double ramp = (endPpm - lastPpm) * k * k / (2.0 * frames);
      positions[at + k] = start + step * (k + 1e-6 * (lastPpm * k + ramp));
    }
    lastPpm = endPpm;
    return frames;
  }

  /** At 0 ppm the resampler may go a little faster or slower; how much, its position tells. */
  private double steeredPpm(double start, int frames) {
    double meanPpm = ((position() - start) / (step * frames) - 1) * 1e6;
    return 2 * meanPpm - lastPpm;
  }

  /** The position of the next output frame on the input. */
  double position() {
    return consumed - resampler.behindFrames();
  }
}
