package audiostream.engine.feedback;

/**
 * How much transit times differ from packet to packet (RFC 3550 section 6.4.1 and appendix A.8), in
 * timestamp units. One thread; allocates nothing.
 */
public final class InterarrivalJitter {

  /** So that a stall of hours cannot overflow the mean; six minutes at 44 100 Hz. */
  private static final int LARGEST_DIFFERENCE = 1 << 24;

  private boolean started;
  private int transit;
  private int scaled;

  /** Forgets all packets. */
  public void restart() {
    started = false;
    scaled = 0;
  }

  /**
   * Takes a packet, in the order of arrival.
   *
   * @param arrival its time of arrival in timestamp units, from any origin; may wrap
   * @param timestamp its RTP timestamp
   * @return by how much its transit time differs from that of the packet before; 0 for the first
   */
  public int update(int arrival, int timestamp) {
    int now = arrival - timestamp;
    int difference = started ? Math.min(Math.abs(clamped(now - transit)), LARGEST_DIFFERENCE) : 0;
    started = true;
    transit = now;
    // J += (|D| - J) / 16, kept 16 times as large and rounded as in appendix A.8.
    scaled += difference - ((scaled + 8) >> 4);
    return difference;
  }

  private static int clamped(int difference) {
    return Math.max(difference, -LARGEST_DIFFERENCE);
  }

  /** The jitter now, in timestamp units, as reports have it. */
  public int frames() {
    return scaled >> 4;
  }
}
