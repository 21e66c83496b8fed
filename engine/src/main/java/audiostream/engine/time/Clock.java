package audiostream.engine.time;

/**
 * A monotonic clock: the only notion of "now" in the engine.
 *
 * <p>Everything that depends on time is handed a clock or, better, the value {@code nowNs} read
 * from it once per turn of its loop. There is no default clock: forgetting to inject one does not
 * compile.
 */
public interface Clock {

  /** Nanoseconds since an arbitrary origin; never decreases. Any thread; allocates nothing. */
  long nowNs();

  /**
   * Waits until {@link #nowNs()} has reached the deadline, or the thread is interrupted or
   * unparked. May return early: callers loop.
   *
   * @param deadlineNs on the scale of {@link #nowNs()}
   */
  void parkUntil(long deadlineNs);

  /**
   * As {@link #parkUntil}, for who need not be woken before: that may cost the system less. Neither
   * unparking nor interrupting has to end it.
   */
  default void sleepUntil(long deadlineNs) {
    parkUntil(deadlineNs);
  }
}
