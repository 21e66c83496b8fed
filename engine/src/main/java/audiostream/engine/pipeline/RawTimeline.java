package audiostream.engine.pipeline;

/**
 * Gives a place in time to datagrams that carry neither number nor timestamp: one after the other,
 * unless their times of arrival tell of a gap.
 *
 * <p>A single datagram that is late tells nothing, since a network may hold packets back; but when
 * even the fastest of the last {@link #WINDOW_NS} comes later than before by a datagram or more,
 * that many were lost, and the timeline moves on by them. A slow change is a difference of clocks
 * and is followed instead. Pulling thread only.
 */
final class RawTimeline {

  /** Longer than the stalls of a wireless network, so that these are not taken for loss. */
  static final long WINDOW_NS = 1_500_000_000L;

  /** No network holds packets back for so long and then delivers: it was an interruption. */
  static final long INTERRUPTION_NS = 1_000_000_000L;

  /** The most that two clocks are assumed to differ, over one window. */
  private static final long DRIFT_PER_WINDOW_NS = WINDOW_NS * 300 / 1_000_000;

  private final double nsPerFrame;
  private boolean started;
  private long position;
  private long baseNs;
  private long leastNs;
  private long windowEndsNs;

  RawTimeline(int rateHz) {
    nsPerFrame = 1e9 / rateHz;
  }

  /**
   * Places a datagram.
   *
   * @param frames how many frames it holds
   * @param arrivedNs when it came
   * @return the position of its first frame
   */
  long place(int frames, long arrivedNs) {
    if (!started) {
      start(arrivedNs);
    }
    long excessNs = arrivedNs - (long) (position * nsPerFrame) - baseNs;
    if (excessNs > INTERRUPTION_NS) {
      skip(excessNs, frames);
    } else {
      observe(excessNs, frames, arrivedNs);
    }
    long placed = position;
    position += frames;
    return placed;
  }

  private void start(long arrivedNs) {
    started = true;
    position = 0;
    baseNs = arrivedNs;
    openWindow(arrivedNs);
  }

  private void openWindow(long nowNs) {
    leastNs = Long.MAX_VALUE;
    windowEndsNs = nowNs + WINDOW_NS;
  }

  private void observe(long excessNs, int frames, long arrivedNs) {
    leastNs = Math.min(leastNs, excessNs);
    if (arrivedNs - windowEndsNs < 0) {
      return;
    }
    if (leastNs > 0.75 * frames * nsPerFrame) {
      skip(leastNs, frames);
    } else {
      baseNs += Math.min(leastNs, DRIFT_PER_WINDOW_NS);
    }
    openWindow(arrivedNs);
  }

  private void skip(long excessNs, int frames) {
    long datagrams = Math.round(excessNs / (frames * nsPerFrame));
    position += datagrams * frames;
  }
}
