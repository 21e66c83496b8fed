package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static audiostream.engine.rtp.Datagrams.hexOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {

  private static final String MONO = "800b fffe 80000001 deadbeef";

  private final RtpHeader header = new RtpHeader();

  @Test
  void shouldReadAPlainHeader() {
    assertThat(header.parse(hex(MONO + "0102 0304"))).isEqualTo(RtpFault.NONE);
    assertThat(header.payloadType()).isEqualTo(11);
    assertThat(header.marker()).isFalse();
    assertThat(header.sequence()).isEqualTo(0xfffe);
    assertThat(header.timestamp()).isEqualTo(0x80000001);
    assertThat(header.ssrc()).isEqualTo(0xdeadbeef);
    assertThat(header.payloadOffset()).isEqualTo(12);
    assertThat(header.payloadLength()).isEqualTo(4);
  }

  @Test
  void shouldTellTheMarkerFromThePayloadType() {
    assertThat(header.parse(hex("80e2 0001 00000002 00000003"))).isEqualTo(RtpFault.NONE);
    assertThat(header.marker()).isTrue();
    assertThat(header.payloadType()).isEqualTo(98);
    assertThat(header.payloadLength()).isZero();
  }

  @Test
  void shouldSkipContributingSourcesExtensionAndPadding() {
    ByteBuffer datagram =
        hex("b2 0b 0001 00000002 00000003 11111111 22222222 bede 0001 33333333 aabb 0002");
    assertThat(header.parse(datagram)).isEqualTo(RtpFault.NONE);
    assertThat(header.payloadOffset()).isEqualTo(28);
    assertThat(header.payloadLength()).isEqualTo(2);
  }

  @Test
  void shouldReadAnExtensionWithoutWords() {
    assertThat(header.parse(hex("900b 0001 00000002 00000003 bede 0000 aabb")))
        .isEqualTo(RtpFault.NONE);
    assertThat(header.payloadOffset()).isEqualTo(16);
  }

  @Test
  void shouldAllowPaddingThatLeavesNoPayload() {
    assertThat(header.parse(hex("a00b 0001 00000002 00000003 00000004"))).isEqualTo(RtpFault.NONE);
    assertThat(header.payloadLength()).isZero();
  }

  @Test
  void shouldNotUsePositionOrByteOrder() {
    ByteBuffer datagram = hex(MONO + "0102").order(ByteOrder.LITTLE_ENDIAN).position(9);
    assertThat(header.parse(datagram)).isEqualTo(RtpFault.NONE);
    assertThat(header.sequence()).isEqualTo(0xfffe);
    assertThat(header.payloadLength()).isEqualTo(2);
    assertThat(datagram.position()).isEqualTo(9);
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThat(header.parse(hex(""))).isEqualTo(RtpFault.EMPTY);
    assertThat(header.parse(hex("80"))).isEqualTo(RtpFault.TRUNCATED);
    assertThat(header.parse(hex("800b 0001 00000002 000000"))).isEqualTo(RtpFault.TRUNCATED);
    for (String version : new String[] {"00", "40", "c0"}) {
      assertThat(header.parse(hex(version + "0b 0001 00000002 00000003")))
          .isEqualTo(RtpFault.VERSION);
    }
  }

  @Test
  void shouldRefuseContributingSourcesBeyondThePacket() {
    assertThat(header.parse(hex("810b 0001 00000002 00000003 111111"))).isEqualTo(RtpFault.CSRC);
    assertThat(header.parse(hex("8f0b 0001 00000002 00000003"))).isEqualTo(RtpFault.CSRC);
  }

  @Test
  void shouldRefuseAnExtensionBeyondThePacket() {
    assertThat(header.parse(hex("900b 0001 00000002 00000003 bede 00")))
        .isEqualTo(RtpFault.EXTENSION);
    assertThat(header.parse(hex("900b 0001 00000002 00000003 bede 0001 aabbcc")))
        .isEqualTo(RtpFault.EXTENSION);
    assertThat(header.parse(hex("900b 0001 00000002 00000003 bede ffff aabbccdd")))
        .isEqualTo(RtpFault.EXTENSION);
  }

  @Test
  void shouldRefusePaddingOfZeroOrBeyondTheHeader() {
    assertThat(header.parse(hex("a00b 0001 00000002 00000003 aabb 0000")))
        .isEqualTo(RtpFault.PADDING);
    assertThat(header.parse(hex("a00b 0001 00000002 00000003 aabb 0005")))
        .isEqualTo(RtpFault.PADDING);
    assertThat(header.parse(hex("a00b 0001 00000002 00000003"))).isEqualTo(RtpFault.PADDING);
  }

  @Test
  void shouldTellRtcpByItsPacketType() {
    for (int type = 0; type < 256; type++) {
      ByteBuffer datagram = hex("8000 0001 00000002 00000003").put(1, (byte) type);
      boolean rtcp = (type & 0x7f) >= 64 && (type & 0x7f) <= 95;
      assertThat(header.parse(datagram)).isEqualTo(rtcp ? RtpFault.RTCP : RtpFault.NONE);
    }
    assertThat(header.parse(hex("80cb 0000"))).isEqualTo(RtpFault.RTCP);
  }

  @Test
  void shouldWriteTheHeaderThatTheRfcDraws() {
    ByteBuffer target = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).position(5);
    RtpWriter.writeHeader(target, 11, 0x1fffe, 0x80000001, 0xdeadbeef);
    assertThat(hexOf(target, 12)).isEqualTo(MONO.replace(" ", ""));
    assertThat(target.position()).isEqualTo(5);
  }

  @Test
  void shouldReadBackWhatWasWritten() {
    long seed = 3_550L;
    Random random = new Random(seed);
    ByteBuffer datagram = ByteBuffer.allocate(64);
    for (int i = 0; i < 10_000; i++) {
      int type = random.nextBoolean() ? 96 + random.nextInt(32) : random.nextInt(64);
      int sequence = random.nextInt(1 << 16);
      int timestamp = random.nextInt();
      int ssrc = random.nextInt();
      datagram.limit(12 + random.nextInt(53));
      RtpWriter.writeHeader(datagram, type, sequence, timestamp, ssrc);
      assertThat(header.parse(datagram)).as("seed %d, turn %d", seed, i).isEqualTo(RtpFault.NONE);
      assertThat(header.payloadType()).isEqualTo(type);
      assertThat(header.sequence()).isEqualTo(sequence);
      assertThat(header.timestamp()).isEqualTo(timestamp);
      assertThat(header.ssrc()).isEqualTo(ssrc);
      assertThat(header.payloadLength()).isEqualTo(datagram.limit() - 12);
    }
  }
}
