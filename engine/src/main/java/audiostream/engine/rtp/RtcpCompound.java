package audiostream.engine.rtp;

import java.nio.ByteBuffer;

/**
 * Whether a datagram is a sound compound RTCP packet (RFC 3550 sections 6.1 and 6.4 to 6.7,
 * appendix A.2), so that those who read it need no bounds checks. Allocates nothing, never throws.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---+-+---------+---------------+-------------------------------+
 * |V=2|P|  count  |  packet type  |  length in words, minus one   |   each packet of the compound
 * +---+-+---------+---------------+-------------------------------+
 * </pre>
 *
 * <p>Appendix A.2 wants a report first. Here the first packet may be of any RTCP type: RFC 5506
 * (reduced size) lets senders of feedback leave the report out, and a BYE that is understood costs
 * less than one that is missed. The rest of the appendix holds. Packets of unknown types may stand
 * anywhere and need only have a sound length.
 */
final class RtcpCompound {

  /** Length of each packet's common header, in bytes. */
  static final int HEADER_BYTES = 4;

  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int BYE = 203;
  static final int APP = 204;
  static final int EXTENDED_REPORT = 207;

  static final int SENDER_REPORT_BYTES = 28;
  static final int RECEIVER_REPORT_BYTES = 8;
  static final int REPORT_BLOCK_BYTES = 24;
  static final int APP_BYTES = 12;

  private static final int PADDING_BIT = 0x20;

  private RtcpCompound() {}

  /** Whether a second byte means RTCP: 64 to 95 without its top bit (RFC 5761 section 4). */
  static boolean isRtcpType(int secondByte) {
    int masked = secondByte & 0x7f;
    return masked >= 64 && masked <= 95;
  }

  /**
   * Checks a whole datagram.
   *
   * @param datagram from index 0 to its limit
   */
  static RtcpFault check(ByteBuffer datagram) {
    int length = datagram.limit();
    if (length == 0) {
      return RtcpFault.EMPTY;
    }
    for (int at = 0; at < length; at = endOf(datagram, at)) {
      RtcpFault fault = checkPacket(datagram, at);
      if (fault != RtcpFault.NONE) {
        return fault;
      }
    }
    return RtcpFault.NONE;
  }

  /** The 5-bit count of the packet at an index. */
  static int count(ByteBuffer datagram, int at) {
    return NetworkOrder.u8(datagram, at) & 0x1f;
  }

  static int type(ByteBuffer datagram, int at) {
    return NetworkOrder.u8(datagram, at + 1);
  }

  /** Where the packet at an index ends and the next one begins. */
  static int endOf(ByteBuffer datagram, int at) {
    return at + HEADER_BYTES + 4 * NetworkOrder.u16(datagram, at + 2);
  }

  /** Where the packet's contents end: without its padding, which only a last packet has. */
  static int contentsEndOf(ByteBuffer datagram, int at) {
    int end = endOf(datagram, at);
    return isPadded(datagram, at) ? end - NetworkOrder.u8(datagram, end - 1) : end;
  }

  private static boolean isPadded(ByteBuffer datagram, int at) {
    return (NetworkOrder.u8(datagram, at) & PADDING_BIT) != 0;
  }

  private static RtcpFault checkPacket(ByteBuffer datagram, int at) {
    if (NetworkOrder.u8(datagram, at) >> 6 != RtpHeader.VERSION) {
      return RtcpFault.VERSION;
    }
    if (datagram.limit() - at < HEADER_BYTES) {
      return RtcpFault.LENGTH;
    }
    if (at == 0 && (type(datagram, 0) < 192 || type(datagram, 0) > 223)) {
      return RtcpFault.NOT_RTCP;
    }
    if (endOf(datagram, at) > datagram.limit()) {
      return RtcpFault.LENGTH;
    }
    return isPadded(datagram, at) && !paddingIsSound(datagram, at)
        ? RtcpFault.PADDING
        : checkContents(datagram, at);
  }

  private static boolean paddingIsSound(ByteBuffer datagram, int at) {
    int end = endOf(datagram, at);
    int padding = NetworkOrder.u8(datagram, end - 1);
    return end == datagram.limit()
        && padding > 0
        && padding % 4 == 0
        && padding <= end - at - HEADER_BYTES;
  }

  private static RtcpFault checkContents(ByteBuffer datagram, int at) {
    int bytes = contentsEndOf(datagram, at) - at;
    int blockBytes = REPORT_BLOCK_BYTES * count(datagram, at);
    return switch (type(datagram, at)) {
      case SENDER_REPORT -> unless(bytes >= SENDER_REPORT_BYTES + blockBytes, RtcpFault.REPORT);
      case RECEIVER_REPORT -> unless(bytes >= RECEIVER_REPORT_BYTES + blockBytes, RtcpFault.REPORT);
      case SOURCE_DESCRIPTION -> unless(chunksFit(datagram, at), RtcpFault.DESCRIPTION);
      case BYE -> unless(byeFits(datagram, at, bytes), RtcpFault.BYE);
      case APP -> unless(bytes >= APP_BYTES, RtcpFault.APP);
      case EXTENDED_REPORT -> unless(XrBlocks.fit(datagram, at, at + bytes), RtcpFault.EXTENDED);
      default -> RtcpFault.NONE;
    };
  }

  private static RtcpFault unless(boolean sound, RtcpFault fault) {
    return sound ? RtcpFault.NONE : fault;
  }

  /** RFC 3550 section 6.6: SSRCs, then perhaps a length and so many bytes of a reason. */
  private static boolean byeFits(ByteBuffer datagram, int at, int bytes) {
    int reason = HEADER_BYTES + 4 * count(datagram, at);
    return reason == bytes
        || (reason < bytes && reason + 1 + NetworkOrder.u8(datagram, at + reason) <= bytes);
  }

  /** RFC 3550 section 6.5: chunks of an SSRC, items, and zeros up to the next word. */
  private static boolean chunksFit(ByteBuffer datagram, int at) {
    int end = contentsEndOf(datagram, at);
    int chunk = at + HEADER_BYTES;
    for (int i = count(datagram, at); i > 0 && chunk <= end; i--) {
      chunk = endOfChunk(datagram, chunk, end);
    }
    return chunk <= end;
  }

  /** Where a chunk ends; beyond {@code end} when it does not fit. */
  static int endOfChunk(ByteBuffer datagram, int chunk, int end) {
    int item = chunk + 4;
    while (item < end && NetworkOrder.u8(datagram, item) != 0) {
      item = item + 1 < end ? item + 2 + NetworkOrder.u8(datagram, item + 1) : end + 1;
    }
    // The zero that ends the list is followed by zeros up to a word, which chunks begin at.
    return item < end ? chunk + ((item - chunk) / 4 + 1) * 4 : end + 1;
  }
}
