package audiostream.engine.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FadeTest {

  @Test
  void shouldRiseEvenlyFromNothingToAll() {
    Fade fade = new Fade(100);
    assertThat(fade.rise(-1)).isZero();
    assertThat(fade.rise(100)).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      assertThat(fade.rise(i)).isGreaterThan(fade.rise(i - 1)).isLessThan(1);
      assertThat(fade.rise(i) + fade.fall(i)).isEqualTo(1);
      assertThat(fade.rise(i) + fade.rise(99 - i)).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void shouldStepWithoutFrames() {
    Fade fade = new Fade(0);
    assertThat(fade.rise(-1)).isZero();
    assertThat(fade.rise(0)).isEqualTo(1);
  }
}
