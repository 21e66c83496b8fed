package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static audiostream.engine.rtp.Datagrams.hexOf;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.rtp.RtcpPacket.ExtendedReport;
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
import java.util.Random;
import org.junit.jupiter.api.Test;

class XrTest {

  private static final String REFERENCE = "04 00 0002 e1234567 80000001";
  private static final String REFERENCES =
      "05 00 0006 00000001 45678000 00010000 00000002 00000000 00000000";
  private static final String STATISTICS =
      "06 e0 0009 00000007 fffe 0003 00000002 00000001"
          + "00000005 0000012c 00000032 00000014 00000000";

  private static final ExtendedReport REPORT =
      new ExtendedReport(
          9,
          List.of(
              new ReceiverReferenceTime(0xe1234567_80000001L),
              new LastReferences(List.of(new Delay(1, 0x45678000, 0x10000), new Delay(2, 0, 0))),
              new StatisticsSummary(
                  7,
                  0xfffe,
                  3,
                  OptionalLong.of(2),
                  OptionalLong.of(1),
                  Optional.of(new JitterSummary(5, 300, 50, 20)))));

  private static final String BYTES = "80cf 0015 00000009" + REFERENCE + REFERENCES + STATISTICS;

  private static List<RtcpPacket> read(String digits) {
    List<RtcpPacket> packets = new ArrayList<>();
    assertThat(RtcpReader.read(hex(digits), packets::add)).isEqualTo(RtcpFault.NONE);
    return packets;
  }

  private static RtcpFault faultOf(String digits) {
    return RtcpReader.read(
        hex(digits),
        packet -> {
          throw new AssertionError(packet);
        });
  }

  @Test
  void shouldWriteAnExtendedReport() {
    ByteBuffer target = ByteBuffer.allocate(256);
    RtcpWriter.append(target, REPORT);
    assertThat(hexOf(target, target.position())).isEqualTo(BYTES.replace(" ", ""));
  }

  @Test
  void shouldReadAnExtendedReport() {
    assertThat(read(BYTES)).containsExactly(REPORT);
  }

  @Test
  void shouldSkipUnknownBlocks() {
    String loss = "01 00 0002 00000007 00010002";
    String later = "ff aa 0000";
    assertThat(read("80cf 0008 00000009" + loss + REFERENCE + later))
        .containsExactly(
            new ExtendedReport(9, List.of(new ReceiverReferenceTime(0xe1234567_80000001L))));
  }

  @Test
  void shouldLeaveOutWhatASummaryDoesNotTell() {
    String nothing = STATISTICS.replace("06 e0", "06 18");
    ExtendedReport report = (ExtendedReport) read("80cf 000b 00000009" + nothing).getFirst();
    assertThat(report.blocks())
        .containsExactly(
            new StatisticsSummary(
                7, 0xfffe, 3, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()));
  }

  @Test
  void shouldRefuseLengthsThatDoNotAddUp() {
    assertThat(faultOf("80cf 0000")).isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0003 00000009 04 00 0002 e1234567")).isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0002 00000009 01 00 0001")).isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0002 00000009 01 00 ffff")).isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0004 00000009 04 00 0003 e1234567 80000001"))
        .isEqualTo(RtcpFault.EXTENDED);
  }

  @Test
  void shouldRefuseAKnownBlockOfAnotherLength() {
    assertThat(faultOf("80cf 0003 00000009 04 00 0001 e1234567")).isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0004 00000009 05 00 0002 00000001 45678000"))
        .isEqualTo(RtcpFault.EXTENDED);
    assertThat(faultOf("80cf 0003 00000009 06 e0 0001 00000007")).isEqualTo(RtcpFault.EXTENDED);
  }

  static List<XrBlock> randomBlocks(Random random) {
    List<XrBlock> blocks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      blocks.add(
          switch (random.nextInt(3)) {
            case 0 -> new ReceiverReferenceTime(random.nextLong());
            case 1 ->
                new LastReferences(
                    random
                        .ints(random.nextInt(5))
                        .mapToObj(ssrc -> new Delay(ssrc, random.nextInt(), random.nextInt()))
                        .toList());
            default ->
                new StatisticsSummary(
                    random.nextInt(),
                    random.nextInt(1 << 16),
                    random.nextInt(1 << 16),
                    randomCount(random),
                    randomCount(random),
                    random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(
                            new JitterSummary(
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt())));
          });
    }
    return blocks;
  }

  private static OptionalLong randomCount(Random random) {
    return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1L << 32));
  }
}
