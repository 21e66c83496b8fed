package audiostream.engine.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NtpTimeTest {

  @Test
  void shouldCountFromNineteenHundred() {
    assertThat(NtpTime.of(Instant.EPOCH)).isEqualTo(0x83AA7E80_00000000L);
    assertThat(NtpTime.of(Instant.ofEpochSecond(0, 500_000_000))).isEqualTo(0x83AA7E80_80000000L);
    assertThat(NtpTime.of(Instant.ofEpochSecond(0, 999_999_999)) & 0xffff_ffffL)
        .isEqualTo(0xffff_fffbL);
  }

  @Test
  void shouldWrapInTheYear2036() {
    Instant wrap = Instant.parse("2036-02-07T06:28:16Z");
    assertThat(NtpTime.of(wrap)).isZero();
    assertThat(NtpTime.toInstant(0, Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(wrap);
    assertThat(NtpTime.toInstant(-1L << 32, wrap)).isEqualTo(wrap.minusSeconds(1));
  }

  @Test
  void shouldTakeTheMiddle() {
    assertThat(NtpTime.middle(0x1234_5678_9abc_def0L)).isEqualTo(0x5678_9abc);
  }

  @Test
  void shouldComeBackToTheNanosecond() {
    long seed = 5_905L;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(0, 6_000_000_000L), random.nextInt(1_000_000_000));
      Instant near = instant.plusSeconds(random.nextInt(1_000_000) - 500_000);
      assertThat(NtpTime.toInstant(NtpTime.of(instant), near))
          .as("seed %d, turn %d", seed, i)
          .isEqualTo(instant);
    }
  }
}
