package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import audiostream.engine.packet.Packet;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Over the loopback interface, for real. */
class UdpTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(4);

  @Test
  void shouldTellWhenADatagramCameHoweverLateItIsTaken() throws IOException {
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    SystemClock clock = SystemClock.real();
    try (UdpSource source =
            UdpSource.bind(new InetSocketAddress(LOOPBACK, 0), MulticastOptions.DEFAULT, clock);
        UdpDestination destination =
            UdpDestination.open(
                new InetSocketAddress(LOOPBACK, source.port()),
                MulticastOptions.DEFAULT,
                Optional.empty())) {
      Packet packet = new Packet();
      long lateNs = Long.MAX_VALUE;
      // The kernel begins to note a little after it was asked.
      for (int i = 0; i < 20 && lateNs > 5_000; i++) {
        long beforeNs = clock.nowNs();
        destination.send(datagram.clear(), beforeNs, (outcome, bytes) -> {});
        long sentNs = clock.nowNs();
        while (clock.nowNs() - sentNs < 30_000_000L) {
          clock.parkUntil(sentNs + 30_000_000L);
        }
        assertThat(source.receive(packet)).isTrue();
        assertThat(packet.arrivedNs()).isGreaterThan(beforeNs - 5_000);
        lateNs = packet.arrivedNs() - sentNs;
      }
      assertThat(lateNs).isLessThan(5_000);
    }
  }

  @Test
  void shouldRunWhatIsToBeRunWhenAnAnswerComes() throws IOException {
    int[] runs = new int[1];
    ByteBuffer answer = ByteBuffer.allocateDirect(64);
    try (DatagramSocket peer = new DatagramSocket(0, LOOPBACK);
        UdpControl control =
            UdpControl.open(
                new InetSocketAddress(LOOPBACK, peer.getLocalPort()), MulticastOptions.DEFAULT);
        UdpWatch watch = UdpWatch.open()) {
      watch.add(
          control,
          () -> {
            runs[0]++;
            assertThat(control.receive(answer)).isTrue();
          });
      assertThat(control.send(datagram.clear().putInt(0, 7))).isTrue();
      DatagramPacket asked = new DatagramPacket(new byte[16], 16);
      peer.receive(asked);
      watch.await(1);
      assertThat(runs[0]).as("nothing has come back").isZero();
      peer.send(new DatagramPacket(new byte[] {1, 2}, 2, asked.getSocketAddress()));
      watch.await(5_000);
      assertThat(runs[0]).isEqualTo(1);
      assertThat(answer.limit()).isEqualTo(2);
    }
  }

  @Test
  void shouldEndTheWaitWhenClosed() throws Exception {
    UdpSource source =
        UdpSource.bind(
            new InetSocketAddress(LOOPBACK, 0), MulticastOptions.DEFAULT, SystemClock.real());
    Thread closer =
        new Thread(() -> {
          try {
            source.close();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    closer.start();
    assertThat(source.receive(new Packet())).isFalse();
    closer.join(5_000);
  }

  @Test
  void shouldNameTheInterfacesThatThereAre() {
    assertThatThrownBy(() -> MulticastOptions.interfaceNamed("nosuch0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nosuch0")
        .hasMessageContaining("lo");
  }
}
