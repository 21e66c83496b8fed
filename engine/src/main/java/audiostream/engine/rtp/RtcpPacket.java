package audiostream.engine.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One RTCP packet of a compound (RFC 3550 section 6), without what this program does not use. */
public sealed interface RtcpPacket {

  /**
   * The most report blocks, descriptions or sources that one packet holds: its count has 5 bits.
   */
  int MAX_COUNT = 31;

  /** The most bytes of UTF-8 of a CNAME or a BYE's reason. */
  int MAX_TEXT_BYTES = 255;

  /**
   * What a sender has sent, and when (RFC 3550 section 6.4.1).
   *
   * @param ntpTime when this was sent, as {@link NtpTime} writes it
   * @param rtpTimestamp the same moment on the stream's own scale, in frames
   * @param packets sent so far; the lower 32 bits
   * @param payloadBytes sent so far; the lower 32 bits
   * @param blocks at most 31
   */
  record SenderReport(
      int ssrc,
      long ntpTime,
      int rtpTimestamp,
      int packets,
      int payloadBytes,
      List<ReportBlock> blocks)
      implements RtcpPacket {
    public SenderReport {
      blocks = List.copyOf(blocks);
      requireCount(blocks.size(), "report blocks");
    }
  }

  /**
   * What someone who sends nothing receives (RFC 3550 section 6.4.2).
   *
   * @param blocks at most 31
   */
  record ReceiverReport(int ssrc, List<ReportBlock> blocks) implements RtcpPacket {
    public ReceiverReport {
      blocks = List.copyOf(blocks);
      requireCount(blocks.size(), "report blocks");
    }
  }

  /**
   * The names of sources (RFC 3550 section 6.5).
   *
   * @param names at most 31; sources described without a CNAME are left out
   */
  record SourceDescription(List<SourceName> names) implements RtcpPacket {
    public SourceDescription {
      names = List.copyOf(names);
      requireCount(names.size(), "descriptions");
    }
  }

  /**
   * A source's canonical name, which survives a change of its SSRC (RFC 3550 section 6.5.1).
   *
   * @param cname at most 255 bytes of UTF-8
   */
  record SourceName(int ssrc, String cname) {
    public SourceName {
      requireText(cname, "CNAME");
    }
  }

  /**
   * Sources that end (RFC 3550 section 6.6).
   *
   * @param ssrcs at most 31
   * @param reason empty for none; at most 255 bytes of UTF-8
   */
  record Bye(List<Integer> ssrcs, String reason) implements RtcpPacket {
    public Bye {
      ssrcs = List.copyOf(ssrcs);
      requireCount(ssrcs.size(), "sources");
      requireText(reason, "reason");
    }
  }

  /**
   * What RTCP has no field for (RFC 3550 section 6.7).
   *
   * @param subtype 0 to 31
   * @param name four characters of ISO 8859-1; ASCII from us
   * @param data whole words, from position to limit; not copied
   */
  record Application(int subtype, int ssrc, String name, ByteBuffer data) implements RtcpPacket {
    public Application {
      requireCount(subtype, "as subtype");
      if (name.length() != 4 || !isOfOneByteCharacters(name)) {
        throw new IllegalArgumentException("name '" + name + "': four characters of one byte each");
      }
      data = data.slice().asReadOnlyBuffer();
      if (data.limit() % 4 != 0) {
        throw new IllegalArgumentException(data.limit() + " bytes of data: whole words of 4");
      }
    }

    @Override
    public ByteBuffer data() {
      return data.duplicate();
    }
  }

  /**
   * What reports have no field for (RFC 3611 section 2).
   *
   * @param ssrc who says so
   * @param blocks those that are known; others are skipped
   */
  record ExtendedReport(int ssrc, List<XrBlock> blocks) implements RtcpPacket {
    public ExtendedReport {
      blocks = List.copyOf(blocks);
    }
  }

  private static boolean isOfOneByteCharacters(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  private static void requireCount(int count, String what) {
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException(count + " " + what + ": 0 to " + MAX_COUNT);
    }
  }

  private static void requireText(String text, String what) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          what + " '" + text + "': at most " + MAX_TEXT_BYTES + " bytes of UTF-8");
    }
  }
}
