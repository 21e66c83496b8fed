package audiostream.engine.rtp;

/**
 * How one source is received, told by one who receives it (RFC 3550 section 6.4.1).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------------------------------------------------------+
 * |                    SSRC of that source                        |   0
 * +---------------+-----------------------------------------------+
 * | fraction lost |      cumulative packets lost, signed          |   4
 * +---------------+-----------------------------------------------+
 * |            extended highest sequence number received          |   8
 * +---------------------------------------------------------------+
 * |                   jitter, in timestamp units                  |  12
 * +---------------------------------------------------------------+
 * |                    last sender report (LSR)                   |  16
 * +---------------------------------------------------------------+
 * |           delay since last sender report (DLSR)               |  20
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param ssrc the source reported on
 * @param fractionLost lost since the last report, 0 to 255 in 1/256
 * @param cumulativeLost -8 388 608 to 8 388 607; negative where more came twice than were lost
 * @param highestSequence cycles in the upper 16 bits, the sequence number in the lower; unsigned
 * @param jitterFrames interarrival jitter in timestamp units, unsigned
 * @param lastReport {@link NtpTime#middle} of the last sender report, 0 for none
 * @param delaySinceReport in 1/65 536 s, unsigned; 0 for none
 */
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int cumulativeLost,
    int highestSequence,
    int jitterFrames,
    int lastReport,
    int delaySinceReport) {

  static final int MIN_CUMULATIVE_LOST = -(1 << 23);
  static final int MAX_CUMULATIVE_LOST = (1 << 23) - 1;

  public ReportBlock {
    if (fractionLost < 0 || fractionLost > 255) {
      throw new IllegalArgumentException("fraction lost " + fractionLost + ": 0 to 255");
    }
    if (cumulativeLost < MIN_CUMULATIVE_LOST || cumulativeLost > MAX_CUMULATIVE_LOST) {
      throw new IllegalArgumentException(
          "cumulative lost " + cumulativeLost + ": what 24 bits hold, clamped by the caller");
    }
  }
}
