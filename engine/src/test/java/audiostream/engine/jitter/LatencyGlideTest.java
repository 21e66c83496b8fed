package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencyGlideTest {

  private static final long MS = 1_000_000L;
  private static final long BLOCK_NS = 5_804_988L;
  private static final long SECOND = 1_000 * MS;

  private final LatencyGlide glide = new LatencyGlide();

  @Test
  void shouldReachHalfAPerCentWithinHalfASecondAndNeverMore() {
    glide.begin(60 * MS);
    for (long t = 0; t < SECOND / 2; t += BLOCK_NS) {
      glide.advance(160 * MS, BLOCK_NS);
    }
    assertThat(glide.ratePpm()).isCloseTo(-5_000, within(60.0));
    for (long t = 0; t < 5 * SECOND; t += BLOCK_NS) {
      glide.advance(160 * MS, BLOCK_NS);
      assertThat(Math.abs(glide.ratePpm())).isLessThanOrEqualTo(5_000.001);
    }
  }

  @Test
  void shouldArriveWithoutOvershootAndStand() {
    glide.begin(60 * MS);
    for (long t = 0; t < 30 * SECOND; t += BLOCK_NS) {
      glide.advance(20 * MS, BLOCK_NS);
      assertThat(glide.latencyNs()).isGreaterThanOrEqualTo(20 * MS);
    }
    assertThat(glide.latencyNs()).isEqualTo(20 * MS);
    assertThat(glide.ratePpm()).isZero();
  }

  @Test
  void shouldMoveByWhatTheSpeedSays() {
    glide.begin(60 * MS);
    double moved = 0;
    for (long t = 0; t < 3 * SECOND; t += BLOCK_NS) {
      double before = glide.latencyNs();
      glide.advance(160 * MS, BLOCK_NS);
      assertThat(glide.latencyNs() - before)
          .isCloseTo(-glide.ratePpm() * 1e-6 * BLOCK_NS, within(1e-3));
      moved += glide.latencyNs() - before;
    }
    assertThat(moved).isBetween(12.0 * MS, 15.0 * MS);
  }

  @Test
  void shouldFollowATargetThatCreepsDown() {
    glide.begin(100 * MS);
    long target = 100 * MS;
    for (long t = 0; t < 20 * SECOND; t += BLOCK_NS) {
      target -= BLOCK_NS / 2_000;
      glide.advance(target, BLOCK_NS);
    }
    assertThat(glide.latencyNs()).isCloseTo(target, within(0.05 * MS));
  }

  @Test
  void shouldBeShiftedWhereNobodyHearsIt() {
    glide.begin(60 * MS);
    glide.shift(25.0 * MS);
    assertThat(glide.latencyNs()).isEqualTo(85 * MS);
  }
}
