package audiostream.engine.rtp;

import java.nio.ByteBuffer;

/** Writes RTP headers (RFC 3550 section 5.1, drawn at {@link RtpHeader}). Allocates nothing. */
public final class RtpWriter {

  private static final int FIRST_BYTE = RtpHeader.VERSION << 6;

  private RtpWriter() {}

  /**
   * Writes the fixed header of 12 bytes at index 0: no padding, no extension, no contributing
   * sources, marker 0 (RFC 3551 section 4.1: silence is not suppressed).
   *
   * @param target its position, limit and byte order are not changed
   * @param payloadType 0 to 127
   * @param sequence only the lower 16 bits count
   * @param timestamp of the first frame of the payload, in frames
   */
  public static void writeHeader(
      ByteBuffer target, int payloadType, int sequence, int timestamp, int ssrc) {
    NetworkOrder.put8(target, 0, FIRST_BYTE);
    NetworkOrder.put8(target, 1, payloadType & 0x7f);
    NetworkOrder.put16(target, 2, sequence);
    NetworkOrder.put32(target, 4, timestamp);
    NetworkOrder.put32(target, 8, ssrc);
  }
}
