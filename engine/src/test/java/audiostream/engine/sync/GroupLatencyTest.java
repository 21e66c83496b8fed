package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GroupLatencyTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  @Test
  void shouldStay() {
    GroupLatency latency = GroupLatency.constant(80 * MS);
    assertThat(latency.atNs(0)).isEqualTo(80 * MS);
    assertThat(latency.atNs(100 * SECOND)).isEqualTo(80 * MS);
    assertThat(latency.ratePpm(SECOND)).isZero();
  }

  @Test
  void shouldMoveAtHalfAPerCentFromItsMomentOn() {
    GroupLatency latency = GroupLatency.constant(80 * MS).to(100 * MS, 10 * SECOND);
    assertThat(latency.atNs(10 * SECOND)).isEqualTo(80 * MS);
    assertThat(latency.atNs(12 * SECOND)).isCloseTo(90 * MS, within(1.0));
    assertThat(latency.atNs(20 * SECOND)).isEqualTo(100 * MS);
    assertThat(latency.ratePpm(12 * SECOND)).isEqualTo(-5_000);
    assertThat(latency.ratePpm(20 * SECOND)).isZero();
  }

  @Test
  void shouldTurnRoundFromWhereItIs() {
    GroupLatency up = GroupLatency.constant(80 * MS).to(100 * MS, 0);
    GroupLatency down = up.to(60 * MS, 2 * SECOND);
    assertThat(down.atNs(2 * SECOND)).isCloseTo(90 * MS, within(1.0));
    assertThat(down.atNs(4 * SECOND)).isCloseTo(80 * MS, within(1.0));
    assertThat(down.ratePpm(4 * SECOND)).isEqualTo(5_000);
  }
}
