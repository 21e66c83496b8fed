package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static audiostream.engine.rtp.Datagrams.hexOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppMessageTest {

  private static final String LATENCY = "0010 0008 0000000003938700";
  private static final String SENT = "0001 0008 ffffffffffffffff";
  private static final String NAME = "0041 0005 74726565 c3000000".replace("c3", "73");

  private static Optional<AppMessage> read(String digits) {
    List<RtcpPacket> packets = new ArrayList<>();
    assertThat(RtcpReader.read(hex(digits), packets::add)).isEqualTo(RtcpFault.NONE);
    return AppMessage.of((RtcpPacket.Application) packets.getFirst());
  }

  private static String packet(int subtype, String data) {
    int words = 2 + data.replace(" ", "").length() / 8;
    return "%02x cc %04x 00000009 41535544".formatted(0x80 | subtype, words) + data;
  }

  @Test
  void shouldWriteEachByteAsDocumented() {
    AppMessage message =
        new AppMessage(
            AppMessage.Kind.SENDER,
            1,
            9,
            Map.of(AppField.LATENCY_NS, 60_000_000L, AppField.SENT_NS, -1L),
            Map.of(AppField.DESTINATION_NAME, "trees"));
    ByteBuffer target = ByteBuffer.allocate(256);
    RtcpWriter.append(target, message.toPacket());
    assertThat(hexOf(target, target.position()))
        .isEqualTo(packet(2, "01000000" + SENT + LATENCY + NAME).replace(" ", ""));
    assertThat(read(hexOf(target, target.position()))).contains(message);
  }

  @Test
  void shouldSayWhenItIsSentLastOfAll() {
    AppMessage probe =
        new AppMessage(
            AppMessage.Kind.PROBE,
            1,
            9,
            Map.of(AppField.SENT_NS, 5L, AppField.ECHO_NS, 6L),
            Map.of());
    ByteBuffer target = ByteBuffer.allocate(256).position(8);
    RtcpWriter.append(target, probe.toPacket());
    AppMessage.stamp(target, 8, -2L);
    AppMessage read = read(hexOf(target, target.position()).substring(16)).orElseThrow();
    assertThat(read.number(AppField.SENT_NS)).hasValue(-2);
    assertThat(read.number(AppField.ECHO_NS)).hasValue(6);
  }

  @Test
  void shouldSkipUnknownFields() {
    AppMessage message = read(packet(1, "01000000" + "ff00 0001 0a000000" + LATENCY)).orElseThrow();
    assertThat(message.number(AppField.LATENCY_NS)).hasValue(60_000_000L);
    assertThat(message.numbers()).hasSize(1);
    assertThat(message.ssrc()).isEqualTo(9);
  }

  @Test
  void shouldReadWhatItKnowsOfANewerVersion() {
    AppMessage message =
        read(packet(1, "07000000" + "0100 0000" + LATENCY + "0200 0004 00000000")).orElseThrow();
    assertThat(message.version()).isEqualTo(7);
    assertThat(message.numbers()).containsExactly(Map.entry(AppField.LATENCY_NS, 60_000_000L));
  }

  @Test
  void shouldSkipAKnownFieldOfAnotherLength() {
    assertThat(read(packet(1, "01000000" + "0010 0004 03938700")).orElseThrow().numbers())
        .isEmpty();
    String tooLong = "0041 0100" + "61".repeat(256);
    assertThat(read(packet(2, "01000000" + tooLong)).orElseThrow().texts()).isEmpty();
  }

  @Test
  void shouldTakeTheLastOfTwo() {
    String other = LATENCY.replace("3938700", "0000001");
    assertThat(read(packet(1, "01000000" + LATENCY + other)).orElseThrow().numbers())
        .containsExactly(Map.entry(AppField.LATENCY_NS, 1L));
  }

  @Test
  void shouldNotReadWhatIsDamagedOrAnothers() {
    assertThat(read(packet(1, ""))).isEmpty();
    assertThat(read(packet(1, "00000000"))).as("version 0").isEmpty();
    assertThat(read(packet(1, "01000000" + "0010 0008 00000000"))).as("cut short").isEmpty();
    assertThat(read(packet(1, "01000000" + "ff00 ffff"))).as("cut short").isEmpty();
    assertThat(read(packet(0, "01000000"))).as("no kind").isEmpty();
    assertThat(read(packet(9, "01000000"))).as("a kind of a later time").isEmpty();
    assertThat(read(packet(1, "01000000").replace("41535544", "41535545"))).isEmpty();
  }

  @Test
  void shouldReplaceWhatWouldDisturbATerminal() {
    String name = "0041 0005 74726565 1b000000";
    assertThat(read(packet(2, "01000000" + name)).orElseThrow().text(AppField.DESTINATION_NAME))
        .contains("tree?");
  }

  @Test
  void shouldKeepFieldsOfBothKindsApart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new AppMessage(
                AppMessage.Kind.SENDER, 1, 9, Map.of(AppField.SENDER_NAME, 1L), Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new AppMessage(AppMessage.Kind.SENDER, 1, 9, Map.of(), Map.of(AppField.SENT_NS, "")));
  }

  @Test
  void shouldGiveEachFieldItsOwnNumber() {
    assertThat(Arrays.stream(AppField.values()).map(AppField::number)).doesNotHaveDuplicates();
  }
}
