package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads compound RTCP packets (RFC 3550 section 6), reduced-size ones too (RFC 5506). Never throws,
 * whatever the bytes are. Datagrams are read from index 0 to their limit; position and byte order
 * are neither used nor changed.
 */
public final class RtcpReader {

  private RtcpReader() {}

  /**
   * Reads all packets of a compound, in their order; those of types that {@link RtcpPacket} does
   * not know are skipped, and so are extensions after report blocks. A compound with any fault is
   * dropped whole: then nobody is told anything. Allocates; for the control agent, not for an audio
   * thread.
   *
   * @param to told each packet; what it throws is passed on
   */
  public static RtcpFault read(ByteBuffer datagram, Consumer<? super RtcpPacket> to) {
    RtcpFault fault = RtcpCompound.check(datagram);
    if (fault != RtcpFault.NONE) {
      return fault;
    }
    for (int at = 0; at < datagram.limit(); at = RtcpCompound.endOf(datagram, at)) {
      readPacket(datagram, at, to);
    }
    return RtcpFault.NONE;
  }

  /**
   * Whether a sound compound holds a BYE of a source (RFC 3550 section 6.6). Allocates nothing; any
   * thread.
   */
  public static boolean saysBye(ByteBuffer datagram, int ssrc) {
    if (RtcpCompound.check(datagram) != RtcpFault.NONE) {
      return false;
    }
    boolean said = false;
    for (int at = 0; at < datagram.limit(); at = RtcpCompound.endOf(datagram, at)) {
      said |= RtcpCompound.type(datagram, at) == RtcpCompound.BYE && names(datagram, at, ssrc);
    }
    return said;
  }

  private static boolean names(ByteBuffer datagram, int at, int ssrc) {
    for (int i = 0; i < RtcpCompound.count(datagram, at); i++) {
      if (NetworkOrder.s32(datagram, at + RtcpCompound.HEADER_BYTES + 4 * i) == ssrc) {
        return true;
      }
    }
    return false;
  }

  private static void readPacket(ByteBuffer datagram, int at, Consumer<? super RtcpPacket> to) {
    switch (RtcpCompound.type(datagram, at)) {
      case RtcpCompound.SENDER_REPORT -> to.accept(senderReport(datagram, at));
      case RtcpCompound.RECEIVER_REPORT -> to.accept(receiverReport(datagram, at));
      case RtcpCompound.SOURCE_DESCRIPTION -> to.accept(sourceDescription(datagram, at));
      case RtcpCompound.BYE -> to.accept(bye(datagram, at));
      case RtcpCompound.APP -> to.accept(application(datagram, at));
      case RtcpCompound.EXTENDED_REPORT -> to.accept(extendedReport(datagram, at));
      default -> {} // a type of a later time, or one that we have no use for
    }
  }

  private static RtcpPacket senderReport(ByteBuffer datagram, int at) {
    return new RtcpPacket.SenderReport(
        NetworkOrder.s32(datagram, at + 4),
        NetworkOrder.s64(datagram, at + 8),
        NetworkOrder.s32(datagram, at + 16),
        NetworkOrder.s32(datagram, at + 20),
        NetworkOrder.s32(datagram, at + 24),
        blocks(datagram, at, at + RtcpCompound.SENDER_REPORT_BYTES));
  }

  private static RtcpPacket receiverReport(ByteBuffer datagram, int at) {
    return new RtcpPacket.ReceiverReport(
        NetworkOrder.s32(datagram, at + 4),
        blocks(datagram, at, at + RtcpCompound.RECEIVER_REPORT_BYTES));
  }

  private static List<ReportBlock> blocks(ByteBuffer datagram, int at, int first) {
    List<ReportBlock> blocks = new ArrayList<>();
    for (int i = 0; i < RtcpCompound.count(datagram, at); i++) {
      blocks.add(block(datagram, first + RtcpCompound.REPORT_BLOCK_BYTES * i));
    }
    return blocks;
  }

  private static ReportBlock block(ByteBuffer datagram, int at) {
    return new ReportBlock(
        NetworkOrder.s32(datagram, at),
        NetworkOrder.u8(datagram, at + 4),
        NetworkOrder.s24(datagram, at + 5),
        NetworkOrder.s32(datagram, at + 8),
        NetworkOrder.s32(datagram, at + 12),
        NetworkOrder.s32(datagram, at + 16),
        NetworkOrder.s32(datagram, at + 20));
  }

  private static RtcpPacket sourceDescription(ByteBuffer datagram, int at) {
    List<RtcpPacket.SourceName> names = new ArrayList<>();
    int end = RtcpCompound.contentsEndOf(datagram, at);
    int chunk = at + RtcpCompound.HEADER_BYTES;
    for (int i = 0; i < RtcpCompound.count(datagram, at); i++) {
      addName(datagram, chunk, names);
      chunk = RtcpCompound.endOfChunk(datagram, chunk, end);
    }
    return new RtcpPacket.SourceDescription(names);
  }

  private static void addName(ByteBuffer datagram, int chunk, List<RtcpPacket.SourceName> names) {
    int item = chunk + 4;
    while (NetworkOrder.u8(datagram, item) != 0) {
      int length = NetworkOrder.u8(datagram, item + 1);
      if (NetworkOrder.u8(datagram, item) == RtcpWriter.CNAME) {
        String cname = text(datagram, item + 2, length);
        names.add(new RtcpPacket.SourceName(NetworkOrder.s32(datagram, chunk), cname));
        return;
      }
      item += 2 + length;
    }
  }

  private static RtcpPacket bye(ByteBuffer datagram, int at) {
    List<Integer> ssrcs = new ArrayList<>();
    int source = at + RtcpCompound.HEADER_BYTES;
    for (int i = 0; i < RtcpCompound.count(datagram, at); i++, source += 4) {
      ssrcs.add(NetworkOrder.s32(datagram, source));
    }
    boolean explained = source < RtcpCompound.contentsEndOf(datagram, at);
    String reason = explained ? text(datagram, source + 1, NetworkOrder.u8(datagram, source)) : "";
    return new RtcpPacket.Bye(ssrcs, reason);
  }

  private static RtcpPacket application(ByteBuffer datagram, int at) {
    int data = at + RtcpCompound.APP_BYTES;
    byte[] name = new byte[4];
    datagram.get(at + 8, name);
    byte[] copy = new byte[RtcpCompound.contentsEndOf(datagram, at) - data];
    datagram.get(data, copy);
    return new RtcpPacket.Application(
        RtcpCompound.count(datagram, at),
        NetworkOrder.s32(datagram, at + 4),
        new String(name, StandardCharsets.ISO_8859_1),
        ByteBuffer.wrap(copy));
  }

  private static RtcpPacket extendedReport(ByteBuffer datagram, int at) {
    int end = RtcpCompound.contentsEndOf(datagram, at);
    return new RtcpPacket.ExtendedReport(
        NetworkOrder.s32(datagram, at + 4), XrBlocks.read(datagram, at, end));
  }

  /**
   * What is not UTF-8, and what would disturb a terminal, becomes a question mark: one byte for
   * each that it replaces, so that the text still fits when it is written again.
   */
  static String text(ByteBuffer datagram, int at, int length) {
    byte[] bytes = new byte[length];
    datagram.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{Cc}\\uFFFD]", "?");
  }
}
