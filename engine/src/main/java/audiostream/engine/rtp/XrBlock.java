package audiostream.engine.rtp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A report block of an extended report (RFC 3611 section 4), of the kinds that are used here. */
public sealed interface XrBlock {

  /**
   * The receiver's clock when this was sent (RFC 3611 section 4.4).
   *
   * <pre>
   *  0                   1                   2                   3
   *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
   * +---------------+---------------+-------------------------------+
   * |     BT=4      |   reserved    |       block length = 2        |   0
   * +---------------+---------------+-------------------------------+
   * |                NTP time, its upper and lower 32 bits          |   4
   * |                                                               |   8
   * +---------------------------------------------------------------+
   * </pre>
   *
   * @param ntpTime as {@link NtpTime} writes it
   */
  record ReceiverReferenceTime(long ntpTime) implements XrBlock {}

  /**
   * What receivers need to compute their round trips (RFC 3611 section 4.5): block type 5, and 12
   * bytes for each of them.
   *
   * @param delays at most 21 845: what a block's length can say
   */
  record LastReferences(List<Delay> delays) implements XrBlock {
    static final int MAX_DELAYS = 0xffff / 3;

    public LastReferences {
      delays = List.copyOf(delays);
      if (delays.size() > MAX_DELAYS) {
        throw new IllegalArgumentException(delays.size() + " delays: 0 to " + MAX_DELAYS);
      }
    }
  }

  /**
   * One receiver's part of {@link LastReferences}.
   *
   * @param ssrc the receiver
   * @param lastReference {@link NtpTime#middle} of its last reference time (LRR); 0 for none
   * @param delaySince from its arrival to this report, in 1/65 536 s, unsigned (DLRR); 0 for none
   */
  record Delay(int ssrc, int lastReference, int delaySince) {}

  /**
   * How a run of packets was received (RFC 3611 section 4.6).
   *
   * <pre>
   *  0                   1                   2                   3
   *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
   * +---------------+-+-+-+---+-----+-------------------------------+
   * |     BT=6      |L|D|J|ToH|rsvd.|       block length = 9        |   0
   * +---------------+-+-+-+---+-----+-------------------------------+
   * |                        SSRC of source                         |   4
   * +-------------------------------+-------------------------------+
   * |  first sequence number        |   last sequence number + 1    |   8
   * +-------------------------------+-------------------------------+
   * |                         packets lost                          |  12
   * |                         duplicates                            |  16
   * |        least, largest, mean and deviation of jitter           |  20 to 32
   * +---------------+---------------+---------------+---------------+
   * |        least, largest, mean and deviation of TTL, not used    |  36
   * +---------------+---------------+---------------+---------------+
   * </pre>
   *
   * @param ssrc of the source reported on
   * @param beginSequence the first, 0 to 65 535
   * @param endSequence one after the last, 0 to 65 535
   * @param lost packets, 0 to 2^32 - 1; empty: not told
   * @param duplicates packets, 0 to 2^32 - 1; empty: not told
   * @param jitter empty: not told
   */
  record StatisticsSummary(
      int ssrc,
      int beginSequence,
      int endSequence,
      OptionalLong lost,
      OptionalLong duplicates,
      Optional<JitterSummary> jitter)
      implements XrBlock {}

  /**
   * How much transit times differed from packet to packet, in timestamp units, unsigned.
   *
   * @param least of all pairs of neighbours
   * @param largest of all pairs of neighbours
   * @param mean of all
   * @param deviation standard deviation of all
   */
  record JitterSummary(int least, int largest, int mean, int deviation) {}
}
