package audiostream.engine.device.jack;

import audiostream.engine.time.Clock;

/**
 * Brings the times of a server's cycles to our clock's scale, and tells what was lost between them.
 *
 * <p>The server filters its times by a delay-locked loop and promises that a cycle begins when the
 * one before said that it would, unless cycles were skipped or the sound stood still (jack.h, at
 * {@code jack_get_cycle_times}). So they are taken as they are, and a difference is a loss. Process
 * thread only; allocates nothing.
 */
final class CycleClock {

  /** Two readings of two clocks that lie further apart were interrupted. */
  private static final long UNDISTURBED_US = 20;

  private static final int TRIES = 3;

  /** Less than this share of a cycle is a server that corrects its clock. */
  private static final int CORRECTION_SHARE = 4;

  /** Beyond this the server was stopped: nothing can be said of what would have been played. */
  private static final long LONGEST_LOSS_S = 10;

  private final JackClient client;
  private final Clock clock;
  private final int rateHz;

  private boolean begun;
  private int expectedFrame;
  private long expectedUs;
  private long startNs;
  private long nowNs;
  private long lostFrames;

  CycleClock(JackClient client, Clock clock, int rateHz) {
    this.client = client;
    this.clock = clock;
    this.rateHz = rateHz;
  }

  /**
   * A cycle has begun.
   *
   * @param frames that it has
   */
  void begin(int frames) {
    readNow();
    lostFrames = 0;
    if (!client.readCycle()) {
      startNs = nowNs;
      begun = false;
      return;
    }
    startNs += client.cycleUs() * 1_000;
    if (begun) {
      lostFrames = lost(frames);
    }
    begun = true;
    expectedFrame = client.cycleFrame() + frames;
    expectedUs = client.nextCycleUs();
  }

  /** When the cycle began, on our clock: before now. */
  long startNs() {
    return startNs;
  }

  /** When we were called. */
  long nowNs() {
    return nowNs;
  }

  /** Frames that were not exchanged between the cycle before and this one. */
  long lostFrames() {
    return lostFrames;
  }

  /**
   * Our clock, and in {@link #startNs} what it is ahead of the server's. A thread may be
   * interrupted between two readings; then again.
   */
  private void readNow() {
    long beforeUs = client.nowUs();
    for (int i = 0; i < TRIES; i++) {
      nowNs = clock.nowNs();
      long afterUs = client.nowUs();
      startNs = nowNs - (beforeUs + afterUs) * 500;
      if (afterUs - beforeUs <= UNDISTURBED_US) {
        return;
      }
      beforeUs = afterUs;
    }
  }

  /** Cycles in which we were not called, which the server counts, and time in which none ran. */
  private long lost(int frames) {
    long skipped = Math.max(0, client.cycleFrame() - expectedFrame);
    double frameUs = (double) (client.nextCycleUs() - client.cycleUs()) / frames;
    double stoodUs = client.cycleUs() - expectedUs - skipped * frameUs;
    if (stoodUs > frames * frameUs / CORRECTION_SHARE) {
      skipped += Math.round(stoodUs * rateHz / 1e6);
    }
    return skipped > LONGEST_LOSS_S * rateHz ? 0 : skipped;
  }
}
