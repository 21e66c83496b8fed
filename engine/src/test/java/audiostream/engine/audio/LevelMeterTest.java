package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LevelMeterTest {

  private final LevelMeter meter = new LevelMeter(2);

  @Test
  void shouldKeepThePeakOfEachChannelUntilItIsTaken() {
    meter.add(new float[][] {{0.1f, -0.75f, 0.2f}, {0, 0, 0.5f}}, 3);
    meter.add(new float[][] {{0.3f}, {-0.25f}}, 1);
    assertThat(meter.take()).containsExactly(0.75f, 0.5f);
    assertThat(meter.take()).containsExactly(0f, 0f);
  }

  @Test
  void shouldLookAtTheFramesAskedForOnly() {
    meter.add(new float[][] {{0.1f, 1}, {0.2f, 1}, {1, 1}}, 1);
    assertThat(meter.take()).containsExactly(0.1f, 0.2f);
  }

  @Test
  void shouldGiveEachReaderItsOwnPeaks() {
    LevelMeter.Reader another = meter.reader();
    meter.add(new float[][] {{0.5f}, {0.25f}}, 1);
    assertThat(meter.take()).containsExactly(0.5f, 0.25f);
    meter.add(new float[][] {{0.125f}, {0}}, 1);
    assertThat(another.take()).containsExactly(0.5f, 0.25f);
    assertThat(another.take()).containsExactly(0f, 0f);
    assertThat(meter.take()).containsExactly(0.125f, 0f);
  }

  @Test
  void shouldSettleAtTheRootOfTheMeanSquare() {
    float[] square = new float[256];
    Arrays.fill(square, -0.5f);
    for (int block = 0; block < 1_000; block++) {
      meter.add(new float[][] {square, new float[256]}, 256);
    }
    assertThat(meter.rms()[0]).isCloseTo(0.5f, offset(1e-3f));
    assertThat(meter.rms()[1]).isZero();
    for (int block = 0; block < 52; block++) {
      meter.add(new float[][] {new float[256], new float[256]}, 256);
    }
    // A third of a second of silence takes two thirds of the power.
    assertThat(meter.rms()[0]).isBetween(0.25f, 0.35f);
  }

  @Test
  void shouldTakeABlockWithFewerChannels() {
    meter.add(new float[][] {{0.5f}}, 1);
    assertThat(meter.take()).containsExactly(0.5f, 0f);
  }

  @Test
  @Timeout(30)
  void shouldNotLoseThePeakBetweenTwoThreads() throws InterruptedException {
    float[][] quiet = {{0.25f}, {0.25f}};
    Thread adding =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 100_000; i++) {
                meter.add(quiet, 1);
              }
              meter.add(new float[][] {{1}, {1}}, 1);
            });
    float loudest = 0;
    while (adding.isAlive()) {
      loudest = Math.max(loudest, meter.take()[0]);
    }
    adding.join();
    assertThat(Math.max(loudest, meter.take()[0])).isEqualTo(1f);
  }
}
