package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeFilterTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;
  private static final double BLOCK_NS = BLOCK * 1e9 / RATE_HZ;
  private static final long SEED = 20_260_101;

  private final TimeFilter filter = new TimeFilter(RATE_HZ);

  @Test
  void shouldTakeTheFirstTimeAsItIs() {
    assertThat(filter.filter(12_345_678, BLOCK)).isEqualTo(12_345_678);
  }

  @Test
  void shouldFollowARegularDeviceExactly() {
    for (int block = 0; block < 1_000; block++) {
      long trueNs = Math.round(block * BLOCK_NS);
      assertThat(filter.filter(trueNs, BLOCK)).isCloseTo(trueNs, within(2L));
    }
  }

  @Test
  void shouldTakeOutJitter() {
    Random random = new Random(SEED);
    double worstNs = 0;
    for (int block = 0; block < 10_000; block++) {
      double trueNs = block * BLOCK_NS;
      long filteredNs = filter.filter(Math.round(trueNs + random.nextGaussian() * 2e6), BLOCK);
      if (block > 3_000) {
        worstNs = Math.max(worstNs, Math.abs(filteredNs - trueNs));
      }
    }
    // Of 2 ms rms, and so up to 8 ms, the loop leaves about 0.14 ms rms.
    assertThat(worstNs).as("seed " + SEED).isLessThan(600e3);
  }

  @Test
  void shouldSpreadBlocksThatComeInPairs() {
    long previousNs = 0;
    for (int block = 0; block < 5_000; block++) {
      long measuredNs = Math.round((block - block % 2) * BLOCK_NS);
      long filteredNs = filter.filter(measuredNs, BLOCK);
      if (block > 3_000) {
        assertThat((double) (filteredNs - previousNs)).isCloseTo(BLOCK_NS, within(100e3));
      }
      previousNs = filteredNs;
    }
  }

  @Test
  void shouldLearnHowFastTheDeviceReallyRuns() {
    double trueBlockNs = BLOCK_NS / (1 + 150e-6);
    for (int block = 0; block < 20_000; block++) {
      filter.filter(Math.round(block * trueBlockNs), BLOCK);
    }
    assertThat(filter.ratePpm()).isCloseTo(150, within(1.0));
  }

  @Test
  void shouldKeepTheRateWhenItStartsAnewOnABusyMachine() {
    feed(5_000);
    filter.restart();
    Random random = new Random(SEED);
    double worstPpm = 0;
    for (int block = 5_000; block < 6_000; block++) {
      double lateNs = -1e6 * Math.log(1 - random.nextDouble());
      filter.filter(Math.round(block * BLOCK_NS + lateNs), BLOCK);
      worstPpm = Math.max(worstPpm, Math.abs(filter.ratePpm()));
    }
    // Lateness of 1 ms on average looks like another phase; a wide loop makes hundreds of ppm of
    // it.
    assertThat(worstPpm).as("seed " + SEED).isLessThan(600);
  }

  @Test
  void shouldTellHowManyFramesAreMissing() {
    long nextNs = feed(100);
    assertThat(filter.framesBehind(nextNs)).isZero();
    assertThat(filter.framesBehind(nextNs + Math.round(3 * BLOCK_NS))).isEqualTo(3 * BLOCK);
    filter.skip(3 * BLOCK);
    assertThat(filter.framesBehind(nextNs + Math.round(3 * BLOCK_NS))).isZero();
  }

  @Test
  void shouldMissNothingBeforeTheFirstBlock() {
    assertThat(filter.framesBehind(99_000_000)).isZero();
  }

  @Test
  void shouldStartAnewAfterALongPause() {
    long resumedNs = feed(1_000) + 2_000_000_000L;
    assertThat(filter.filter(resumedNs, BLOCK)).isEqualTo(resumedNs);
  }

  @Test
  void shouldStayStableWithLongBlocksAtALowRate() {
    TimeFilter slow = new TimeFilter(8_000);
    Random random = new Random(SEED);
    for (int block = 0; block < 2_000; block++) {
      double trueNs = block * 8_192 * 125_000.0;
      long filteredNs = slow.filter(Math.round(trueNs + random.nextGaussian() * 1e6), 8_192);
      assertThat((double) filteredNs).as("seed " + SEED).isCloseTo(trueNs, within(20e6));
    }
  }

  private long feed(int blocks) {
    for (int block = 0; block < blocks; block++) {
      filter.filter(Math.round(block * BLOCK_NS), BLOCK);
    }
    return Math.round(blocks * BLOCK_NS);
  }
}
