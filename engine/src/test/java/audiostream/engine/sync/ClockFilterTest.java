package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockFilterTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long PACKET_NS = 5_804_988L;
  private static final long OFFSET_NS = 123_456_789_012L;
  private static final long SEED = 99;

  private final ClockFilter filter = new ClockFilter();
  private final Random random = new Random(SEED);
  private double skewPpm;
  private double upMeanNs;
  private double downMeanNs;
  private long floorUpNs = 1_500_000L;
  private long floorDownNs = 1_500_000L;
  private long nowNs;
  private long nextProbeNs;

  private long senderNs(long ourNs) {
    return ourNs + OFFSET_NS + Math.round(ourNs * skewPpm * 1e-6);
  }

  private long wait(double meanNs) {
    return meanNs == 0 ? 0 : Math.round(-meanNs * Math.log(1 - random.nextDouble()));
  }

  /** Media packets all the time; probes 50 a second until locked, then 5. */
  private void runUntil(long untilNs) {
    for (; nowNs < untilNs; nowNs += PACKET_NS) {
      long arrivedNs = nowNs + floorDownNs + wait(downMeanNs);
      // The stream's packets are sent some time after capture.
      filter.media(senderNs(nowNs) - 7 * MS, arrivedNs);
      if (nowNs >= nextProbeNs) {
        probe();
        nextProbeNs = nowNs + (filter.locked() ? SECOND / 5 : SECOND / 50);
      }
    }
  }

  private void probe() {
    long thereNs = nowNs + floorUpNs + wait(upMeanNs);
    long answeredNs = thereNs + 80_000;
    long backNs = answeredNs + floorDownNs + wait(downMeanNs);
    filter.exchange(nowNs, senderNs(thereNs), senderNs(answeredNs), backNs);
  }

  private double errorNs() {
    return filter.senderNs(nowNs) - senderNs(nowNs);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-100, 0, 37, 300})
  void shouldKnowAQuietNetworksClockToTheMicrosecond(double ppm) {
    skewPpm = ppm;
    runUntil(20 * SECOND);
    assertThat(filter.locked()).isTrue();
    assertThat(errorNs()).isCloseTo(0, within(2_000.0));
    assertThat(filter.skewPpm()).isCloseTo(ppm, within(0.2));
    assertThat(filter.uncertaintyNs()).isLessThan(20_000);
  }

  @Test
  void shouldLockWithinTwoSeconds() {
    upMeanNs = 20 * MS;
    downMeanNs = 20 * MS;
    runUntil(2 * SECOND);
    assertThat(filter.locked()).isTrue();
    assertThat(errorNs()).as("seed %d", SEED).isCloseTo(0, within(3.0 * MS));
  }

  @Test
  void shouldFindTheClockBelowQueueingThatDiffersInTheTwoDirections() {
    skewPpm = -80;
    upMeanNs = 20 * MS;
    downMeanNs = 12 * MS;
    runUntil(60 * SECOND);
    double worst = 0;
    for (int i = 0; i < 600; i++) {
      runUntil(nowNs + SECOND / 2);
      worst = Math.max(worst, Math.abs(errorNs()));
    }
    assertThat(worst).as("worst of five minutes in ns, seed %d", SEED).isLessThan(150_000);
    assertThat(filter.uncertaintyNs()).isBetween(1_000.0, 200_000.0);
  }

  @Test
  void shouldBeWrongByHalfAnAsymmetryOfThePath() {
    floorUpNs = 5 * MS;
    floorDownNs = 3 * MS;
    runUntil(20 * SECOND);
    assertThat(errorNs()).isCloseTo(MS, within(10_000.0));
  }

  @Test
  void shouldNotLockWithoutAnswers() {
    for (long t = 0; t < 10 * SECOND; t += PACKET_NS) {
      filter.media(senderNs(t), t + MS);
    }
    assertThat(filter.locked()).isFalse();
  }

  @Test
  void shouldFollowAClockThatWasSet() {
    runUntil(20 * SECOND);
    filter.reset();
    nextProbeNs = nowNs;
    runUntil(nowNs + 3 * SECOND);
    assertThat(filter.locked()).isTrue();
    assertThat(errorNs()).isCloseTo(0, within(20_000.0));
  }
}
