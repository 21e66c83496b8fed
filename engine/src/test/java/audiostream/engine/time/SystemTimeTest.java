package audiostream.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SystemTimeTest {

  /** A clock that takes its time: each look at it costs what the next of a list says. */
  private static final class SlowClock implements Clock {
    private final long[] costsNs;
    private int looks;
    private long nowNs = 5_000;

    SlowClock(long... costsNs) {
      this.costsNs = costsNs;
    }

    @Override
    public long nowNs() {
      nowNs += costsNs[Math.min(looks, costsNs.length - 1)];
      looks++;
      return nowNs;
    }

    @Override
    public void parkUntil(long deadlineNs) {
      throw new AssertionError("nobody waits here");
    }
  }

  @Test
  void shouldTellWhatTheSystemsClockIsAhead() {
    SlowClock clock = new SlowClock(0);
    InstantSource system = () -> Instant.ofEpochSecond(1_700_000_000L, clock.nowNs + 7);
    assertThat(SystemTime.minusMonotonicNs(clock, system)).isEqualTo(1_700_000_000_000_000_007L);
  }

  @Test
  void shouldBelieveTheReadingThatWasInterruptedLeast() {
    SlowClock clock = new SlowClock(100, 900_000, 100, 40, 100, 3_000_000, 100, 80_000, 100, 500);
    // Read just before the second look, at whatever time that was.
    InstantSource system = () -> Instant.ofEpochSecond(0, clock.nowNs);
    assertThat(SystemTime.minusMonotonicNs(clock, system)).isEqualTo(-20);
  }
}
