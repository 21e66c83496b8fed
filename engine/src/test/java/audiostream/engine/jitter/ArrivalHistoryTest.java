package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalHistoryTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long TEN_MINUTES = 600 * SECOND;

  private final ArrivalHistory history = new ArrivalHistory();

  private void second(int number, long peakNs) {
    history.add(peakNs / 2, number * SECOND);
    history.add(peakNs, number * SECOND + 500 * MS);
    history.add(0, number * SECOND + 900 * MS);
  }

  @Test
  void shouldAllowNothingBeforeAnythingIsKnown() {
    assertThat(history.allowanceNs(TEN_MINUTES)).isZero();
  }

  @Test
  void shouldAllowForTheWorstWhenOneDisturbanceIsTooMuch() {
    for (int s = 0; s < 500; s++) {
      second(s, s == 77 ? 150 * MS : 10 * MS);
    }
    assertThat(history.allowanceNs(TEN_MINUTES)).isBetween(150 * MS, 152 * MS);
  }

  @Test
  void shouldAcceptAsManyDisturbancesAsAreBearable() {
    for (int s = 0; s < 600; s++) {
      second(s, s % 150 == 20 ? 150 * MS : 10 * MS);
    }
    // Four in ten minutes: once in two minutes is borne, once in three is not.
    assertThat(history.allowanceNs(120 * SECOND)).isEqualTo(10 * MS);
    assertThat(history.allowanceNs(180 * SECOND)).isEqualTo(150 * MS);
  }

  @Test
  void shouldAllowForMoreThanWasSeenWhileLittleWasSeen() {
    Random random = new Random(5);
    for (int s = 0; s < 30; s++) {
      second(s, (long) (20 * MS + -5 * MS * Math.log(1 - random.nextDouble())));
    }
    long young = history.allowanceNs(TEN_MINUTES);
    long seen = history.allowanceNs(30 * SECOND);
    assertThat(young).isGreaterThan(seen).isLessThanOrEqualTo(seen + seen);
  }

  @Test
  void shouldForgetWhatIsMoreThanTenMinutesAgo() {
    second(0, 300 * MS);
    for (int s = 1; s <= 600; s++) {
      second(s, 10 * MS);
    }
    assertThat(history.seconds()).isEqualTo(600);
    assertThat(history.allowanceNs(TEN_MINUTES)).isEqualTo(10 * MS);
  }

  @Test
  void shouldForgetAllWhenReset() {
    second(0, 300 * MS);
    history.reset();
    second(0, MS);
    assertThat(history.allowanceNs(TEN_MINUTES)).isEqualTo(MS);
  }
}
