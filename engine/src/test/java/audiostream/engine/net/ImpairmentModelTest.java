package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.Impairment.Disorder;
import audiostream.engine.net.Impairment.Loss;
import audiostream.engine.net.Impairment.RateLimit;
import audiostream.engine.net.Impairment.Stalls;
import audiostream.engine.stats.Counters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings promise, counted over many datagrams in virtual time. */
@Execution(ExecutionMode.CONCURRENT)
class ImpairmentModelTest {

  private static final long MS = 1_000_000L;
  private static final long START_NS = 987_654_321_000L;

  /** 256 frames at 44.1 kHz. */
  private static final long PACKET_NS = 5_804_988L;

  private static final int BYTES = 524;
  private static final long LOST = Long.MIN_VALUE;

  /** The delay of each datagram, or {@link #LOST}; {@code sentNs} says when the i-th is sent. */
  private static long[] delays(Impairment impairment, int datagrams, LongUnaryOperator sentNs) {
    ImpairmentModel model =
        new ImpairmentModel(impairment, new Counters<>(ImpairmentCounter.class));
    long[] delays = new long[datagrams];
    for (int i = 0; i < datagrams; i++) {
      long nowNs = START_NS + sentNs.applyAsLong(i);
      delays[i] = model.send(BYTES, nowNs) == 0 ? LOST : model.deliveryNs() - nowNs;
    }
    return delays;
  }

  private static long[] steadily(Impairment impairment, int datagrams) {
    return delays(impairment, datagrams, i -> i * PACKET_NS);
  }

  private static Impairment queueing(double meanMs, long seed) {
    return Impairment.none(seed).with(new Delay(1.5, meanMs, Optional.empty()));
  }

  /** The quantile of the exponential distribution. */
  private static double quantileMs(double probability, double meanMs) {
    return -meanMs * Math.log(1 - probability);
  }

  private static void assertExponential(String what, long[] delays, double floorMs, double meanMs) {
    double[] waitsMs = Arrays.stream(delays).mapToDouble(d -> d / 1e6 - floorMs).sorted().toArray();
    double mean = Arrays.stream(waitsMs).average().orElseThrow();
    double variance = Arrays.stream(waitsMs).map(w -> (w - mean) * (w - mean)).average().orElse(0);
    assertThat(mean).as("mean, %s", what).isCloseTo(meanMs, within(0.03 * meanMs));
    assertThat(Math.sqrt(variance)).as("sd, %s", what).isCloseTo(meanMs, within(0.05 * meanMs));
    assertThat(waitsMs[0]).as("least, %s", what).isGreaterThanOrEqualTo(-1e-6);
    for (double p : new double[] {0.1, 0.25, 0.5, 0.75, 0.9, 0.99}) {
      double wanted = quantileMs(p, meanMs);
      assertThat(waitsMs[(int) (p * waitsMs.length)])
          .as("quantile %s, %s", p, what)
          .isCloseTo(wanted, within(0.05 * wanted + 0.02 * meanMs));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 1", "20, 2", "5, 3", "80, 4", "0.5, 5"})
  void shouldQueueExponentiallyWithTheMeanAskedFor(double meanMs, long seed) {
    long[] delays = steadily(queueing(meanMs, seed), 1_000_000);
    assertExponential("mean " + meanMs + " ms, seed " + seed, delays, 1.5, meanMs);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldQueueExponentiallyWhateverTheTimesOfSending(long seed) {
    SplittableRandom gaps = new SplittableRandom(seed);
    long[] sentNs = new long[1_000_000];
    for (int i = 1; i < sentNs.length; i++) {
      boolean together = gaps.nextInt(3) == 0;
      sentNs[i] = sentNs[i - 1] + (together ? 0 : gaps.nextLong(30 * MS));
    }
    long[] delays = delays(queueing(20, seed), sentNs.length, i -> sentNs[(int) i]);
    assertExponential("irregular, seed " + seed, delays, 1.5, 20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldLetNobodyOvertakeOnWifi(long seed) {
    long[] delays = steadily(Impairment.wifi(20, seed), 200_000);
    for (int i = 1; i < delays.length; i++) {
      assertThat(i * PACKET_NS + delays[i])
          .as("datagram %d, seed %d", i, seed)
          .isGreaterThanOrEqualTo((i - 1) * PACKET_NS + delays[i - 1]);
    }
  }

  @Test
  void shouldDelayByTheFloorOnlyWhereNothingElseIsAskedFor() {
    assertThat(steadily(queueing(0, 1), 1_000)).containsOnly(1_500_000);
    assertThat(steadily(Impairment.none(1), 1_000)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.01, 2", "0.05, 3", "0.1, 4", "1, 5"})
  void shouldLoseAtRandom(double fraction, long seed) {
    long[] delays = steadily(Impairment.none(seed).with(Loss.random(fraction)), 500_000);
    assertThat(lostFraction(delays)).as("seed %d", seed).isCloseTo(fraction, within(0.003));
    double meanRun = fraction == 1 || fraction == 0 ? 0 : 1 / (1 - fraction);
    if (meanRun > 0) {
      assertThat(meanRunOfLosses(delays)).as("seed %d", seed).isCloseTo(meanRun, within(0.03));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 3, 1", "0.05, 3, 2", "0.1, 3, 3", "0.1, 20, 4", "0.5, 1, 5"})
  void shouldLoseInBurstsOfTheMeanLengthAskedFor(double fraction, double meanLength, long seed) {
    long[] delays =
        steadily(Impairment.none(seed).with(Loss.bursts(fraction, meanLength)), 2_000_000);
    assertThat(lostFraction(delays))
        .as("seed %d", seed)
        .isCloseTo(fraction, within(0.04 * fraction));
    assertThat(meanRunOfLosses(delays))
        .as("seed %d", seed)
        .isCloseTo(meanLength, within(0.04 * meanLength));
  }

  private static double lostFraction(long[] delays) {
    return (double) Arrays.stream(delays).filter(d -> d == LOST).count() / delays.length;
  }

  private static double meanRunOfLosses(long[] delays) {
    long runs = 0;
    long lost = 0;
    for (int i = 0; i < delays.length; i++) {
      lost += delays[i] == LOST ? 1 : 0;
      runs += delays[i] == LOST && (i == 0 || delays[i - 1] != LOST) ? 1 : 0;
    }
    return (double) lost / runs;
  }

  @Test
  void shouldNotChangeTheDelaysWithTheLoss() {
    long[] lossless = steadily(Impairment.wifi(20, 7), 10_000);
    long[] lossy = steadily(Impairment.wifi(20, 7).with(Loss.random(0.9)), 10_000);
    for (int i = 0; i < lossy.length; i++) {
      assertThat(lossy[i]).isIn(LOST, lossless[i]);
    }
  }

  @Test
  void shouldDoTheSameWithTheSameSeedAndOtherwiseWithAnother() {
    Impairment all = Impairment.wifi(20, 7).with(Loss.bursts(0.05, 3));
    assertThat(steadily(all, 10_000)).isEqualTo(steadily(all, 10_000));
    assertThat(steadily(all, 10_000)).isNotEqualTo(steadily(all.withSeed(8), 10_000));
  }

  /** Sent every ms: at which times nothing arrives for at least 20 ms, and for how long. */
  private static List<long[]> silences(Impairment impairment, int datagrams) {
    long[] delays = delays(impairment, datagrams, i -> i * MS);
    List<long[]> silences = new ArrayList<>();
    for (int i = 1; i < delays.length; i++) {
      long beforeNs = (i - 1) * MS + delays[i - 1];
      long gapNs = i * MS + delays[i] - beforeNs;
      if (gapNs > 20 * MS) {
        silences.add(new long[] {beforeNs, gapNs});
      }
    }
    return silences;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldStallAsLongAndAsOftenAsAskedForAndThenLetAllArriveAtOnce(long seed) {
    Impairment stalling =
        Impairment.none(seed).with(new Delay(0, 0, Optional.of(new Stalls(50, 200, 10))));
    int seconds = 20_000;
    List<long[]> stalls = silences(stalling, seconds * 1_000);
    assertThat(stalls.size()).as("seed %d", seed).isBetween(1_800, 2_200);
    assertThat(stalls).allSatisfy(s -> assertThat(s[1] / MS).isBetween(49L, 201L));
    double meanMs = stalls.stream().mapToLong(s -> s[1]).average().orElseThrow() / 1e6;
    assertThat(meanMs).as("seed %d", seed).isCloseTo(125, within(5.0));

    long[] delays = delays(stalling, seconds * 1_000, i -> i * MS);
    for (int i = 1; i < delays.length; i++) {
      if (delays[i] > 0) {
        boolean first = delays[i - 1] < MS;
        long waited = first ? delays[i] : delays[i - 1] - MS;
        assertThat(delays[i]).as("datagram %d, seed %d", i, seed).isEqualTo(waited);
      }
    }
  }

  @Test
  void shouldHoldSomeBackSoThatOthersOvertake() {
    Impairment reordering = Impairment.none(3).with(new Disorder(0.01, 15, 0));
    long[] delays = steadily(reordering, 100_000);
    assertThat(delays).containsOnly(0, 15 * MS);
    assertThat(Arrays.stream(delays).filter(d -> d > 0).count()).isBetween(900L, 1_100L);
  }

  @Test
  void shouldReleaseNothingInAStallNotEvenWhatWasHeldBack() {
    Impairment all =
        Impairment.none(4)
            .with(new Delay(0, 0, Optional.of(new Stalls(50, 50, 0.5))))
            .with(new Disorder(0.3, 400, 0));
    long[] delays = delays(all, 100_000, i -> i * MS);
    long[] inOrder = delays(all.with(Disorder.NONE), 100_000, i -> i * MS);
    for (int i = 0; i + 400 < delays.length; i++) {
      // Held back for 400 ms is as good as sent 400 ms later.
      assertThat(delays[i]).as("datagram %d", i).isIn(inOrder[i], 400 * MS + inOrder[i + 400]);
    }
  }

  @Test
  void shouldDuplicateSome() {
    Counters<ImpairmentCounter> counters = new Counters<>(ImpairmentCounter.class);
    ImpairmentModel model =
        new ImpairmentModel(Impairment.none(5).with(new Disorder(0, 0, 0.02)), counters);
    int copies = 0;
    for (int i = 0; i < 100_000; i++) {
      copies += model.send(BYTES, i * PACKET_NS);
    }
    assertThat(copies).isBetween(101_700, 102_300);
    assertThat(counters.value(ImpairmentCounter.DUPLICATED)).isEqualTo(copies - 100_000);
    assertThat(counters.value(ImpairmentCounter.SENT)).isEqualTo(100_000);
  }

  @Test
  void shouldPassNoMoreThanTheRateAndDropWhatWouldWaitTooLong() {
    // 552 bytes a packet with headers: 4 416 bits, 1 ms each at 4.416 Mbit/s.
    Impairment limited = Impairment.none(6).with(new RateLimit(4.416e6, 10));
    long[] delays = delays(limited, 1_000, i -> 0);
    assertThat(Arrays.copyOf(delays, 11))
        .containsExactly(
            MS, 2 * MS, 3 * MS, 4 * MS, 5 * MS, 6 * MS, 7 * MS, 8 * MS, 9 * MS, 10 * MS, 11 * MS);
    assertThat(Arrays.stream(delays).skip(11)).containsOnly(LOST);
    assertThat(delays(limited, 1_000, i -> i * MS)).containsOnly(MS);
  }

  @ParameterizedTest
  @CsvSource({"-0.1", "1.1", "NaN"})
  void shouldRefuseWhatIsNoFraction(double fraction) {
    assertThatThrownBy(() -> Loss.random(fraction)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> Loss.bursts(fraction, 3)).hasMessageContaining("0 to 0.9");
    assertThatThrownBy(() -> new Disorder(fraction, 0, 0)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> new Disorder(0, 0, fraction)).hasMessageContaining("0 to 1");
  }

  @Test
  void shouldRefuseSettingsThatContradict() {
    assertThatThrownBy(() -> Loss.bursts(0.8, 2)).hasMessageContaining("mean length");
    assertThatThrownBy(() -> new Stalls(200, 50, 10)).hasMessageContaining("shortest first");
    assertThatThrownBy(() -> new Stalls(50, 200, 0.1)).hasMessageContaining("0.125");
    assertThatThrownBy(() -> new RateLimit(0, 10)).hasMessageContaining("1000");
    assertThatThrownBy(() -> Impairment.wifi(-1, 0)).hasMessageContaining("0 to 10000");
  }
}
