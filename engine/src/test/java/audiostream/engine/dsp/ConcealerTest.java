package audiostream.engine.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.Allocation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealerTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;
  private static final int HOLD = RATE_HZ / 50;
  private static final int SILENT_AFTER = RATE_HZ * 35 / 1_000;
  private static final int RISE = RATE_HZ * 5 / 2_000;

  private static float[] signal(int frames, IntToDoubleFunction function) {
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      samples[i] = (float) function.applyAsDouble(i);
    }
    return samples;
  }

  private static float[] sine(int frames, double hz, double amplitude) {
    return signal(frames, i -> amplitude * Math.sin(2 * Math.PI * hz / RATE_HZ * i));
  }

  private static Concealer mono() {
    Concealer concealer = new Concealer(1, 1_024);
    concealer.configure(RATE_HZ, 1);
    return concealer;
  }

  /** Plays a signal of which some blocks are missing; returns what is heard. */
  private static float[] play(Concealer concealer, float[] whole, int block, Integer... missing) {
    List<Integer> gaps = List.of(missing);
    float[][] heard = {whole.clone()};
    for (int b = 0; (b + 1) * block <= whole.length; b++) {
      if (gaps.contains(b)) {
        Arrays.fill(heard[0], b * block, (b + 1) * block, Float.NaN);
        concealer.missing(heard, b * block, block);
      } else {
        concealer.present(heard, b * block, block);
      }
    }
    return heard[0];
  }

  private static double signalToErrorDb(float[] whole, float[] heard, int from, int to) {
    double power = 0;
    double error = 0;
    for (int i = from; i < to; i++) {
      power += whole[i] * whole[i];
      error += (whole[i] - heard[i]) * (whole[i] - heard[i]);
    }
    return 10 * Math.log10(power / error);
  }

  private static float peak(float[] samples, int from, int to) {
    float peak = 0;
    for (int i = from; i < to; i++) {
      assertThat(samples[i]).as("sample %d", i).isFinite();
      peak = Math.max(peak, Math.abs(samples[i]));
    }
    return peak;
  }

  @Test
  void shouldChangeNothingWhereNothingIsMissing() {
    Random random = new Random(1);
    float[] noise = signal(20 * BLOCK, i -> random.nextDouble() - 0.5);
    assertThat(play(mono(), noise, BLOCK)).isEqualTo(noise);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 440, 1_000, 5_000, 15_000})
  void shouldContinueATone(double hz) {
    float[] tone = sine(30 * BLOCK, hz, 0.5);
    float[] heard = play(mono(), tone, BLOCK, 20);
    assertThat(signalToErrorDb(tone, heard, 20 * BLOCK, 22 * BLOCK)).isGreaterThan(40);
  }

  @Test
  void shouldContinueAChord() {
    float[] chord =
        signal(
            30 * BLOCK,
            i ->
                0.2 * Math.sin(2 * Math.PI * 262 / RATE_HZ * i)
                    + 0.2 * Math.sin(2 * Math.PI * 330 / RATE_HZ * i + 1)
                    + 0.1 * Math.sin(2 * Math.PI * 1_568 / RATE_HZ * i + 2));
    float[] heard = play(mono(), chord, BLOCK, 20, 21, 22);
    assertThat(signalToErrorDb(chord, heard, 20 * BLOCK, 23 * BLOCK)).isGreaterThan(30);
  }

  /** 16-bit steps, which a model cannot predict. */
  @Test
  void shouldContinueAToneOf16Bits() {
    float[] tone = sine(30 * BLOCK, 440, 0.1);
    for (int i = 0; i < tone.length; i++) {
      tone[i] = Math.round(tone[i] * 32_768) / 32_768f;
    }
    float[] heard = play(mono(), tone, BLOCK, 20);
    assertThat(signalToErrorDb(tone, heard, 20 * BLOCK, 22 * BLOCK)).isGreaterThan(30);
  }

  @Test
  void shouldLeaveTheRestOfTheRealFramesAsTheyAre() {
    float[] tone = sine(30 * BLOCK, 440, 0.5);
    float[] heard = play(mono(), tone, BLOCK, 20);
    assertThat(Arrays.copyOf(heard, 20 * BLOCK)).isEqualTo(Arrays.copyOf(tone, 20 * BLOCK));
    assertThat(Arrays.copyOfRange(heard, 21 * BLOCK + RISE, heard.length))
        .isEqualTo(Arrays.copyOfRange(tone, 21 * BLOCK + RISE, heard.length));
  }

  @Test
  void shouldFallToSilenceAndRiseAgain() {
    float[] tone = sine(60 * BLOCK, 440, 0.5);
    Concealer concealer = mono();
    Integer[] gaps = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29};
    float[] heard = play(concealer, tone, BLOCK, gaps);
    int gap = 20 * BLOCK;
    assertThat(peak(heard, gap + HOLD - 100, gap + HOLD)).isCloseTo(0.5f, within(0.02f));
    assertThat(peak(heard, gap + HOLD + 400, gap + HOLD + 500)).isBetween(0.05f, 0.4f);
    assertThat(peak(heard, gap + SILENT_AFTER + 1, 30 * BLOCK)).isZero();
    assertThat(Math.abs(heard[30 * BLOCK])).isLessThan(0.001f);
    for (int i = 30 * BLOCK; i < heard.length; i++) {
      assertThat(Math.abs(heard[i])).isLessThanOrEqualTo(Math.abs(tone[i]));
    }
    assertThat(heard[30 * BLOCK + RISE]).isEqualTo(tone[30 * BLOCK + RISE]);
  }

  @Test
  void shouldSayWhenItIsSilent() {
    Concealer concealer = mono();
    assertThat(concealer.silent()).isFalse();
    float[][] block = {sine(1_024, 440, 0.5)};
    concealer.missing(block, 0, 256);
    assertThat(concealer.silent()).isTrue();
    assertThat(peak(block[0], 0, 256)).isZero();
    concealer.present(block, 256, 768);
    assertThat(concealer.silent()).isFalse();
    int concealed = 0;
    while (!concealer.silent() && concealed < 10_000) {
      concealer.missing(block, 0, 64);
      concealed += 64;
    }
    assertThat(concealed).isBetween(SILENT_AFTER, SILENT_AFTER + 64);
    concealer.present(block, 0, 64);
    assertThat(concealer.silent()).isFalse();
  }

  /** The largest step from one sample to the next is that of the tone itself. */
  @Test
  void shouldNotClick() {
    double hz = 300;
    float[] tone = sine(400 * BLOCK, hz, 0.5);
    Random random = new Random(3);
    List<Integer> gaps = random.ints(400, 10, 390).boxed().distinct().limit(150).toList();
    float[] heard = play(mono(), tone, BLOCK, gaps.toArray(Integer[]::new));
    double steepest = 0.5 * 2 * Math.PI * hz / RATE_HZ;
    // Out of step with itself at worst, a tone is blended over 2.5 ms with its opposite.
    double blend = 2 * 0.5 * Math.PI / 2 / RISE;
    for (int i = 1; i < heard.length; i++) {
      assertThat(Math.abs(heard[i] - heard[i - 1]))
          .as("seed 3, frame %d", i)
          .isLessThan((float) (steepest * 1.05 + blend));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32, 100, 256, 441})
  void shouldNotDependOnTheSizeOfBlocks(int size) {
    float[] tone = sine(44_100, 440, 0.5);
    float[][] whole = {tone.clone()};
    float[][] pieces = {tone.clone()};
    playGap(mono(), whole, 882);
    playGap(mono(), pieces, size);
    assertThat(pieces[0]).isEqualTo(whole[0]);
  }

  private static void playGap(Concealer concealer, float[][] heard, int size) {
    int at = 0;
    for (int edge : new int[] {8_820, 10_000, 20_000, 30_000, 44_100}) {
      boolean missing = edge == 10_000 || edge == 30_000;
      while (at < edge) {
        int frames = Math.min(size, edge - at);
        if (missing) {
          concealer.missing(heard, at, frames);
        } else {
          concealer.present(heard, at, frames);
        }
        at += frames;
      }
    }
  }

  @Test
  void shouldGiveSilenceForSilence() {
    float[] heard = play(mono(), new float[30 * BLOCK], BLOCK, 3, 10, 11, 12);
    assertThat(peak(heard, 0, heard.length)).isZero();
  }

  /** What has ever blown up a predictor, and what is no sound at all. */
  @Test
  void shouldNeverExceedWhatItHasHeard() {
    Random random = new Random(11);
    List<IntToDoubleFunction> signals =
        List.of(
            i -> 1,
            i -> -0.7,
            i -> i % 2 == 0 ? 1 : -1,
            i -> i / 50 % 2 == 0 ? 1 : -1,
            i -> i % 441 == 0 ? 1 : 0,
            i -> i == 5_000 ? 1 : 0,
            i -> random.nextDouble() * 2 - 1,
            i -> random.nextInt(500) == 0 ? 1 : 0,
            i -> i / 6_000.0,
            i -> Math.exp(i * 1e-3) * 1e-3,
            i -> Math.sin(i * i * 1e-5),
            i -> 1e-30 * Math.sin(i * 0.1),
            i -> Float.MIN_VALUE * i,
            i -> 1e30 * Math.sin(i * 0.1),
            i -> i > 5_100 ? Math.sin(i) : 0,
            i -> Math.tan(i * 0.01) > 3 ? 1 : -1);
    for (int s = 0; s < signals.size(); s++) {
      float[] whole = signal(60 * BLOCK, signals.get(s));
      float[] heard = play(mono(), whole, BLOCK, 20, 22, 23, 30, 31, 32, 33, 34, 35, 36, 40);
      assertThat(peak(heard, 0, heard.length))
          .as("signal %d, seed 11", s)
          .isLessThanOrEqualTo(peak(whole, 0, whole.length) * 1.000001f);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldSurviveWhatIsNoNumber(float poison) {
    float[] whole = sine(60 * BLOCK, 440, 0.5);
    whole[20 * BLOCK - 7] = poison;
    float[] heard = play(mono(), whole, BLOCK, 20, 50);
    assertThat(peak(heard, 20 * BLOCK, heard.length)).isLessThanOrEqualTo(0.5f);
    assertThat(signalToErrorDb(whole, heard, 50 * BLOCK, 51 * BLOCK)).isGreaterThan(40);
  }

  @Test
  void shouldMakeDoWithWhatItHasHeard() {
    for (int heardFrames = 0; heardFrames < 300; heardFrames += heardFrames < 20 ? 1 : 37) {
      Concealer concealer = mono();
      float[][] block = {sine(1_024, 440, 0.5)};
      concealer.present(block, 0, heardFrames);
      concealer.missing(block, heardFrames, 256);
      assertThat(peak(block[0], 0, heardFrames + 256)).isLessThanOrEqualTo(0.5f);
    }
  }

  @Test
  void shouldForgetWhenReset() {
    Concealer concealer = mono();
    float[][] block = {sine(1_024, 440, 0.5)};
    concealer.present(block, 0, 1_024);
    concealer.reset();
    concealer.missing(block, 0, 256);
    assertThat(peak(block[0], 0, 256)).isZero();
    concealer.present(block, 0, 1_024);
    concealer.configure(48_000, 1);
    concealer.missing(block, 0, 256);
    assertThat(peak(block[0], 0, 256)).isZero();
  }

  @Test
  void shouldBlendAJumpFromAGapWithoutFrames() {
    Concealer concealer = mono();
    float[][] before = {sine(1_024, 440, 0.5)};
    concealer.present(before, 0, 1_024);
    concealer.missing(before, 0, 0);
    float[][] after = {signal(1_024, i -> -0.5)};
    float continued = (float) (0.5 * Math.sin(2 * Math.PI * 440 / RATE_HZ * 1_024));
    concealer.present(after, 0, 1_024);
    assertThat(after[0][0]).isCloseTo(continued, within(0.01f));
    assertThat(after[0][RISE]).isEqualTo(-0.5f);
  }

  @Test
  void shouldNotJumpWhenAGapBeginsWhileSoundIsFadedIn() {
    Concealer concealer = mono();
    float[][] block = {signal(1_024, i -> 0.5 * Math.cos(2 * Math.PI * 100 / RATE_HZ * i))};
    concealer.missing(block, 0, 0);
    int part = RISE / 4;
    concealer.present(block, 0, part);
    float last = block[0][part - 1];
    concealer.missing(block, part, 100);
    assertThat(block[0][part]).isCloseTo(last, within(0.02f));
  }

  @Test
  void shouldKeepChannelsApart() {
    Concealer concealer = new Concealer(8, BLOCK);
    concealer.configure(RATE_HZ, 3);
    float[][] block = new float[3][BLOCK];
    for (int b = 0; b < 20; b++) {
      for (int i = 0; i < BLOCK; i++) {
        for (int c = 0; c < 3; c++) {
          block[c][i] = (float) (0.3 * c * Math.sin(0.05 * (c + 1) * (b * BLOCK + i)));
        }
      }
      if (b == 19) {
        float[][] heard = new float[3][BLOCK];
        concealer.missing(heard, 0, BLOCK);
        assertThat(peak(heard[0], 0, BLOCK)).isZero();
        assertThat(signalToErrorDb(block[1], heard[1], 0, BLOCK)).isGreaterThan(40);
        assertThat(signalToErrorDb(block[2], heard[2], 0, BLOCK)).isGreaterThan(40);
      } else {
        concealer.present(block, 0, BLOCK);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 64})
  void shouldContinueAToneOnManyChannels(int channels) {
    Concealer concealer = new Concealer(channels, BLOCK);
    concealer.configure(RATE_HZ, channels);
    float[] tone = sine(21 * BLOCK, 600, 0.5);
    float[][] block = new float[channels][BLOCK];
    for (int b = 0; b < 20; b++) {
      for (float[] samples : block) {
        System.arraycopy(tone, b * BLOCK, samples, 0, BLOCK);
      }
      concealer.present(block, 0, BLOCK);
    }
    concealer.missing(block, 0, BLOCK);
    float[] last = Arrays.copyOfRange(tone, 20 * BLOCK, 21 * BLOCK);
    assertThat(signalToErrorDb(last, block[channels - 1], 0, BLOCK)).isGreaterThan(20);
  }

  @Test
  void shouldAllocateNothing() throws IOException {
    Concealer concealer = new Concealer(2, BLOCK);
    float[][] block = {sine(BLOCK, 440, 0.5), sine(BLOCK, 600, 0.5)};
    Allocation.shouldSettleAtNothing(() -> {
      for (int b = 0; b < 200; b++) {
        if (b % 10 == 9 || b > 180) {
          concealer.missing(block, 0, BLOCK);
        } else {
          concealer.present(block, 0, BLOCK);
        }
      }
      concealer.configure(48_000, 2);
    });
  }

  @Test
  void shouldRefuseWhatItWasNotMadeFor() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Concealer(0, BLOCK));
    assertThatIllegalArgumentException().isThrownBy(() -> mono().configure(RATE_HZ, 2));
  }
}
