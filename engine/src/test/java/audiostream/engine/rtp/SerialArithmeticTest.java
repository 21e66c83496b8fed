package audiostream.engine.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SerialArithmeticTest {

  @Test
  void shouldMeasureTheShorterWayAroundSixteenBits() {
    assertThat(SerialArithmetic.distance16(65_535, 0)).isEqualTo(1);
    assertThat(SerialArithmetic.distance16(0, 65_535)).isEqualTo(-1);
    assertThat(SerialArithmetic.distance16(10, 32_777)).isEqualTo(32_767);
    assertThat(SerialArithmetic.distance16(10, 32_778)).isEqualTo(-32_768);
  }

  @Test
  void shouldMeasureTheShorterWayAroundThirtyTwoBits() {
    assertThat(SerialArithmetic.distance32(-1, 0)).isEqualTo(1);
    assertThat(SerialArithmetic.distance32(0, -1)).isEqualTo(-1);
    assertThat(SerialArithmetic.distance32(Integer.MAX_VALUE, Integer.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void shouldOrderNumbersAcrossTheWrap() {
    assertThat(SerialArithmetic.isAfter16(2, 65_534)).isTrue();
    assertThat(SerialArithmetic.isAfter16(65_534, 2)).isFalse();
    assertThat(SerialArithmetic.isAfter16(7, 7)).isFalse();
    assertThat(SerialArithmetic.isAfter32(5, -5)).isTrue();
    assertThat(SerialArithmetic.isAfter32(-5, 5)).isFalse();
    assertThat(SerialArithmetic.isAfter32(7, 7)).isFalse();
  }

  @Test
  void shouldUndoWhatPlusDid() {
    long seed = 20_261_122L;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      int from = random.nextInt(1 << 16);
      int steps = random.nextInt(1 << 16) - (1 << 15);
      int to = SerialArithmetic.plus16(from, steps);
      assertThat(to).as("seed %d, turn %d", seed, i).isBetween(0, 65_535);
      assertThat(SerialArithmetic.distance16(from, to))
          .as("seed %d, turn %d", seed, i)
          .isEqualTo(steps);
    }
  }
}
