package audiostream.engine.feedback;

import audiostream.engine.rtp.XrBlock.JitterSummary;
import java.util.Optional;

/**
 * How the stream that is received was received up to a moment.
 *
 * @param ssrc of the stream
 * @param rateHz of its timestamps
 * @param highestSequence the highest sequence number, cycles above its 16 bits
 * @param expected packets, from the first to the highest number
 * @param received packets, late ones and those that came twice too
 * @param duplicates packets that came twice, as far as it was noticed
 * @param jitterFrames interarrival jitter in timestamp units
 * @param lastArrivedNs when the last packet arrived, on the scale of {@code Clock.nowNs()}
 * @param jitter of the interval, in timestamp units
 */
public record ReceptionCounts(
    int ssrc,
    int rateHz,
    long highestSequence,
    long expected,
    long received,
    long duplicates,
    int jitterFrames,
    long lastArrivedNs,
    JitterSummary jitter) {

  static final int SSRC = 0;
  static final int RATE_HZ = 1;
  static final int HIGHEST = 2;
  static final int EXPECTED = 3;
  static final int RECEIVED = 4;
  static final int DUPLICATES = 5;
  static final int JITTER = 6;
  static final int LAST_ARRIVED_NS = 7;
  static final int DIFFERENCES = 8;
  static final int SUM = 9;
  static final int SQUARES = 10;
  static final int LEAST = 11;
  static final int LARGEST = 12;
  static final int VALUES = 13;

  /** Lost packets as RFC 3550 section 6.4.1 counts them: negative where more came twice. */
  public long lost() {
    return expected - received;
  }

  /** Packets that have not come at all. */
  public long missing() {
    return Math.max(0, expected - received + duplicates);
  }

  /** From what the statistics publish; empty before the first packet. */
  static Optional<ReceptionCounts> of(long[] values) {
    if (values[RECEIVED] == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ReceptionCounts(
            (int) values[SSRC],
            (int) values[RATE_HZ],
            values[HIGHEST],
            values[EXPECTED],
            values[RECEIVED],
            values[DUPLICATES],
            (int) values[JITTER],
            values[LAST_ARRIVED_NS],
            summary(values)));
  }

  private static JitterSummary summary(long[] values) {
    double count = values[DIFFERENCES];
    double mean = values[SUM] / count;
    double variance = Double.longBitsToDouble(values[SQUARES]) / count - mean * mean;
    return new JitterSummary(
        (int) values[LEAST],
        (int) values[LARGEST],
        (int) Math.round(mean),
        (int) Math.round(Math.sqrt(Math.max(0, variance))));
  }
}
