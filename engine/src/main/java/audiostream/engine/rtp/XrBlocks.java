package audiostream.engine.rtp;

import audiostream.engine.rtp.XrBlock.Delay;
import audiostream.engine.rtp.XrBlock.JitterSummary;
import audiostream.engine.rtp.XrBlock.LastReferences;
import audiostream.engine.rtp.XrBlock.ReceiverReferenceTime;
import audiostream.engine.rtp.XrBlock.StatisticsSummary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The report blocks of an extended report as bytes (RFC 3611 section 3). Each says how long it is,
 * so that those of unknown types can be skipped.
 */
final class XrBlocks {

  private static final int FIRST = 8;
  private static final int HEADER_BYTES = 4;

  private static final int REFERENCE_TIME = 4;
  private static final int LAST_REFERENCES = 5;
  private static final int STATISTICS = 6;

  private static final int REFERENCE_TIME_WORDS = 2;
  private static final int DELAY_WORDS = 3;
  private static final int STATISTICS_WORDS = 9;

  private static final int LOSS_FLAG = 0x80;
  private static final int DUPLICATES_FLAG = 0x40;
  private static final int JITTER_FLAG = 0x20;

  private XrBlocks() {}

  /**
   * Whether the blocks of a packet add up, and known ones have the length of their type.
   *
   * @param at where the packet begins
   * @param end where its contents end
   */
  static boolean fit(ByteBuffer datagram, int at, int end) {
    int block = at + FIRST;
    while (block + HEADER_BYTES <= end && lengthIsRight(datagram, block)) {
      block = endOf(datagram, block);
    }
    return block == end;
  }

  private static boolean lengthIsRight(ByteBuffer datagram, int block) {
    int words = words(datagram, block);
    return switch (NetworkOrder.u8(datagram, block)) {
      case REFERENCE_TIME -> words == REFERENCE_TIME_WORDS;
      case LAST_REFERENCES -> words % DELAY_WORDS == 0;
      case STATISTICS -> words == STATISTICS_WORDS;
      default -> true;
    };
  }

  private static int words(ByteBuffer datagram, int block) {
    return NetworkOrder.u16(datagram, block + 2);
  }

  private static int endOf(ByteBuffer datagram, int block) {
    return block + HEADER_BYTES + 4 * words(datagram, block);
  }

  /** The known blocks of a packet that {@link #fit}. */
  static List<XrBlock> read(ByteBuffer datagram, int at, int end) {
    List<XrBlock> blocks = new ArrayList<>();
    for (int block = at + FIRST; block < end; block = endOf(datagram, block)) {
      int from = block + HEADER_BYTES;
      switch (NetworkOrder.u8(datagram, block)) {
        case REFERENCE_TIME ->
            blocks.add(new ReceiverReferenceTime(NetworkOrder.s64(datagram, from)));
        case LAST_REFERENCES -> blocks.add(references(datagram, from, endOf(datagram, block)));
        case STATISTICS -> blocks.add(statistics(datagram, block));
        default -> {} // another kind of metrics
      }
    }
    return blocks;
  }

  private static XrBlock references(ByteBuffer datagram, int from, int end) {
    List<Delay> delays = new ArrayList<>();
    for (int at = from; at < end; at += 4 * DELAY_WORDS) {
      delays.add(
          new Delay(
              NetworkOrder.s32(datagram, at),
              NetworkOrder.s32(datagram, at + 4),
              NetworkOrder.s32(datagram, at + 8)));
    }
    return new LastReferences(delays);
  }

  private static XrBlock statistics(ByteBuffer datagram, int block) {
    int flags = NetworkOrder.u8(datagram, block + 1);
    return new StatisticsSummary(
        NetworkOrder.s32(datagram, block + 4),
        NetworkOrder.u16(datagram, block + 8),
        NetworkOrder.u16(datagram, block + 10),
        count(datagram, block + 12, (flags & LOSS_FLAG) != 0),
        count(datagram, block + 16, (flags & DUPLICATES_FLAG) != 0),
        (flags & JITTER_FLAG) == 0
            ? Optional.empty()
            : Optional.of(
                new JitterSummary(
                    NetworkOrder.s32(datagram, block + 20),
                    NetworkOrder.s32(datagram, block + 24),
                    NetworkOrder.s32(datagram, block + 28),
                    NetworkOrder.s32(datagram, block + 32))));
  }

  private static OptionalLong count(ByteBuffer datagram, int at, boolean told) {
    return told
        ? OptionalLong.of(Integer.toUnsignedLong(NetworkOrder.s32(datagram, at)))
        : OptionalLong.empty();
  }

  /** Appends a block at the buffer's position. */
  static void write(ByteBuffer to, XrBlock block) {
    switch (block) {
      case ReceiverReferenceTime time -> {
        header(to, REFERENCE_TIME, 0, REFERENCE_TIME_WORDS);
        RtcpWriter.put32(to, (int) (time.ntpTime() >> 32));
        RtcpWriter.put32(to, (int) time.ntpTime());
      }
      case LastReferences references -> {
        header(to, LAST_REFERENCES, 0, DELAY_WORDS * references.delays().size());
        references.delays().forEach(delay -> write(to, delay));
      }
      case StatisticsSummary summary -> write(to, summary);
    }
  }

  private static void write(ByteBuffer to, Delay delay) {
    RtcpWriter.put32(to, delay.ssrc());
    RtcpWriter.put32(to, delay.lastReference());
    RtcpWriter.put32(to, delay.delaySince());
  }

  private static void write(ByteBuffer to, StatisticsSummary summary) {
    header(to, STATISTICS, flagsOf(summary), STATISTICS_WORDS);
    RtcpWriter.put32(to, summary.ssrc());
    RtcpWriter.put32(to, summary.beginSequence() << 16 | (summary.endSequence() & 0xffff));
    RtcpWriter.put32(to, (int) summary.lost().orElse(0));
    RtcpWriter.put32(to, (int) summary.duplicates().orElse(0));
    JitterSummary jitter = summary.jitter().orElse(new JitterSummary(0, 0, 0, 0));
    RtcpWriter.put32(to, jitter.least());
    RtcpWriter.put32(to, jitter.largest());
    RtcpWriter.put32(to, jitter.mean());
    RtcpWriter.put32(to, jitter.deviation());
    RtcpWriter.put32(to, 0); // no TTLs, and so ToH = 0
  }

  private static int flagsOf(StatisticsSummary summary) {
    return (summary.lost().isPresent() ? LOSS_FLAG : 0)
        | (summary.duplicates().isPresent() ? DUPLICATES_FLAG : 0)
        | (summary.jitter().isPresent() ? JITTER_FLAG : 0);
  }

  private static void header(ByteBuffer to, int type, int specific, int words) {
    RtcpWriter.put32(to, type << 24 | specific << 16 | words);
  }
}
