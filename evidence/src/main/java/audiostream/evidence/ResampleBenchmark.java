package audiostream.evidence;

import audiostream.engine.device.tone.ToneSignal;
import audiostream.engine.dsp.Resampler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One operation is one block of 256 frames, which lasts 5 805 microseconds at 44.1 kHz: copied at 0
 * ppm, else resampled.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ResampleBenchmark {

  private static final int FRAMES = SendLoad.BLOCK_FRAMES;

  @Param({"1", "2", "8"})
  public int channels = 1;

  @Param({"0", "30", "5000"})
  public double ppm;

  @Param({"44100", "48000"})
  public int inputHz = SendLoad.RATE_HZ;

  private Resampler resampler = new Resampler(1, FRAMES);
  private float[][] input = new float[0][];
  private float[][] output = new float[0][];

  @Setup
  public void prepare() {
    resampler = new Resampler(channels, FRAMES);
    resampler.configure(inputHz, SendLoad.RATE_HZ, channels);
    input = new float[channels][resampler.maxInputFrames()];
    output = new float[channels][FRAMES];
    new ToneSignal(SendLoad.RATE_HZ).fill(0, input, input[0].length);
  }

  @Benchmark
  public float[][] block() {
    int taken = resampler.inputFrames(FRAMES, ppm);
    resampler.process(input, taken, output, FRAMES);
    return output;
  }
}
