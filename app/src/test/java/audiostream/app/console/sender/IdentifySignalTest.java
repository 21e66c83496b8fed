package audiostream.app.console.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifySignalTest {

  private static final int NOTES_FRAMES = 44_100 * 44 / 100;

  /** What is between the notes. */
  private static float[] spoken(int number, int rateHz) {
    float[] all = IdentifySignal.of(number, rateHz);
    int notes = (int) ((long) NOTES_FRAMES * rateHz / 44_100);
    return Arrays.copyOfRange(all, notes, all.length - notes);
  }

  private static double seconds(float[] samples, int rateHz) {
    return (double) samples.length / rateHz;
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 44_100, 48_000, 192_000})
  void shouldLastAsLongAndBeAsLoudAtEachRate(int rateHz) {
    assertThat(seconds(IdentifySignal.of(7, rateHz), rateHz))
        .isCloseTo(
            seconds(IdentifySignal.of(7, 44_100), 44_100),
            org.assertj.core.data.Offset.offset(0.002));
    for (float sample : IdentifySignal.of(1_000, rateHz)) {
      assertThat(Math.abs(sample)).isLessThanOrEqualTo(0.5f);
    }
  }

  @Test
  void shouldSpeakADifferentWordForEachDigit() {
    for (int a = 0; a < 10; a++) {
      float peak = 0;
      for (float sample : spoken(a, 44_100)) {
        peak = Math.max(peak, Math.abs(sample));
      }
      assertThat(peak).as("digit %d", a).isGreaterThan(0.1f);
      assertThat(seconds(spoken(a, 44_100), 44_100)).as("digit %d", a).isBetween(0.25, 1.2);
      for (int b = 0; b < a; b++) {
        assertThat(spoken(a, 44_100)).isNotEqualTo(spoken(b, 44_100));
      }
    }
  }

  @Test
  void shouldSpeakDigitByDigit() {
    float[] number = spoken(205, 44_100);
    float[] two = spoken(2, 44_100);
    float[] five = spoken(5, 44_100);
    assertThat(Arrays.copyOf(number, two.length)).isEqualTo(two);
    assertThat(Arrays.copyOfRange(number, number.length - five.length, number.length))
        .isEqualTo(five);
    assertThat(number.length).isEqualTo(two.length + spoken(0, 44_100).length + five.length);
  }
}
