package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MediaClockTest {

  private final MediaClock clock = new MediaClock(48_000);

  @Test
  void shouldKnowTheFrameOfAMomentAndTheMomentOfAFrame() {
    clock.report(1_000, 5_000_000_000L);
    assertThat(clock.capturedNs(1_000)).isEqualTo(5_000_000_000L);
    assertThat(clock.capturedNs(49_000)).isEqualTo(6_000_000_000L);
    assertThat(clock.frameAt(5_500_000_000L)).isCloseTo(25_000, within(1e-6));
  }

  @Test
  void shouldLearnTheRateOfASoundCardFromNoisyReports() {
    Random random = new Random(3);
    double ppm = 120;
    for (int report = 0; report < 200; report++) {
      long frame = report * 9_600L;
      double exact = frame * 1e9 / 48_000 / (1 + ppm / 1e6);
      clock.report(frame, Math.round(exact + 10_000 * random.nextGaussian()));
    }
    long frame = 200 * 9_600L;
    assertThat(clock.ratePpm()).isCloseTo(ppm, within(2.0));
    assertThat((double) clock.capturedNs(frame))
        .isCloseTo(frame * 1e9 / 48_000 / (1 + ppm / 1e6), within(8_000.0));
  }

  @Test
  void shouldForgetARateThatAStandstillMadeUp() {
    MediaClock card = new MediaClock(48_000, 500_000);
    for (int report = 0; report < 50; report++) {
      long lostNs = report < 20 ? 0 : 3_000_000L;
      card.report(report * 9_600L, report * 200_000_000L + lostNs);
    }
    assertThat(card.ratePpm()).isCloseTo(0, within(1e-3));
  }

  @Test
  void shouldBeginAnewWhereTheInputWasChanged() {
    clock.report(0, 0);
    clock.report(48_000, 1_000_000_000L);
    clock.report(96_000, 2_300_000_000L);
    assertThat(clock.capturedNs(96_000)).isEqualTo(2_300_000_000L);
  }
}
