package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.engine.Allocation;
import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.Impairment.Disorder;
import audiostream.engine.net.Impairment.Loss;
import audiostream.engine.time.ManualClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on loopback, one thread that plays both agents, and time that the test moves. */
@Timeout(60)
class UdpRelayTest {

  private static final long MS = 1_000_000L;

  private final ManualClock clock = new ManualClock();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final DatagramPacket heard = new DatagramPacket(new byte[20_000], 20_000);
  private DatagramSocket destination;
  private int arrivals;

  @BeforeEach
  void openDestination() throws IOException {
    destination = socket("127.0.0.1");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private DatagramSocket socket(String address) throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.setSoTimeout(10_000);
    open.add(socket);
    return socket;
  }

  private UdpRelay relay(Impairment impairment, boolean oneWay, RelayRoute... routes)
      throws IOException {
    UdpRelay relay = UdpRelay.open(List.of(routes), impairment, oneWay, () -> arrivals++, clock);
    open.add(relay);
    return relay;
  }

  private RelayRoute toDestination() {
    return new RelayRoute(0, (InetSocketAddress) destination.getLocalSocketAddress(), false);
  }

  private static int portOf(UdpRelay relay) throws IOException {
    return relay.snapshots().getFirst().route().listenPort();
  }

  private static void send(DatagramSocket from, SocketTarget to, int... numbers)
      throws IOException {
    for (int number : numbers) {
      byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
      from.send(new DatagramPacket(bytes, 4, to.address()));
    }
  }

  /** A port of a loopback address. */
  private record SocketTarget(String host, int port) {
    InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
  }

  private static SocketTarget local(int port) {
    return new SocketTarget("127.0.0.1", port);
  }

  /** Turns the receiving agent until so many datagrams have arrived since the start. */
  private void receiveUntil(UdpRelay relay, int count) throws IOException {
    while (arrivals < count) {
      assertThat(relay.receive()).isTrue();
    }
  }

  private int hear(DatagramSocket at) throws IOException {
    at.receive(heard);
    return ByteBuffer.wrap(heard.getData(), 0, heard.getLength()).getInt();
  }

  private static void assertNothingAt(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(50);
    assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
  }

  private static Impairment delayed(double ms) {
    return Impairment.none(1).with(new Delay(ms, 0, Optional.empty()));
  }

  @Test
  void shouldRelayAfterTheDelayAndBringTheAnswerBackFromTheSameSocket() throws IOException {
    UdpRelay relay = relay(delayed(20), false, toDestination());
    DatagramSocket client = socket("127.0.0.1");
    send(client, local(portOf(relay)), 7);
    receiveUntil(relay, 1);
    clock.advance(19 * MS);
    assertThat(relay.deliver(clock.nowNs())).isEqualTo(clock.nowNs() + MS);
    assertNothingAt(destination);
    clock.advance(MS);
    assertThat(relay.deliver(clock.nowNs())).isEqualTo(Long.MAX_VALUE);
    assertThat(hear(destination)).isEqualTo(7);

    send(destination, local(heard.getPort()), 8);
    receiveUntil(relay, 2);
    relay.deliver(clock.nowNs());
    assertNothingAt(client);
    clock.advance(20 * MS);
    relay.deliver(clock.nowNs());
    assertThat(hear(client)).isEqualTo(8);
    assertThat(heard.getPort()).isEqualTo(portOf(relay));

    RelaySnapshot now = relay.snapshots().getFirst();
    assertThat(now.clients()).isEqualTo(1);
    assertThat(now.forward().delay().datagrams()).isEqualTo(1);
    assertThat(now.back().delay().datagrams()).isEqualTo(1);
    assertThat(now.back().delay().sumMs()).isEqualTo(20);
  }

  @Test
  void shouldLetAnswersPassAsTheyAreWhereOneWayIsAskedFor() throws IOException {
    UdpRelay relay = relay(delayed(20), true, toDestination());
    DatagramSocket client = socket("127.0.0.1");
    send(client, local(portOf(relay)), 7);
    receiveUntil(relay, 1);
    relay.deliver(clock.nowNs());
    clock.advance(20 * MS);
    relay.deliver(clock.nowNs());
    assertThat(hear(destination)).isEqualTo(7);
    send(destination, local(heard.getPort()), 8);
    receiveUntil(relay, 2);
    relay.deliver(clock.nowNs());
    assertThat(hear(client)).isEqualTo(8);
  }

  @Test
  void shouldBringEachClientItsOwnAnswers() throws IOException {
    UdpRelay relay = relay(Impairment.none(1), false, toDestination());
    List<DatagramSocket> clients = List.of(socket("127.0.0.1"), socket("127.0.0.1"));
    for (int i = 0; i < 2; i++) {
      send(clients.get(i), local(portOf(relay)), i);
      receiveUntil(relay, 2 * i + 1);
      relay.deliver(clock.nowNs());
      assertThat(hear(destination)).isEqualTo(i);
      send(destination, local(heard.getPort()), 100 + i);
      receiveUntil(relay, 2 * i + 2);
    }
    relay.deliver(clock.nowNs());
    assertThat(hear(clients.get(1))).isEqualTo(101);
    assertThat(hear(clients.get(0))).isEqualTo(100);
    assertNothingAt(clients.get(0));
    assertThat(relay.snapshots().getFirst().clients()).isEqualTo(2);
  }

  @Test
  void shouldRelayTheNextPortToo() throws IOException {
    DatagramSocket rtp = null;
    DatagramSocket rtcp = null;
    for (int tries = 0; rtcp == null && tries < 50; tries++) {
      rtp = socket("127.0.0.1");
      rtcp = after(rtp);
    }
    assertThat(rtcp).as("a free pair of ports").isNotNull();
    UdpRelay relay = null;
    for (int tries = 0; relay == null && tries < 50; tries++) {
      relay = pairTo((InetSocketAddress) rtp.getLocalSocketAddress());
    }
    assertThat(relay).isNotNull();
    DatagramSocket client = socket("127.0.0.1");
    send(client, local(portOf(relay) + 1), 11);
    receiveUntil(relay, 1);
    relay.deliver(clock.nowNs());
    assertThat(hear(rtcp)).isEqualTo(11);
    send(client, local(portOf(relay)), 12);
    receiveUntil(relay, 2);
    relay.deliver(clock.nowNs());
    assertThat(hear(rtp)).isEqualTo(12);
  }

  private DatagramSocket after(DatagramSocket first) throws IOException {
    try {
      DatagramSocket next =
          new DatagramSocket(
              new InetSocketAddress(first.getLocalAddress(), first.getLocalPort() + 1));
      next.setSoTimeout(10_000);
      open.add(next);
      return next;
    } catch (java.net.BindException taken) {
      return null;
    }
  }

  /** Null when the port after the one that the system chose is taken. */
  private UdpRelay pairTo(InetSocketAddress address) throws IOException {
    try {
      return relay(Impairment.none(1), false, new RelayRoute(0, address, true));
    } catch (PortException taken) {
      return null;
    }
  }

  @Test
  void shouldRelayOverIpv6() throws IOException {
    DatagramSocket at6 = socket("::1");
    UdpRelay relay =
        relay(
            Impairment.none(1),
            false,
            new RelayRoute(0, (InetSocketAddress) at6.getLocalSocketAddress(), false));
    DatagramSocket client6 = socket("::1");
    send(client6, new SocketTarget("::1", portOf(relay)), 61);
    DatagramSocket client4 = socket("127.0.0.1");
    receiveUntil(relay, 1);
    send(client4, local(portOf(relay)), 62);
    receiveUntil(relay, 2);
    relay.deliver(clock.nowNs());
    assertThat(hear(at6)).isEqualTo(61);
    int upstreamOf6 = heard.getPort();
    assertThat(hear(at6)).isEqualTo(62);
    send(at6, new SocketTarget("::1", upstreamOf6), 63);
    receiveUntil(relay, 3);
    relay.deliver(clock.nowNs());
    assertThat(hear(client6)).isEqualTo(63);
  }

  @Test
  void shouldLoseOnBothWaysEachOnItsOwn() throws IOException {
    UdpRelay relay = relay(Impairment.none(5).with(Loss.random(0.5)), false, toDestination());
    DatagramSocket client = socket("127.0.0.1");
    SocketTarget target = local(portOf(relay));
    for (int i = 0; i < 200; i++) {
      send(client, target, i);
      receiveUntil(relay, i + 1);
      relay.deliver(clock.nowNs());
    }
    RelaySnapshot.Direction forward = relay.snapshots().getFirst().forward();
    long arrived = forward.counters().get(ImpairmentCounter.DELIVERED);
    assertThat(arrived).isBetween(60L, 140L);
    assertThat(forward.counters().get(ImpairmentCounter.LOST)).isEqualTo(200 - arrived);
    for (int i = 0; i < arrived; i++) {
      hear(destination);
    }
    assertNothingAt(destination);
    assertThat(relay.snapshots().getFirst().back().counters().get(ImpairmentCounter.SENT)).isZero();
  }

  @Test
  void shouldSendTwiceWhatIsDuplicated() throws IOException {
    UdpRelay relay = relay(Impairment.none(1).with(new Disorder(0, 0, 1)), false, toDestination());
    send(socket("127.0.0.1"), local(portOf(relay)), 5);
    receiveUntil(relay, 1);
    relay.deliver(clock.nowNs());
    assertThat(hear(destination)).isEqualTo(5);
    assertThat(hear(destination)).isEqualTo(5);
  }

  @Test
  void shouldTurnAwayMoreSendersThanItServesUntilOneIsSilent() throws IOException {
    UdpRelay relay = relay(Impairment.none(1), false, toDestination());
    SocketTarget target = local(portOf(relay));
    for (int i = 0; i < RelayPort.MOST_CLIENTS; i++) {
      send(socket("127.0.0.1"), target, i);
      receiveUntil(relay, i + 1);
      clock.advance(MS);
    }
    DatagramSocket late = socket("127.0.0.1");
    send(late, target, 1_000);
    long turnedAway = 0;
    while (turnedAway == 0) {
      relay.receive();
      turnedAway = relay.snapshots().getFirst().troubles().get(RelayCounter.TURNED_AWAY);
    }
    assertThat(arrivals).isEqualTo(RelayPort.MOST_CLIENTS);

    clock.advance(RelayPort.IDLE_NS);
    send(late, target, 1_001);
    receiveUntil(relay, RelayPort.MOST_CLIENTS + 1);
    relay.deliver(clock.nowNs());
    assertThat(relay.snapshots().getFirst().clients()).isEqualTo(RelayPort.MOST_CLIENTS);
  }

  @Test
  void shouldOutliveADestinationThatIsNotThere() throws IOException {
    DatagramSocket gone = socket("127.0.0.1");
    InetSocketAddress address = (InetSocketAddress) gone.getLocalSocketAddress();
    gone.close();
    UdpRelay relay = relay(Impairment.none(1), false, new RelayRoute(0, address, false));
    DatagramSocket client = socket("127.0.0.1");
    SocketTarget target = local(portOf(relay));
    send(client, target, 1);
    receiveUntil(relay, 1);
    relay.deliver(clock.nowNs());
    long refused = 0;
    while (refused == 0) {
      relay.receive();
      refused = relay.snapshots().getFirst().troubles().get(RelayCounter.REFUSED);
    }
    try (DatagramSocket back = new DatagramSocket(address)) {
      back.setSoTimeout(10_000);
      send(client, target, 2);
      receiveUntil(relay, 2);
      relay.deliver(clock.nowNs());
      assertThat(hear(back)).isEqualTo(2);
    }
  }

  @Test
  void shouldDropAndCountWhatIsTooLong() throws IOException {
    UdpRelay relay = relay(Impairment.none(1), false, toDestination());
    DatagramSocket client = socket("127.0.0.1");
    client.send(new DatagramPacket(new byte[16_385], 16_385, local(portOf(relay)).address()));
    send(client, local(portOf(relay)), 3);
    receiveUntil(relay, 1);
    relay.deliver(clock.nowNs());
    assertThat(hear(destination)).isEqualTo(3);
    assertThat(relay.snapshots().getFirst().troubles()).containsEntry(RelayCounter.OVERSIZED, 1L);
  }

  @Test
  void shouldEndTheWaitWhenStopped() throws Exception {
    UdpRelay relay = relay(Impairment.none(1), false, toDestination());
    Thread stopper =
        new Thread(() -> {
          try {
            relay.stop();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    stopper.start();
    while (relay.receive()) {}
    stopper.join(5_000);
    assertThat(stopper.isAlive()).isFalse();
  }

  @Test
  void shouldNameThePortThatIsTaken() {
    assertThatThrownBy(() ->
            relay(
                Impairment.none(1),
                false,
                new RelayRoute(destination.getLocalPort(), local(5_004).address(), false)))
        .isInstanceOfSatisfying(
            PortException.class, e -> assertThat(e.port()).isEqualTo(destination.getLocalPort()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_535, 65_536})
  void shouldRefusePortsWithoutANext(int port) {
    assertThatThrownBy(() -> new RelayRoute(port, local(5_004).address(), true))
        .hasMessageContaining("65534");
  }

  @Test
  void shouldAllocateNothingForADatagramOfOneClient() throws IOException {
    UdpRelay relay = relay(Impairment.wifi(20, 1), false, toDestination());
    try (DatagramChannel client = DatagramChannel.open();
        DatagramChannel drain = drain()) {
      client.connect(local(portOf(relay)).address());
      ByteBuffer datagram = ByteBuffer.allocateDirect(524);
      Allocation.shouldSettleAtNothing(() -> pass(relay, client, drain, datagram, 2_000));
    }
  }

  /** The destination's socket as a channel, which receives without allocating. */
  private DatagramChannel drain() throws IOException {
    InetSocketAddress address = (InetSocketAddress) destination.getLocalSocketAddress();
    destination.close();
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(address).configureBlocking(false);
    return channel;
  }

  private void pass(
      UdpRelay relay, DatagramChannel client, DatagramChannel drain, ByteBuffer datagram, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      client.write(datagram.clear());
      int wanted = arrivals + 1;
      while (arrivals < wanted) {
        relay.receive();
      }
      clock.advance(5 * MS);
      relay.deliver(clock.nowNs());
      while (drain.receive(datagram.clear()) != null) {}
    }
  }
}
