package audiostream.engine.rtp;

import java.time.Instant;

/** The 64-bit NTP timestamp of RTCP (RFC 3550 section 4): seconds since 1900 and their fraction. */
public final class NtpTime {

  /** From 1900 to 1970 (RFC 5905 figure 4). */
  private static final long EPOCH_SECONDS = 2_208_988_800L;

  private NtpTime() {}

  /** Seconds in the upper 32 bits (modulo 2^32), the fraction in the lower. */
  public static long of(Instant instant) {
    long seconds = instant.getEpochSecond() + EPOCH_SECONDS;
    long fraction = ((long) instant.getNano() << 32) / 1_000_000_000L;
    return seconds << 32 | fraction;
  }
}
