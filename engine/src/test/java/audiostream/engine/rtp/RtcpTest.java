package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static audiostream.engine.rtp.Datagrams.hexOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import audiostream.engine.rtp.RtcpPacket.Application;
import audiostream.engine.rtp.RtcpPacket.Bye;
import audiostream.engine.rtp.RtcpPacket.ExtendedReport;
import audiostream.engine.rtp.RtcpPacket.ReceiverReport;
import audiostream.engine.rtp.RtcpPacket.SenderReport;
import audiostream.engine.rtp.RtcpPacket.SourceDescription;
import audiostream.engine.rtp.RtcpPacket.SourceName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtcpTest {

  private static final String REPORT =
      "80c8 0006 00000001 e1234567 80000000 00001000 00000010 00002000";
  private static final String NAME = "81ca 0003 00000001 01 03 612e62 00 0000".replace(" ", "");
  private static final String BYE = "81cb 0001 00000001";
  private static final String BLOCK =
      "00000007 40 fffffe 00010002 00000030 45678000 00010000".replace(" ", "");

  private static List<RtcpPacket> read(ByteBuffer datagram) {
    List<RtcpPacket> packets = new ArrayList<>();
    assertThat(RtcpReader.read(datagram, packets::add)).isEqualTo(RtcpFault.NONE);
    return packets;
  }

  private static RtcpFault faultOf(String digits) {
    List<RtcpPacket> packets = new ArrayList<>();
    RtcpFault fault = RtcpReader.read(hex(digits), packets::add);
    assertThat(packets.isEmpty() || fault == RtcpFault.NONE).isTrue();
    return fault;
  }

  @Test
  void shouldWriteWhatASenderSaysWhenItEnds() {
    ByteBuffer target = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    RtcpWriter.senderReport(target, 1, 0xe1234567_80000000L, 0x1000, 0x10, (1L << 32) + 0x2000);
    RtcpWriter.sourceDescription(target, 1, "a.b");
    RtcpWriter.bye(target, 1);
    assertThat(hexOf(target, target.position())).isEqualTo((REPORT + NAME + BYE).replace(" ", ""));
  }

  @Test
  void shouldReadWhatASenderSaysWhenItEnds() {
    assertThat(read(hex(REPORT + NAME + BYE)))
        .containsExactly(
            new SenderReport(1, 0xe1234567_80000000L, 0x1000, 0x10, 0x2000, List.of()),
            new SourceDescription(List.of(new SourceName(1, "a.b"))),
            new Bye(List.of(1), ""));
  }

  @Test
  void shouldReadTheFarewellThatGstreamerSends() {
    String report = "80c80006 ab16ff6f eeadde80562163fd 4c6ca68e 0000012c 00064000";
    String names =
        "81ca000c ab16ff6f 011c757365723233373136393337323440686f73742d6161623663663631"
            + "06094753747265616d6572000000";
    assertThat(read(hex(report + names + "81cb0001 ab16ff6f")))
        .containsExactly(
            new SenderReport(0xab16ff6f, 0xeeadde80_562163fdL, 0x4c6ca68e, 300, 409_600, List.of()),
            new SourceDescription(
                List.of(new SourceName(0xab16ff6f, "user2371693724@host-aab6cf61"))),
            new Bye(List.of(0xab16ff6f), ""));
  }

  @Test
  void shouldReadReportBlocksWithASignedLoss() {
    assertThat(read(hex("81c9 0007 00000009" + BLOCK)))
        .containsExactly(
            new ReceiverReport(
                9, List.of(new ReportBlock(7, 0x40, -2, 0x10002, 0x30, 0x45678000, 0x10000))));
  }

  @Test
  void shouldReadThirtyOneReportBlocks() {
    ReceiverReport report =
        (ReceiverReport) read(hex("9fc9 00bb 00000009" + BLOCK.repeat(31))).getFirst();
    assertThat(report.blocks()).hasSize(31);
    assertThat(faultOf("9fc9 00b5 00000009" + BLOCK.repeat(30))).isEqualTo(RtcpFault.REPORT);
  }

  @Test
  void shouldSkipAnExtensionAfterTheReportBlocks() {
    assertThat(read(hex("80c9 0002 00000009 aabbccdd")))
        .containsExactly(new ReceiverReport(9, List.of()));
  }

  @Test
  void shouldReadAByeWithItsReason() {
    assertThat(read(hex("82cb 0003 00000001 00000002 03 656e64")))
        .containsExactly(new Bye(List.of(1, 2), "end"));
    assertThat(read(hex("80cb 0000"))).containsExactly(new Bye(List.of(), ""));
  }

  @Test
  void shouldReadSeveralNamesAndSkipOtherItems() {
    String two = "82ca 0005 00000001 02 01 78 01 02 6162 00 00000002 01 01 63 00";
    assertThat(read(hex(two)))
        .containsExactly(
            new SourceDescription(List.of(new SourceName(1, "ab"), new SourceName(2, "c"))));
  }

  @Test
  void shouldReadAnApplicationPacket() {
    Application app = (Application) read(hex("85cc 0003 00000001 41535550 01020304")).getFirst();
    assertThat(app.subtype()).isEqualTo(5);
    assertThat(app.name()).isEqualTo("ASUP");
    assertThat(app.data()).isEqualTo(hex("01020304"));
  }

  @Test
  void shouldSkipUnknownTypes() {
    assertThat(read(hex("80d0 0001 00000001" + "81cd 0000" + "81ce 0000" + BYE)))
        .containsExactly(new Bye(List.of(1), ""));
  }

  @Test
  void shouldLeavePaddingOut() {
    assertThat(read(hex("a1cb 0002 00000001 00000004"))).containsExactly(new Bye(List.of(1), ""));
    Application app =
        (Application) read(hex("a0cc 0004 00000001 41535550 01020304 00000004")).getFirst();
    assertThat(app.data()).isEqualTo(hex("01020304"));
  }

  @Test
  void shouldReplaceWhatIsNotText() {
    Bye bye = (Bye) read(hex("81cb 0003 00000001 04 61ff1b62 000000")).getFirst();
    assertThat(bye.reason()).isEqualTo("a??b");
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThat(faultOf("")).isEqualTo(RtcpFault.EMPTY);
    assertThat(faultOf("41cb 0001 00000001")).isEqualTo(RtcpFault.VERSION);
    assertThat(faultOf(REPORT + "01cb 0001 00000001")).isEqualTo(RtcpFault.VERSION);
    assertThat(faultOf("800b 0009 00000002 00000003")).isEqualTo(RtcpFault.NOT_RTCP);
    assertThat(faultOf("800b 0002 00000002 00000003")).isEqualTo(RtcpFault.NOT_RTCP);
    assertThat(faultOf("81cb 00")).isEqualTo(RtcpFault.LENGTH);
    assertThat(faultOf("81cb 0002 00000001")).isEqualTo(RtcpFault.LENGTH);
    assertThat(faultOf("81cb 0001 00000001 80")).isEqualTo(RtcpFault.LENGTH);
    assertThat(faultOf("80c8 0005 00000001 e1234567 80000000 00001000 00000010"))
        .isEqualTo(RtcpFault.REPORT);
    assertThat(faultOf("80c9 0000")).isEqualTo(RtcpFault.REPORT);
    assertThat(faultOf("82cb 0001 00000001")).isEqualTo(RtcpFault.BYE);
    assertThat(faultOf("81cb 0002 00000001 04616263")).isEqualTo(RtcpFault.BYE);
    assertThat(faultOf("80cc 0001 00000001")).isEqualTo(RtcpFault.APP);
  }

  @Test
  void shouldRefuseWrongPadding() {
    assertThat(faultOf("a1cb 0002 00000001 00000000")).isEqualTo(RtcpFault.PADDING);
    assertThat(faultOf("a1cb 0002 00000001 00000003")).isEqualTo(RtcpFault.PADDING);
    assertThat(faultOf("a1cb 0002 00000001 0000000c")).isEqualTo(RtcpFault.PADDING);
    assertThat(faultOf("a1cb 0002 00000001 00000004" + BYE)).isEqualTo(RtcpFault.PADDING);
    assertThat(faultOf("a1cb 0002 00000001 00000008")).isEqualTo(RtcpFault.BYE);
  }

  @Test
  void shouldRefuseADescriptionThatIsCutShort() {
    assertThat(faultOf("81ca 0000")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("81ca 0001 00000001")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("81ca 0002 00000001 01 02 6162")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("81ca 0002 00000001 01 09 6162")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("81ca 0002 00000001 01 01 61 01")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("82ca 0002 00000001 01 01 61 00")).isEqualTo(RtcpFault.DESCRIPTION);
    assertThat(faultOf("9fca 0002 00000001 01 01 61 00")).isEqualTo(RtcpFault.DESCRIPTION);
  }

  @Test
  void shouldReadBackAnythingThatIsWritten() {
    long seed = 3_551L;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      List<RtcpPacket> written = new ArrayList<>();
      ByteBuffer datagram = ByteBuffer.allocate(16_384);
      for (int packet = random.nextInt(1, 5); packet > 0; packet--) {
        written.add(randomPacket(random));
        RtcpWriter.append(datagram, written.getLast());
      }
      assertThat(read(datagram.flip())).as("seed %d, turn %d", seed, i).isEqualTo(written);
    }
  }

  @Test
  void shouldStopLoudlyWhenWeWouldWriteNonsense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceName(1, "x".repeat(256)))
        .withMessageContaining("255 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bye(java.util.Collections.nCopies(32, 1), ""))
        .withMessage("32 sources: 0 to 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Application(0, 1, "ASUP", ByteBuffer.allocate(3)));
  }

  private static RtcpPacket randomPacket(Random random) {
    return switch (random.nextInt(6)) {
      case 0 ->
          new SenderReport(
              random.nextInt(),
              random.nextLong(),
              random.nextInt(),
              random.nextInt(),
              random.nextInt(),
              randomBlocks(random));
      case 1 -> new ReceiverReport(random.nextInt(), randomBlocks(random));
      case 2 ->
          new SourceDescription(
              random
                  .ints(random.nextInt(32))
                  .mapToObj(ssrc -> new SourceName(ssrc, randomText(random)))
                  .toList());
      case 3 -> new Bye(random.ints(random.nextInt(32)).boxed().toList(), randomText(random));
      case 4 -> new ExtendedReport(random.nextInt(), XrTest.randomBlocks(random));
      default -> {
        byte[] data = new byte[4 * random.nextInt(20)];
        random.nextBytes(data);
        yield new Application(random.nextInt(32), random.nextInt(), "ASUP", ByteBuffer.wrap(data));
      }
    };
  }

  private static List<ReportBlock> randomBlocks(Random random) {
    List<ReportBlock> blocks = new ArrayList<>();
    for (int i = random.nextInt(32); i > 0; i--) {
      blocks.add(
          new ReportBlock(
              random.nextInt(),
              random.nextInt(256),
              random.nextInt(1 << 24) - (1 << 23),
              random.nextInt(),
              random.nextInt(),
              random.nextInt(),
              random.nextInt()));
    }
    return blocks;
  }

  private static String randomText(Random random) {
    return random.nextBoolean()
        ? "tönë ".repeat(random.nextInt(36))
        : "x".repeat(random.nextInt(256));
  }
}
