package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes RTCP packets one after the other into a compound (RFC 3550 section 6): a report first,
 * then SDES with CNAME, then others. Each method appends at the buffer's position, network byte
 * order.
 */
public final class RtcpWriter {

  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int BYE = 203;

  private static final int VERSION_2 = 0x80;
  private static final int CNAME = 1;
  private static final int MAX_TEXT_BYTES = 255;

  private RtcpWriter() {}

  /**
   * A sender report without report blocks (RFC 3550 section 6.4.1).
   *
   * @param ntpTime as {@link NtpTime} gives it
   * @param timestamp the RTP timestamp of the same moment
   * @param packets sent so far, lower 32 bits are used
   * @param octets of payload sent so far, lower 32 bits are used
   */
  public static void senderReport(
      ByteBuffer to, int ssrc, long ntpTime, int timestamp, long packets, long octets) {
    header(to, 0, SENDER_REPORT, 6);
    to.putInt(ssrc).putLong(ntpTime).putInt(timestamp).putInt((int) packets).putInt((int) octets);
  }

  /** SDES with one chunk and its CNAME (RFC 3550 section 6.5.1), at most 255 bytes of UTF-8. */
  public static void sourceDescription(ByteBuffer to, int ssrc, String cname) {
    byte[] text = cname.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_TEXT_BYTES);
    // Item header, text, at least one null byte, up to the next word.
    int itemWords = (2 + length) / 4 + 1;
    header(to, 1, SOURCE_DESCRIPTION, 1 + itemWords);
    to.putInt(ssrc).put((byte) CNAME).put((byte) length).put(text, 0, length);
    for (int i = 2 + length; i < itemWords * 4; i++) {
      to.put((byte) 0);
    }
  }

  /** BYE for one source (RFC 3550 section 6.6). */
  public static void bye(ByteBuffer to, int ssrc) {
    header(to, 1, BYE, 1);
    to.putInt(ssrc);
  }

  /**
   * @param words the packet's length in 32-bit words after this header
   */
  private static void header(ByteBuffer to, int count, int type, int words) {
    to.order(ByteOrder.BIG_ENDIAN);
    to.put((byte) (VERSION_2 | count)).put((byte) type).putShort((short) words);
  }
}
