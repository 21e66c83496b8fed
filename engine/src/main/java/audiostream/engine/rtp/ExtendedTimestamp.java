package audiostream.engine.rtp;

/**
 * Unwraps 32-bit RTP timestamps into positions in frames that never wrap (RFC 3550 section 5.1: the
 * timestamp starts anywhere and wraps after a day of 44 100 Hz). A timestamp is placed where it is
 * nearest to the highest one so far, so that packets may come out of order across a wrap; the first
 * one stands for itself, and one from before it may come out negative. Confined to one thread;
 * allocates nothing.
 */
public final class ExtendedTimestamp {

  private boolean started;
  private long highest;

  /** Starts a new run whose first timestamp is this one. */
  public void restart(int timestamp) {
    started = true;
    highest = Integer.toUnsignedLong(timestamp);
  }

  /** Extends a timestamp and remembers it; the first one starts the run. */
  public long extend(int timestamp) {
    long extended = peek(timestamp);
    highest = started ? Math.max(highest, extended) : extended;
    started = true;
    return extended;
  }

  /** What {@link #extend} would give, without remembering it. */
  public long peek(int timestamp) {
    return started
        ? highest + SerialArithmetic.distance32((int) highest, timestamp)
        : Integer.toUnsignedLong(timestamp);
  }
}
