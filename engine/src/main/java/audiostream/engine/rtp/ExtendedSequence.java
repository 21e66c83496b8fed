package audiostream.engine.rtp;

/**
 * Unwraps 16-bit RTP sequence numbers into numbers that never wrap (RFC 3550 appendix A.1: cycles
 * and sequence). A number is placed where it is nearest to the highest one so far, so that packets
 * may come out of order across a wrap; the first one stands for itself, and one from before it may
 * come out negative. Confined to one thread; allocates nothing.
 */
public final class ExtendedSequence {

  private boolean started;
  private long highest;

  /** Starts a new run whose first number is this one; only its lower 16 bits count. */
  public void restart(int sequence) {
    started = true;
    highest = sequence & 0xffff;
  }

  /**
   * Extends a number and remembers it; the first one starts the run.
   *
   * @param sequence only the lower 16 bits count
   */
  public long extend(int sequence) {
    long extended = peek(sequence);
    highest = started ? Math.max(highest, extended) : extended;
    started = true;
    return extended;
  }

  /** What {@link #extend} would give, without remembering it. */
  public long peek(int sequence) {
    return started
        ? highest + SerialArithmetic.distance16((int) highest, sequence)
        : sequence & 0xffff;
  }
}
