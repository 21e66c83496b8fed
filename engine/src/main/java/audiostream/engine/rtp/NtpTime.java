package audiostream.engine.rtp;

import java.time.Instant;

/**
 * The 64-bit NTP timestamps of RTCP (RFC 3550 section 4): seconds since 1900 in the upper 32 bits,
 * modulo 2^32, and their fraction in the lower. They wrap in February 2036.
 */
public final class NtpTime {

  /** From 1900 to 1970 (RFC 5905 figure 4). */
  private static final long SECONDS_TO_1970 = 2_208_988_800L;

  private static final long NANOS = 1_000_000_000L;

  private NtpTime() {}

  /** The timestamp of an instant, to 1/4 ns, rounded down. */
  public static long of(Instant instant) {
    long seconds = instant.getEpochSecond() + SECONDS_TO_1970;
    return seconds << 32 | ((long) instant.getNano() << 32) / NANOS;
  }

  /**
   * The instant of a timestamp, to the nearest nanosecond.
   *
   * @param near decides between the eras of 2^32 seconds: the answer is within 68 years of it
   */
  public static Instant toInstant(long timestamp, Instant near) {
    long nearSeconds = near.getEpochSecond() + SECONDS_TO_1970;
    int seconds = (int) (timestamp >>> 32);
    long since1900 = nearSeconds + SerialArithmetic.distance32((int) nearSeconds, seconds);
    long nanos = ((timestamp & 0xffff_ffffL) * NANOS + (1L << 31)) >>> 32;
    return Instant.ofEpochSecond(since1900 - SECONDS_TO_1970, nanos);
  }

  /**
   * The middle 32 bits, in 1/65 536 s: what a report block names a sender report by (RFC 3550
   * section 6.4.1, LSR).
   */
  public static int middle(long timestamp) {
    return (int) (timestamp >>> 16);
  }

  /**
   * A time span in 1/65 536 s, as DLSR and DLRR have it (RFC 3550 section 6.4.1), rounded down.
   *
   * @param ns clamped to what 32 bits hold: 0 to 18 hours
   */
  public static int shortOf(long ns) {
    long most = (0xffff_ffffL * NANOS) >> 16;
    return (int) ((Math.clamp(ns, 0, most) << 16) / NANOS);
  }

  /** The nanoseconds of a time span in 1/65 536 s, rounded down. */
  public static long nsOfShort(int span) {
    return (Integer.toUnsignedLong(span) * NANOS) >> 16;
  }
}
