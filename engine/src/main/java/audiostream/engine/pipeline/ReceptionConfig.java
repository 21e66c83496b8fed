package audiostream.engine.pipeline;

import audiostream.engine.audio.ChannelMap;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.PayloadFormats;
import java.util.Optional;

/**
 * What a receiver expects, and how it plays it.
 *
 * @param expected what comes in
 * @param latency from the fastest arrival to playout
 * @param map which channel plays where; empty: mono on all outputs, else channel by channel
 * @param gain linear, 1 leaves samples as they are
 * @param outputExtraNs how much later than a device says its sound is heard; negative: earlier; at
 *     most {@link #MOST_OUTPUT_EXTRA_NS} either way
 */
public record ReceptionConfig(
    Expected expected,
    LatencyPolicy latency,
    Optional<ChannelMap> map,
    float gain,
    long outputExtraNs) {

  public static final long MOST_OUTPUT_EXTRA_NS = 1_000_000_000L;

  public ReceptionConfig {
    if (Math.abs(outputExtraNs) > MOST_OUTPUT_EXTRA_NS) {
      throw new IllegalArgumentException(
          "output latency " + outputExtraNs / 1e6 + " ms: -1000 to 1000");
    }
  }

  /** One whose device says right when its sound is heard. */
  public ReceptionConfig(
      Expected expected, LatencyPolicy latency, Optional<ChannelMap> map, float gain) {
    this(expected, latency, map, gain, 0);
  }

  /** What comes in. */
  public sealed interface Expected {

    /** The rate that is most likely to come, with which an output is opened. */
    int rateHz();

    /** The most frames a second that a stream may have. */
    int maxRateHz();

    /** The most channels that a stream may have. */
    int maxChannels();

    /**
     * RTP.
     *
     * @param formats what each payload type means
     * @param rateHz the rate that is most likely to come
     */
    record Rtp(PayloadFormats formats, int rateHz) implements Expected {
      @Override
      public int maxRateHz() {
        return formats.all().stream()
            .map(PayloadFormat::format)
            .mapToInt(StreamFormat::rateHz)
            .max()
            .orElse(rateHz);
      }

      @Override
      public int maxChannels() {
        return formats.all().stream()
            .map(PayloadFormat::format)
            .mapToInt(StreamFormat::channels)
            .max()
            .orElse(0);
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
      public int maxRateHz() {
        return format.rateHz();
      }

      @Override
      public int maxChannels() {
        return format.channels();
      }
    }
  }
}
