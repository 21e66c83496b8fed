package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.engine.net.Impairment;
import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.RelayRoute;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With its own threads and in real time, over loopback. */
@Timeout(60)
class RelayTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final long MS = 1_000_000L;

  private final SystemClock clock = SystemClock.real();
  private final List<SessionEvent> events = new ArrayList<>();

  private Relay open(DatagramSocket destination, int port, Impairment impairment)
      throws SetupException {
    RelayRoute route =
        new RelayRoute(port, new InetSocketAddress(LOOPBACK, destination.getLocalPort()), false);
    return Relay.open(new RelayConfig(List.of(route), impairment, false), clock, events::add);
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void shouldRelayNeverEarlierThanDueAndBringAnswersBack() throws Exception {
    Impairment impairment = Impairment.none(1).with(new Delay(5, 0, Optional.empty()));
    DatagramPacket packet = new DatagramPacket(new byte[] {42}, 1);
    try (DatagramSocket destination = socket();
        DatagramSocket client = socket();
        Relay relay = open(destination, 0, impairment)) {
      relay.start();
      int port = relay.snapshots().getFirst().route().listenPort();
      for (int i = 0; i < 20; i++) {
        long sentNs = clock.nowNs();
        packet.setSocketAddress(new InetSocketAddress(LOOPBACK, port));
        client.send(packet);
        destination.receive(packet);
        assertThat(clock.nowNs() - sentNs).isGreaterThanOrEqualTo(5 * MS);
        destination.send(packet);
        client.receive(packet);
        assertThat(clock.nowNs() - sentNs).isGreaterThanOrEqualTo(10 * MS);
        assertThat(packet.getPort()).isEqualTo(port);
      }
      assertThat(relay.failed()).isFalse();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void shouldSayWhichPortIsTaken() throws Exception {
    try (DatagramSocket taken = socket();
        DatagramSocket destination = socket()) {
      assertThatThrownBy(() -> open(destination, taken.getLocalPort(), Impairment.none(1)))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("taken");
    }
  }

  @Test
  void shouldFreeItsPortsWhenClosed() throws Exception {
    try (DatagramSocket destination = socket()) {
      Relay relay = open(destination, 0, Impairment.none(1));
      relay.start();
      int port = relay.snapshots().getFirst().route().listenPort();
      relay.close();
      try (DatagramSocket again = new DatagramSocket(port)) {
        assertThat(again.isBound()).isTrue();
      }
    }
    assertThat(events).isEmpty();
  }
}
