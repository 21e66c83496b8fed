package audiostream.engine.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtendedNumbersTest {

  private final ExtendedSequence sequences = new ExtendedSequence();
  private final ExtendedTimestamp timestamps = new ExtendedTimestamp();

  @Test
  void shouldTakeTheFirstNumberAsItIs() {
    assertThat(sequences.extend(65_535)).isEqualTo(65_535);
    assertThat(timestamps.extend(-1)).isEqualTo(0xffff_ffffL);
  }

  @Test
  void shouldGoOnAcrossTheWrap() {
    sequences.restart(65_534);
    assertThat(sequences.extend(65_535)).isEqualTo(65_535);
    assertThat(sequences.extend(0)).isEqualTo(65_536);
    assertThat(sequences.extend(2)).isEqualTo(65_538);

    timestamps.restart(-256);
    assertThat(timestamps.extend(0)).isEqualTo(1L << 32);
    assertThat(timestamps.extend(256)).isEqualTo((1L << 32) + 256);
  }

  @Test
  void shouldPlaceALateNumberBeforeTheWrap() {
    sequences.restart(65_534);
    sequences.extend(1);
    assertThat(sequences.extend(65_535)).isEqualTo(65_535);
    assertThat(sequences.extend(2)).isEqualTo(65_538);

    timestamps.restart(-512);
    timestamps.extend(256);
    assertThat(timestamps.extend(-256)).isEqualTo(0xffff_ff00L);
    assertThat(timestamps.extend(512)).isEqualTo((1L << 32) + 512);
  }

  @Test
  void shouldGoBelowZeroForANumberFromBeforeTheFirst() {
    sequences.restart(0);
    assertThat(sequences.extend(65_535)).isEqualTo(-1);
    assertThat(sequences.extend(1)).isEqualTo(1);

    timestamps.restart(10);
    assertThat(timestamps.extend(-10)).isEqualTo(-10);
    assertThat(timestamps.extend(20)).isEqualTo(20);
  }

  @Test
  void shouldNotRememberWhatWasOnlyPeekedAt() {
    sequences.restart(0);
    assertThat(sequences.peek(30_000)).isEqualTo(30_000);
    assertThat(sequences.peek(40_000)).isEqualTo(40_000 - 65_536);

    timestamps.restart(0);
    assertThat(timestamps.peek(0x7000_0000)).isEqualTo(0x7000_0000L);
    assertThat(timestamps.peek(0x9000_0000)).isEqualTo(0x9000_0000L - (1L << 32));
  }

  @Test
  void shouldForgetEarlierCyclesOnRestart() {
    sequences.restart(65_535);
    sequences.extend(0);
    sequences.restart(0);
    assertThat(sequences.extend(1)).isEqualTo(1);
  }

  @Test
  void shouldFollowAnyStreamThatStaysWithinHalfTheRange() {
    long seed = 7_031L;
    Random random = new Random(seed);
    long sequence = random.nextInt(1 << 16);
    long timestamp = Integer.toUnsignedLong(random.nextInt());
    sequences.restart((int) sequence);
    timestamps.restart((int) timestamp);
    for (int i = 0; i < 200_000; i++) {
      sequence += random.nextInt(200);
      timestamp += random.nextInt(1 << 22);
      long lateSequence = sequence - random.nextInt(30_000);
      long lateTimestamp = timestamp - random.nextInt(1 << 30);
      String turn = "seed " + seed + ", turn " + i;
      assertThat(sequences.extend((int) sequence)).as(turn).isEqualTo(sequence);
      assertThat(sequences.extend((int) lateSequence)).as(turn).isEqualTo(lateSequence);
      assertThat(timestamps.extend((int) timestamp)).as(turn).isEqualTo(timestamp);
      assertThat(timestamps.extend((int) lateTimestamp)).as(turn).isEqualTo(lateTimestamp);
    }
  }
}
