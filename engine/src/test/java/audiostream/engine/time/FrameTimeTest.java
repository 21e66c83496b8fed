package audiostream.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTimeTest {

  @Test
  void shouldNotDriftOverAYear() {
    long frames = 44_100L * 3_600 * 24 * 365;
    assertThat(FrameTime.nsOf(frames, 44_100)).isEqualTo(3_600L * 24 * 365 * 1_000_000_000);
    assertThat(FrameTime.framesIn(FrameTime.nsOf(frames, 44_100), 44_100)).isEqualTo(frames);
  }

  @Test
  void shouldRoundByLessThanOneUnit() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      int rateHz = 8_000 + random.nextInt(184_001);
      long frames = random.nextLong(1L << 40);
      double exactNs = frames * 1e9 / rateHz;
      long ns = FrameTime.nsOf(frames, rateHz);
      assertThat(Math.abs(ns - exactNs)).as("seed 1: %d at %d", frames, rateHz).isLessThan(1e4);
      assertThat(FrameTime.framesIn(ns, rateHz)).isBetween(frames - 1, frames);
    }
  }
}
