package audiostream.engine.rtp;

/**
 * Arithmetic on numbers that wrap around: 16-bit sequence numbers and 32-bit timestamps (RFC 1982,
 * RFC 3550 appendix A.1). The only place where such numbers are compared.
 *
 * <p>A number counts as after another when it is fewer than half the range ahead of it. Exactly
 * half the range is ahead and behind at once (RFC 1982 section 3.2 leaves it undefined); here it
 * counts as behind.
 */
public final class SerialArithmetic {

  private SerialArithmetic() {}

  /** Steps from one 16-bit number to another by the shorter way, -32 768 to 32 767. */
  public static int distance16(int from, int to) {
    return (short) (to - from);
  }

  /** Steps from one 32-bit number to another by the shorter way, -2^31 to 2^31 - 1. */
  public static int distance32(int from, int to) {
    return to - from;
  }

  /** Whether a 16-bit number is after another; none is after itself. */
  public static boolean isAfter16(int number, int other) {
    return distance16(other, number) > 0;
  }

  /** Whether a 32-bit number is after another; none is after itself. */
  public static boolean isAfter32(int number, int other) {
    return distance32(other, number) > 0;
  }

  /** The 16-bit number {@code steps} further, 0 to 65 535; {@code steps} may be negative. */
  public static int plus16(int number, int steps) {
    return (number + steps) & 0xffff;
  }
}
