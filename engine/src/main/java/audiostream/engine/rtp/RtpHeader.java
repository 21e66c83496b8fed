package audiostream.engine.rtp;

import java.nio.ByteBuffer;

/**
 * Reads the header of an RTP packet (RFC 3550 section 5.1). Reusable: each {@link #parse} replaces
 * what the accessors tell. Confined to one thread; allocates nothing and keeps no reference to the
 * datagram.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+-+-------+-+-------------+-------------------------------+
 * |V=2|P|X|  CC   |M|     PT      |        sequence number        |   0
 * +---+-+-+-------+-+-------------+-------------------------------+
 * |                      timestamp, in frames                     |   4
 * +---------------------------------------------------------------+
 * |                             SSRC                              |   8
 * +---------------------------------------------------------------+
 * |                     CSRC, CC times 4 bytes                    |  12
 * +-------------------------------+-------------------------------+
 * | if X: defined by profile      | words that follow             |
 * +-------------------------------+-------------------------------+
 * |                         extension words                       |
 * +---------------------------------------------------------------+
 * |                  payload: interleaved samples                 |
 * +                               +---------------+---------------+
 * |                               | if P: padding | its length    |
 * +-------------------------------+---------------+---------------+
 * </pre>
 */
public final class RtpHeader {

  /** Length of the fixed header, in bytes. */
  public static final int FIXED_BYTES = 12;

  static final int VERSION = 2;

  private static final int PADDING_BIT = 0x20;
  private static final int EXTENSION_BIT = 0x10;
  private static final int MARKER_BIT = 0x80;

  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /**
   * Reads a header. Never throws; the accessors are meaningful only after {@link RtpFault#NONE}.
   *
   * @param datagram from index 0 to its limit; its position and byte order are neither used nor
   *     changed
   */
  public RtpFault parse(ByteBuffer datagram) {
    RtpFault fault = checkKind(datagram);
    if (fault != RtpFault.NONE) {
      return fault;
    }
    readFixed(datagram);
    return readPayloadBounds(datagram);
  }

  private static RtpFault checkKind(ByteBuffer datagram) {
    int length = datagram.limit();
    if (length == 0) {
      return RtpFault.EMPTY;
    }
    if (NetworkOrder.u8(datagram, 0) >> 6 != VERSION) {
      return RtpFault.VERSION;
    }
    if (length >= RtcpCompound.HEADER_BYTES
        && RtcpCompound.isRtcpType(NetworkOrder.u8(datagram, 1))) {
      return RtpFault.RTCP;
    }
    return length < FIXED_BYTES ? RtpFault.TRUNCATED : RtpFault.NONE;
  }

  private void readFixed(ByteBuffer datagram) {
    int second = NetworkOrder.u8(datagram, 1);
    marker = (second & MARKER_BIT) != 0;
    payloadType = second & ~MARKER_BIT;
    sequence = NetworkOrder.u16(datagram, 2);
    timestamp = NetworkOrder.s32(datagram, 4);
    ssrc = NetworkOrder.s32(datagram, 8);
  }

  private RtpFault readPayloadBounds(ByteBuffer datagram) {
    int length = datagram.limit();
    int first = NetworkOrder.u8(datagram, 0);
    int offset = FIXED_BYTES + 4 * (first & 0x0f);
    if (offset > length) {
      return RtpFault.CSRC;
    }
    if ((first & EXTENSION_BIT) != 0) {
      offset = endOfExtension(datagram, offset);
      if (offset > length) {
        return RtpFault.EXTENSION;
      }
    }
    int padding = (first & PADDING_BIT) != 0 ? NetworkOrder.u8(datagram, length - 1) : 0;
    if ((first & PADDING_BIT) != 0 && (padding == 0 || padding > length - offset)) {
      return RtpFault.PADDING;
    }
    payloadOffset = offset;
    payloadLength = length - offset - padding;
    return RtpFault.NONE;
  }

  /** Where the extension ends; beyond the limit when it does not fit (RFC 3550 section 5.3.1). */
  private static int endOfExtension(ByteBuffer datagram, int offset) {
    int words = offset + 4;
    return words > datagram.limit() ? words : words + 4 * NetworkOrder.u16(datagram, offset + 2);
  }

  /** Always false from us (RFC 3551 section 4.1: no silence is suppressed); ignored on receipt. */
  public boolean marker() {
    return marker;
  }

  /** 0 to 127. */
  public int payloadType() {
    return payloadType;
  }

  /** 0 to 65 535. */
  public int sequence() {
    return sequence;
  }

  /** All 32 bits, in frames; unsigned. */
  public int timestamp() {
    return timestamp;
  }

  /** Synchronization source, all 32 bits. */
  public int ssrc() {
    return ssrc;
  }

  /** Byte index of the payload in the datagram. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** Bytes of the payload, 0 and up. */
  public int payloadLength() {
    return payloadLength;
  }
}
