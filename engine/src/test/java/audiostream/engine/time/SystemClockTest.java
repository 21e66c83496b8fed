package audiostream.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemClockTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, 10_000, -10_000})
  void shouldSleepUntilTheDeadlineOfItsOwnTime(double ratePpm) {
    SystemClock clock = SystemClock.scaled(ratePpm);
    for (int i = 0; i < 20; i++) {
      long deadlineNs = clock.nowNs() + 1_000_000;
      int sleeps = 0;
      while (clock.nowNs() < deadlineNs) {
        clock.sleepUntil(deadlineNs);
        sleeps++;
      }
      // Rounding and signals may each cost one more, but it does sleep: it does not spin.
      assertThat(sleeps).isBetween(1, 4);
    }
  }
}
