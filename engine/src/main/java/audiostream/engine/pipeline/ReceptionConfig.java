package audiostream.engine.pipeline;

import audiostream.engine.audio.ChannelMap;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.rtp.PayloadFormats;
import java.util.Optional;

/**
 * What a receiver expects, and how it plays it.
 *
 * @param expected what comes in
 * @param latencyNs from the fastest arrival to playout, 1 ms to 10 s (default 60 ms)
 * @param map which channel plays where; empty: mono on all outputs, else channel by channel
 * @param gain linear, 1 leaves samples as they are
 */
public record ReceptionConfig(
    Expected expected, long latencyNs, Optional<ChannelMap> map, float gain) {

  public static final long MIN_LATENCY_NS = 1_000_000L;
  public static final long MAX_LATENCY_NS = 10_000_000_000L;
  public static final long DEFAULT_LATENCY_NS = 60_000_000L;

  public ReceptionConfig {
    if (latencyNs < MIN_LATENCY_NS || latencyNs > MAX_LATENCY_NS) {
      throw new IllegalArgumentException("latency " + latencyNs / 1e6 + " ms: 1 to 10000");
    }
  }

  /** What comes in. */
  public sealed interface Expected {

    /** Frames a second of everything that is played. */
    int rateHz();

    /** The most channels that a stream may have. */
    int maxChannels();

    /**
     * RTP.
     *
     * @param formats what each payload type means; those of another rate are refused
     * @param rateHz the output's rate
     */
    record Rtp(PayloadFormats formats, int rateHz) implements Expected {
      @Override
      public int maxChannels() {
        return formats.maxChannels(rateHz);
      }
    }

    /**
     * Bare samples.
     *
     * @param format of every datagram
     */
    record Raw(StreamFormat format) implements Expected {
      @Override
      public int rateHz() {
        return format.rateHz();
      }

      @Override
      public int maxChannels() {
        return format.channels();
      }
    }
  }
}
