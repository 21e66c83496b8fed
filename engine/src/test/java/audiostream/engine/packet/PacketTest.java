package audiostream.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {

  private static ByteBuffer datagram(int bytes) {
    ByteBuffer datagram = ByteBuffer.allocateDirect(bytes + 8).position(3);
    for (int i = 0; i < bytes; i++) {
      datagram.put(3 + i, (byte) (i * 7));
    }
    return datagram.limit(3 + bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 524, 2_048, 2_049, 9_000, Packet.MAX_BYTES, Packet.MAX_BYTES + 1})
  void shouldKeepADatagramOfAnyLengthAndAShorterOneAfterIt(int bytes) {
    Packet packet = new Packet();
    ByteBuffer datagram = datagram(bytes);
    packet.put(datagram);
    assertThat(packet.length()).isEqualTo(bytes);
    assertThat(packet.bytes()).isEqualTo(datagram);
    assertThat(datagram.position()).as("what was copied stays as it was").isEqualTo(3);
    Packet copy = new Packet();
    packet.received(new InetSocketAddress("127.0.0.1", 5), 7);
    copy.copyFrom(packet);
    assertThat(copy.bytes()).isEqualTo(datagram);
    assertThat(copy.source()).isEqualTo(packet.source());
    assertThat(copy.arrivedNs()).isEqualTo(7);
    packet.put(datagram(12));
    assertThat(packet.bytes()).isEqualTo(datagram(12));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 9_000})
  void shouldGiveRoomForAnyDatagram(int before) {
    Packet packet = new Packet();
    packet.put(datagram(before));
    assertThat(packet.room().remaining()).isEqualTo(Packet.MAX_BYTES + 1);
    assertThat(packet.bytes().position()).isZero();
  }
}
