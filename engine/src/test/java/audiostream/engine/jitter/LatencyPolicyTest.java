package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatencyPolicyTest {

  private static final long MS = 1_000_000L;
  private static final long EVERY = 600_000 * MS;

  @Test
  void shouldStartBetweenItsBounds() {
    assertThat(LatencyPolicy.standard().startNs()).isEqualTo(60 * MS);
    assertThat(LatencyPolicy.auto(100 * MS, 500 * MS, EVERY, true).startNs()).isEqualTo(100 * MS);
    assertThat(LatencyPolicy.auto(5 * MS, 20 * MS, EVERY, true).startNs()).isEqualTo(20 * MS);
  }

  @Test
  void shouldNotMoveWhenFixed() {
    LatencyPolicy fixed = LatencyPolicy.fixed(80 * MS);
    assertThat(fixed.fixed()).isTrue();
    assertThat(LatencyTarget.next(fixed, 80 * MS, 300 * MS, 600, 1_000 * MS)).isEqualTo(80 * MS);
  }

  @Test
  void shouldNameWhatCannotBe() {
    assertThatThrownBy(() -> LatencyPolicy.fixed(0)).hasMessage("latency 0 ms: 1 to 10000");
    assertThatThrownBy(() -> LatencyPolicy.auto(4 * MS, 500 * MS, EVERY, true))
        .hasMessage("latency from 4 to 500 ms: 5 to 2000");
    assertThatThrownBy(() -> LatencyPolicy.auto(5 * MS, 2_001 * MS, EVERY, true))
        .hasMessage("latency from 5 to 2001 ms: 5 to 2000");
    assertThatThrownBy(() -> new LatencyPolicy(60 * MS, 90 * MS, 50 * MS, EVERY, true))
        .hasMessage("latency from 90 to 50 ms: the least is above the most");
    assertThatThrownBy(() -> LatencyPolicy.auto(5 * MS, 500 * MS, 10, true))
        .hasMessageContaining("at least 1 s");
  }
}
