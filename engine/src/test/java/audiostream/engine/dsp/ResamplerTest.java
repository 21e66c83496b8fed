package audiostream.engine.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.Allocation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ResamplerTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;
  private static final int MEASURED = 16_384;
  private static final int SETTLING = 4_096;

  /** A bench whose phase is not whole, so that the filter works. */
  private static ResamplerBench betweenFrames(double hz, double ppm) {
    ResamplerBench bench = new ResamplerBench(RATE_HZ, RATE_HZ, ResamplerBench.sine(hz, RATE_HZ));
    bench.run(BLOCK, BLOCK, 1_234.5);
    bench.run(SETTLING, BLOCK, ppm);
    return bench;
  }

  @ParameterizedTest
  @CsvSource({
    "50, 110",
    "440, 110",
    "1000, 110",
    "5000, 110",
    "10000, 105",
    "15000, 100",
    "19000, 95"
  })
  void shouldAddNextToNothingAroundEqualRates(double hz, double leastDb) {
    for (double ppm : new double[] {0, 3, -20, 100, -100, 1_000, 5_000, -5_000, 10_000}) {
      ResamplerBench bench = betweenFrames(hz, ppm).run(MEASURED, BLOCK, ppm);
      // At 0 ppm the phase is steered by a few ppm, which a fixed frequency does not follow.
      double db =
          ppm == 0
              ? againstIdealDb(bench, hz)
              : new SineFit(
                      bench.output, 0, MEASURED, 2 * Math.PI * hz / RATE_HZ * (1 + ppm * 1e-6))
                  .signalToNoiseDb();
      assertThat(db).as("%s Hz, %s ppm", hz, ppm).isGreaterThan(leastDb);
    }
  }

  /** Against the sine at the places where the output is said to stand. */
  private static double againstIdealDb(ResamplerBench bench, double hz) {
    double noise = 0;
    for (int i = 0; i < bench.output.length; i++) {
      double ideal = 0.7 * Math.sin(2 * Math.PI * hz / RATE_HZ * bench.positions[i]);
      noise += Math.pow(bench.output[i] - ideal, 2);
    }
    return 10 * Math.log10(0.49 / 2 * bench.output.length / noise);
  }

  @ParameterizedTest
  @CsvSource({"1000, 110", "10000, 105", "19000, 95"})
  void shouldFollowAChangingSpeed(double hz, double leastDb) {
    ResamplerBench bench = betweenFrames(hz, 50);
    Random random = new Random(7);
    double ppm = 50;
    for (int b = 0; b < 200; b++) {
      ppm = Math.clamp(ppm + random.nextGaussian() * 300, -5_000, 5_000);
      bench.run(1 + random.nextInt(512), 512, ppm);
      assertThat(againstIdealDb(bench, hz)).as("seed 7, block %d", b).isGreaterThan(leastDb);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 48000",
    "48000, 44100",
    "96000, 44100",
    "44100, 96000",
    "22050, 44100",
    "44100, 22050",
    "8000, 48000",
    "48000, 8000",
    "192000, 44100",
    "192000, 8000",
    "44100, 32000"
  })
  void shouldPassWhatBothRatesHoldAndNothingElse(int inputHz, int outputHz) {
    double lower = Math.min(inputHz, outputHz);
    for (double part : new double[] {0.01, 0.1, 0.25, 0.35, 0.4, 18_000.0 / 44_100}) {
      double hz = part * lower;
      ResamplerBench bench =
          new ResamplerBench(inputHz, outputHz, ResamplerBench.sine(hz, inputHz));
      bench.run(SETTLING, BLOCK, 0).run(MEASURED, BLOCK, 0);
      SineFit fit = new SineFit(bench.output, 0, MEASURED, 2 * Math.PI * hz / outputHz);
      assertThat(fit.amplitude()).as("%s Hz", hz).isCloseTo(0.7, within(0.004));
      assertThat(fit.signalToNoiseDb()).as("%s Hz", hz).isGreaterThan(93);
    }
  }

  @ParameterizedTest
  @CsvSource({"48000, 44100", "96000, 44100", "44100, 22050", "192000, 44100", "192000, 8000"})
  void shouldLetNothingThroughAboveHalfTheLowerRate(int inputHz, int outputHz) {
    for (double hz = outputHz / 2.0 + 1; hz < inputHz / 2.0; hz += inputHz / 37.0) {
      ResamplerBench bench =
          new ResamplerBench(inputHz, outputHz, ResamplerBench.sine(hz, inputHz));
      bench.run(SETTLING, BLOCK, 0).run(MEASURED, BLOCK, 0);
      double power = 0;
      for (float sample : bench.output) {
        power += sample * sample;
      }
      double db = 10 * Math.log10(power / MEASURED / (0.49 / 2));
      assertThat(db).as("%s Hz", hz).isLessThan(-90);
    }
  }

  @Test
  void shouldPassEveryBitAtEqualRates() {
    Random random = new Random(1);
    float[] noise = new float[40_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat() * 2 - 1;
    }
    ResamplerBench bench = new ResamplerBench(RATE_HZ, RATE_HZ, i -> noise[(int) i]);
    int delay = (int) bench.resampler.behindFrames();
    bench.run(30_000, 300, 0);
    assertThat(bench.resampler.bypassed()).isTrue();
    for (int i = delay; i < 30_000; i++) {
      assertThat(bench.output[i]).isEqualTo(noise[i - delay]);
    }
    assertThat(bench.consumed).isEqualTo(30_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 64, 256, 480, 1_024})
  void shouldComeBackToCopyingWithoutAClick(int blockFrames) {
    for (double hz : new double[] {997, 15_000}) {
      double[] leftovers = {0.499, 0.01, 0.501, 0.9999, 1e-4};
      for (double leftover : leftovers) {
        ResamplerBench bench =
            new ResamplerBench(RATE_HZ, RATE_HZ, ResamplerBench.sine(hz, RATE_HZ));
        bench.run(3 * blockFrames, blockFrames, 0);
        assertThat(bench.resampler.bypassed()).isTrue();
        // Up to a speed and down again: half of each block's frames times the speed.
        double ppm = leftover * 1e6 / blockFrames;
        double leastDb = hz < 1_000 ? 110 : 100;
        int ups = (int) Math.ceil(ppm / 5_000);
        for (int u = 0; u < ups; u++) {
          checkNoClick(bench.run(blockFrames, blockFrames, ppm / ups), hz, leastDb);
          checkNoClick(bench.run(blockFrames, blockFrames, 0), hz, leastDb);
        }
        int blocks = 0;
        while (!bench.resampler.bypassed() && blocks < 4 * RATE_HZ / blockFrames) {
          bench.run(blockFrames, blockFrames, 0);
          blocks++;
        }
        assertThat(bench.resampler.bypassed()).as("leftover %s", leftover).isTrue();
        assertThat(bench.position()).isEqualTo(Math.rint(bench.position()));
        bench.run(blockFrames, blockFrames, 0);
        checkNoClick(bench, hz, 120);
      }
    }
  }

  private static void checkNoClick(ResamplerBench bench, double hz, double leastDb) {
    assertThat(againstIdealDb(bench, hz))
        .as("%s Hz at %s", hz, bench.position())
        .isGreaterThan(leastDb);
  }

  @Test
  void shouldSteerToWholeFramesGently() {
    double hz = 15_000;
    ResamplerBench bench = new ResamplerBench(RATE_HZ, RATE_HZ, ResamplerBench.sine(hz, RATE_HZ));
    bench.run(BLOCK, BLOCK, 3_000).run(BLOCK, BLOCK, 0);
    double before = bench.position();
    double speedBeforePpm = 0;
    for (int b = 0; !bench.resampler.bypassed() && b < 1_000; b++) {
      bench.run(BLOCK, BLOCK, 0);
      double speedPpm = ((bench.position() - before) / BLOCK - 1) * 1e6;
      assertThat(Math.abs(speedPpm)).isLessThan(5.001);
      // 50 ppm a second.
      assertThat(Math.abs(speedPpm - speedBeforePpm)).isLessThan(50.0 * BLOCK / RATE_HZ + 1e-6);
      before = bench.position();
      speedBeforePpm = speedPpm;
    }
    assertThat(bench.resampler.bypassed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"44100, 44100", "44100, 48000", "96000, 44100"})
  void shouldAccountForEveryFrame(int inputHz, int outputHz) {
    ResamplerBench bench = new ResamplerBench(inputHz, outputHz, i -> 0);
    double start = bench.position();
    int frames = 5_000_000;
    double ppm = 123.456;
    bench.run(1, 1, ppm);
    double first = bench.position() - start;
    bench.run(frames, 777, ppm);
    double step = (double) inputHz / outputHz;
    assertThat(first).isCloseTo(step * (1 + ppm / 2 * 1e-6), within(1e-9));
    assertThat(bench.position() - start - first)
        .isCloseTo(step * frames * (1 + ppm * 1e-6), within(1e-5));
    assertThat(bench.resampler.behindFrames())
        .isBetween(
            bench.resampler.historyFrames() / 2.0, bench.resampler.historyFrames() / 2.0 + 1);
  }

  @Test
  void shouldNotDependOnTheSizeOfBlocks() {
    ResamplerBench whole = new ResamplerBench(RATE_HZ, 48_000, ResamplerBench.sine(1_000, RATE_HZ));
    ResamplerBench pieces =
        new ResamplerBench(RATE_HZ, 48_000, ResamplerBench.sine(1_000, RATE_HZ));
    whole.run(64, 64, 200).run(10_000, 1_000, 200);
    pieces.run(64, 64, 200);
    Random random = new Random(5);
    for (int done = 0; done < 10_000; ) {
      int frames = Math.min(10_000 - done, random.nextInt(300));
      pieces.run(frames, Math.max(1, frames), 200);
      for (int i = 0; i < frames; i++) {
        assertThat(pieces.output[i]).isCloseTo(whole.output[done + i], within(1e-6f));
      }
      done += frames;
    }
    assertThat(pieces.consumed).isEqualTo(whole.consumed);
  }

  @Test
  void shouldLetARampBeSplit() {
    ResamplerBench whole =
        new ResamplerBench(RATE_HZ, RATE_HZ, ResamplerBench.sine(5_000, RATE_HZ));
    ResamplerBench halves =
        new ResamplerBench(RATE_HZ, RATE_HZ, ResamplerBench.sine(5_000, RATE_HZ));
    whole.run(512, 512, 4_000);
    halves.run(256, 256, 2_000);
    halves.run(256, 256, 4_000);
    assertThat(halves.position()).isCloseTo(whole.position(), within(1e-9));
    for (int i = 0; i < 256; i++) {
      assertThat(halves.output[i]).isCloseTo(whole.output[256 + i], within(1e-6f));
    }
  }

  @Test
  void shouldKeepChannelsApart() {
    Resampler resampler = new Resampler(4, BLOCK);
    resampler.configure(44_100, 48_000, 3);
    float[][] input = new float[3][resampler.maxInputFrames()];
    float[][] output = new float[3][BLOCK];
    for (int b = 0; b < 4; b++) {
      int taken = resampler.inputFrames(BLOCK, 0);
      for (int c = 0; c < 3; c++) {
        Arrays.fill(input[c], 0.25f * c);
      }
      resampler.process(input, taken, output, BLOCK);
    }
    for (int c = 0; c < 3; c++) {
      assertThat(output[c][BLOCK - 1]).isCloseTo(0.25f * c, within(1e-6f));
    }
  }

  @Test
  void shouldStartWithoutARampWhenPrimed() {
    Resampler resampler = new Resampler(1, BLOCK);
    float[][] ones = new float[1][resampler.maxInputFrames()];
    Arrays.fill(ones[0], 1);
    float[][] output = new float[1][BLOCK];
    resampler.prime(ones, resampler.historyFrames());
    int taken = resampler.inputFrames(BLOCK, 5_000);
    resampler.process(ones, taken, output, BLOCK);
    for (float sample : output[0]) {
      assertThat(sample).isCloseTo(1, within(1e-6f));
    }
    resampler.reset();
    taken = resampler.inputFrames(BLOCK, 5_000);
    resampler.process(ones, taken, output, BLOCK);
    assertThat(output[0][0]).isZero();
  }

  @Test
  void shouldRefuseABlockThatWasNotPlanned() {
    Resampler resampler = new Resampler(1, BLOCK);
    float[][] block = new float[1][2 * BLOCK];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resampler.process(block, BLOCK, block, BLOCK));
    int taken = resampler.inputFrames(BLOCK, 100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resampler.process(block, taken + 1, new float[1][BLOCK], BLOCK));
    assertThatIllegalArgumentException().isThrownBy(() -> resampler.inputFrames(BLOCK, 10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> resampler.inputFrames(BLOCK, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> resampler.inputFrames(BLOCK + 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> resampler.configure(44_100, 44_100, 2));
  }

  @Test
  void shouldAllocateNothing() throws IOException {
    Resampler resampler = new Resampler(2, BLOCK);
    float[][] input = new float[2][resampler.maxInputFrames()];
    float[][] output = new float[2][BLOCK];
    Allocation.shouldSettleAtNothing(() -> {
      for (int b = 0; b < 500; b++) {
        int taken = resampler.inputFrames(BLOCK, b % 50 < 20 ? 0 : b);
        resampler.process(input, taken, output, BLOCK);
        if (b == 250) {
          resampler.configure(48_000, 48_000, 2);
        }
      }
    });
  }
}
