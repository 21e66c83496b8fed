package audiostream.engine.time;

/**
 * Conversion between counts of frames and nanoseconds. Counts are converted as a whole, never block
 * by block, so that rounding (less than 1 ns, or 1 frame) does not add up to drift.
 */
public final class FrameTime {

  private static final long SECOND_NS = 1_000_000_000L;

  private FrameTime() {}

  /** How long so many frames take, rounded down; exact for any count that a run can reach. */
  public static long nsOf(long frames, int rateHz) {
    return frames / rateHz * SECOND_NS + frames % rateHz * SECOND_NS / rateHz;
  }

  /** How many whole frames fit into a time. */
  public static long framesIn(long ns, int rateHz) {
    return ns / SECOND_NS * rateHz + ns % SECOND_NS * rateHz / SECOND_NS;
  }
}
