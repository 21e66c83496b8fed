package audiostream.engine.device.portaudio;

import audiostream.engine.device.TimeFilter;
import audiostream.engine.device.foreign.NativeMemory;

/**
 * Brings the times that PortAudio gives with a callback to our clock's scale. PortAudio's clock may
 * be any (Debian's 19.6 gives the time of day, which can be set), so only the distance between its
 * "now" and its time for the block is used, added to our own now; a delay-locked loop then takes
 * out how late the callback itself came.
 */
final class StreamTimes {

  /** Offsets in {@code PaStreamCallbackTimeInfo}. */
  private static final int INPUT_TIME = 0;

  private static final int CURRENT_TIME = 8;
  private static final int OUTPUT_TIME = 16;

  /** A distance beyond this is a host API that does not fill in its times. */
  private static final double PLAUSIBLE_S = 5;

  private final boolean capture;
  private final long latencyNs;
  private final int rateHz;
  private final TimeFilter filter;

  /**
   * @param capture whether blocks are captured, else played
   * @param latencyNs the stream's latency, used where a callback comes without times
   */
  StreamTimes(boolean capture, long latencyNs, int rateHz) {
    this.capture = capture;
    this.latencyNs = latencyNs;
    this.rateHz = rateHz;
    filter = new TimeFilter(rateHz);
  }

  /**
   * When the first frame of a captured block was captured, unfiltered. Host APIs round and JACK's
   * leaves the period out, so it is at least the block's own duration ago.
   *
   * @param times address of a {@code PaStreamCallbackTimeInfo}, or 0
   * @param nowNs when the callback came
   */
  long capturedNs(long times, long nowNs, int frames) {
    return nowNs + Math.min(distanceNs(times), -frames * 1_000_000_000L / rateHz);
  }

  /** When the first frame of a block to play will sound, unfiltered; not before now. */
  long soundsAtNs(long times, long nowNs) {
    return nowNs + Math.max(distanceNs(times), 0);
  }

  TimeFilter filter() {
    return filter;
  }

  private long distanceNs(long times) {
    long usualNs = capture ? -latencyNs : latencyNs;
    if (times == 0) {
      return usualNs;
    }
    double blockS = NativeMemory.doubleAt(times + (capture ? INPUT_TIME : OUTPUT_TIME));
    double distanceS = blockS - NativeMemory.doubleAt(times + CURRENT_TIME);
    boolean plausible = blockS != 0 && Math.abs(distanceS) < PLAUSIBLE_S;
    return plausible ? Math.round(distanceS * 1e9) : usualNs;
  }
}
