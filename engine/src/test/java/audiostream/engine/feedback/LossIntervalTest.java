package audiostream.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.rtp.XrBlock.JitterSummary;
import org.junit.jupiter.api.Test;

class LossIntervalTest {

  private final LossInterval interval = new LossInterval();

  private static ReceptionCounts counts(int ssrc, long expected, long received) {
    return new ReceptionCounts(
        ssrc, 48_000, 0, expected, received, 0, 0, 0, new JitterSummary(0, 0, 0, 0));
  }

  @Test
  void shouldTellTheFractionSinceTheLastReport() {
    assertThat(interval.next(counts(1, 100, 75))).isEqualTo(64);
    assertThat(interval.next(counts(1, 200, 175))).isZero();
    assertThat(interval.next(counts(1, 300, 225))).isEqualTo(128);
  }

  @Test
  void shouldBeZeroWithoutPacketsOrWithTooMany() {
    assertThat(interval.next(counts(1, 100, 110))).isZero();
    assertThat(interval.next(counts(1, 100, 110))).isZero();
  }

  @Test
  void shouldFitIntoItsByteWhenAllIsLost() {
    interval.next(counts(1, 1, 1));
    assertThat(interval.next(counts(1, 1_000_001, 1))).isEqualTo(255);
  }

  @Test
  void shouldBeginAnewWithAnotherStream() {
    interval.next(counts(1, 1_000, 1_000));
    assertThat(interval.next(counts(2, 10, 5))).isEqualTo(128);
    assertThat(interval.next(counts(2, 4, 2))).as("begun again").isEqualTo(128);
  }
}
