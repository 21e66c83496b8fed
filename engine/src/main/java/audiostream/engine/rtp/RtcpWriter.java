package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes RTCP packets one after the other into a compound: a report first, then a source
 * description with CNAME, then others (RFC 3550 section 6.1). Each method appends at the buffer's
 * position and moves it on; the buffer's byte order is neither used nor changed.
 *
 * <p>Our own programming errors, such as a buffer that is too small, stop loudly.
 */
public final class RtcpWriter {

  static final int CNAME = 1;

  private RtcpWriter() {}

  /**
   * A sender report without report blocks (RFC 3550 section 6.4.1), 28 bytes.
   *
   * @param ntpTime as {@link NtpTime#of} gives it
   * @param rtpTimestamp the same moment on the stream's scale, in frames
   * @param packets sent so far; the lower 32 bits are written
   * @param payloadBytes sent so far; the lower 32 bits are written
   */
  public static void senderReport(
      ByteBuffer to, int ssrc, long ntpTime, int rtpTimestamp, long packets, long payloadBytes) {
    append(
        to,
        new RtcpPacket.SenderReport(
            ssrc, ntpTime, rtpTimestamp, (int) packets, (int) payloadBytes, List.of()));
  }

  /** A source description with a CNAME (RFC 3550 section 6.5.1), at most 255 bytes of UTF-8. */
  public static void sourceDescription(ByteBuffer to, int ssrc, String cname) {
    append(to, new RtcpPacket.SourceDescription(List.of(new RtcpPacket.SourceName(ssrc, cname))));
  }

  /** The end of one source, without a reason (RFC 3550 section 6.6), 8 bytes. */
  public static void bye(ByteBuffer to, int ssrc) {
    append(to, new RtcpPacket.Bye(List.of(ssrc), ""));
  }

  /** Any packet. */
  public static void append(ByteBuffer to, RtcpPacket packet) {
    int start = to.position();
    to.position(start + RtcpCompound.HEADER_BYTES);
    switch (packet) {
      case RtcpPacket.SenderReport report -> {
        put32(to, report.ssrc());
        putSenderInfo(to, report);
        report.blocks().forEach(block -> putBlock(to, block));
        finish(to, start, RtcpCompound.SENDER_REPORT, report.blocks().size());
      }
      case RtcpPacket.ReceiverReport report -> {
        put32(to, report.ssrc());
        report.blocks().forEach(block -> putBlock(to, block));
        finish(to, start, RtcpCompound.RECEIVER_REPORT, report.blocks().size());
      }
      case RtcpPacket.SourceDescription description -> {
        description.names().forEach(name -> putName(to, name));
        finish(to, start, RtcpCompound.SOURCE_DESCRIPTION, description.names().size());
      }
      case RtcpPacket.Bye bye -> {
        bye.ssrcs().forEach(ssrc -> put32(to, ssrc));
        putReason(to, bye.reason());
        finish(to, start, RtcpCompound.BYE, bye.ssrcs().size());
      }
      case RtcpPacket.Application app -> {
        put32(to, app.ssrc());
        to.put(app.name().getBytes(StandardCharsets.ISO_8859_1)).put(app.data());
        finish(to, start, RtcpCompound.APP, app.subtype());
      }
      case RtcpPacket.ExtendedReport report -> {
        put32(to, report.ssrc());
        report.blocks().forEach(block -> XrBlocks.write(to, block));
        finish(to, start, RtcpCompound.EXTENDED_REPORT, 0);
      }
    }
  }

  /** Writes the common header, now that the length is known. */
  private static void finish(ByteBuffer to, int start, int type, int count) {
    NetworkOrder.put8(to, start, RtpHeader.VERSION << 6 | count);
    NetworkOrder.put8(to, start + 1, type);
    NetworkOrder.put16(to, start + 2, (to.position() - start) / 4 - 1);
  }

  private static void putSenderInfo(ByteBuffer to, RtcpPacket.SenderReport report) {
    put32(to, (int) (report.ntpTime() >> 32));
    put32(to, (int) report.ntpTime());
    put32(to, report.rtpTimestamp());
    put32(to, report.packets());
    put32(to, report.payloadBytes());
  }

  private static void putBlock(ByteBuffer to, ReportBlock block) {
    put32(to, block.ssrc());
    put32(to, block.fractionLost() << 24 | (block.cumulativeLost() & 0xff_ffff));
    put32(to, block.highestSequence());
    put32(to, block.jitterFrames());
    put32(to, block.lastReport());
    put32(to, block.delaySinceReport());
  }

  private static void putName(ByteBuffer to, RtcpPacket.SourceName name) {
    int start = to.position();
    put32(to, name.ssrc());
    to.put((byte) CNAME);
    putText(to, name.cname());
    // The list of items ends with at least one zero byte (RFC 3550 section 6.5).
    to.put((byte) 0);
    padToWord(to, start);
  }

  private static void putReason(ByteBuffer to, String reason) {
    if (!reason.isEmpty()) {
      int start = to.position();
      putText(to, reason);
      padToWord(to, start);
    }
  }

  private static void putText(ByteBuffer to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.put((byte) bytes.length).put(bytes);
  }

  private static void padToWord(ByteBuffer to, int start) {
    while ((to.position() - start) % 4 != 0) {
      to.put((byte) 0);
    }
  }

  static void put32(ByteBuffer to, int value) {
    int at = to.position();
    to.position(at + 4);
    NetworkOrder.put32(to, at, value);
  }
}
