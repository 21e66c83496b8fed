package audiostream.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.rtp.XrBlock.JitterSummary;
import org.junit.jupiter.api.Test;

class ReceptionStatisticsTest {

  private static final int RATE_HZ = 48_000;
  private static final int PACKET_FRAMES = 480;
  private static final long PACKET_NS = 10_000_000L;

  private final ReceptionStatistics statistics = new ReceptionStatistics();

  private void begin() {
    statistics.streamBegins(7, RATE_HZ);
  }

  /** The packet of a number, late by some frames. */
  private void arrives(int number, int lateFrames) {
    statistics.packetArrived(
        number & 0xffff,
        0xffff_0000 + number * PACKET_FRAMES,
        5_000_000_000L + number * PACKET_NS + lateFrames * 1_000_000_000L / RATE_HZ + 1);
  }

  private ReceptionCounts counts() {
    return statistics.counts().orElseThrow();
  }

  @Test
  void shouldKnowNothingBeforeTheFirstPacket() {
    assertThat(statistics.counts()).isEmpty();
    begin();
    assertThat(statistics.counts()).isEmpty();
  }

  @Test
  void shouldCountLossAcrossTheWrap() {
    begin();
    for (int number = 65_530; number < 65_550; number++) {
      if (number != 65_536 && number != 65_540) {
        arrives(number, 0);
      }
    }
    assertThat(counts().ssrc()).isEqualTo(7);
    assertThat(counts().expected()).isEqualTo(20);
    assertThat(counts().lost()).isEqualTo(2);
    assertThat(counts().highestSequence()).isEqualTo(65_549);
  }

  @Test
  void shouldCountDuplicatesAsRfc3550AndApart() {
    begin();
    for (int number : new int[] {1, 2, 2, 4, 5, 5, 5}) {
      arrives(number, 0);
    }
    assertThat(counts().lost()).as("5 expected, 7 received").isEqualTo(-2);
    assertThat(counts().duplicates()).isEqualTo(3);
    assertThat(counts().missing()).as("number 3").isEqualTo(1);
  }

  @Test
  void shouldNotTakeReorderingForLoss() {
    begin();
    for (int number : new int[] {10, 12, 13, 11, 15, 14}) {
      arrives(number, 0);
    }
    assertThat(counts().lost()).isZero();
    assertThat(counts().duplicates()).isZero();
  }

  @Test
  void shouldHaveNoJitterWhenEachPacketTakesAsLong() {
    begin();
    for (int number = 0; number < 100; number++) {
      arrives(number, 300);
    }
    assertThat(counts().jitterFrames()).isZero();
    assertThat(counts().jitter()).isEqualTo(new JitterSummary(0, 0, 0, 0));
  }

  @Test
  void shouldSettleAtTheMeanDifference() {
    begin();
    for (int number = 0; number < 1_000; number++) {
      arrives(number, number % 2 == 0 ? 0 : 96);
    }
    assertThat(counts().jitterFrames()).isBetween(95, 96);
    statistics.beginInterval();
    for (int number = 1_000; number < 1_010; number++) {
      arrives(number, number % 2 == 0 ? 0 : number == 1_001 ? 48 : 96);
    }
    assertThat(counts().jitter().least()).isEqualTo(48);
    assertThat(counts().jitter().largest()).isEqualTo(96);
    assertThat(counts().jitter().mean()).isEqualTo((7 * 96 + 2 * 48 + 96) / 10);
  }

  @Test
  void shouldCountAnInterruptionAsLoss() {
    begin();
    arrives(1, 0);
    arrives(5_002, 0);
    assertThat(counts().lost()).isEqualTo(5_000);
  }

  @Test
  void shouldFollowASenderThatRenumbersOnlyWhenItGoesOn() {
    begin();
    for (int number = 5_000; number < 5_010; number++) {
      arrives(number, 0);
    }
    arrives(100, 0);
    assertThat(counts().expected()).as("one stray packet").isEqualTo(10);
    arrives(101, 0);
    arrives(102, 0);
    assertThat(counts().expected()).isEqualTo(12);
    assertThat(counts().highestSequence()).isEqualTo(102);
  }

  @Test
  void shouldBeginAtZeroWithAnotherStream() {
    begin();
    arrives(1, 0);
    arrives(9, 500);
    statistics.streamBegins(8, RATE_HZ);
    assertThat(statistics.counts()).isEmpty();
    arrives(3, 0);
    assertThat(counts().ssrc()).isEqualTo(8);
    assertThat(counts().lost()).isZero();
    assertThat(counts().jitterFrames()).isZero();
  }

  @Test
  void shouldSurviveStallsThatNoReportCanHold() {
    begin();
    statistics.packetArrived(1, 0, 0);
    statistics.packetArrived(2, Integer.MIN_VALUE, 0);
    assertThat(counts().jitterFrames()).isEqualTo((1 << 24) / 16);
  }
}
