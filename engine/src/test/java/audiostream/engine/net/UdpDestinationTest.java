package audiostream.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSink.Outcome;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over the loopback interface, for real, on both ways into the system. */
class UdpDestinationTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** How packets enter the system. */
  private enum Way {
    ONE_BY_ONE,
    TOGETHER
  }

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(9_000);
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private Optional<UdpDeparture> departure = Optional.empty();

  private void take(Way way) {
    departure = way == Way.TOGETHER ? UdpDeparture.open() : Optional.empty();
    assumeTrue(way == Way.ONE_BY_ONE || departure.isPresent(), "no io_uring here");
    departure.ifPresent(opened::add);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private DatagramSocket listener() throws IOException {
    DatagramSocket socket = keep(new DatagramSocket(0, LOOPBACK));
    socket.setSoTimeout(5_000);
    return socket;
  }

  private UdpDestination to(int port) throws IOException {
    return keep(
        UdpDestination.open(
            new InetSocketAddress(LOOPBACK, port), MulticastOptions.DEFAULT, departure));
  }

  /** Nobody listens there. */
  private static int closedPort() throws IOException {
    try (DatagramSocket closedAgain = new DatagramSocket(0, LOOPBACK)) {
      return closedAgain.getLocalPort();
    }
  }

  private void queue(UdpDestination destination, int number, int bytes, long nowNs) {
    datagram.clear().putInt(0, number).limit(bytes);
    destination.send(datagram, nowNs, (outcome, sent) -> outcomes.add(outcome));
  }

  private void depart(long nowNs) {
    departure.ifPresent(waiting -> waiting.depart(nowNs));
  }

  /** One packet in a turn of its own. */
  private Outcome send(UdpDestination destination, long nowNs) {
    outcomes.clear();
    queue(destination, 0x01020304, 4, nowNs);
    depart(nowNs);
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  private static int numberIn(DatagramSocket socket, int bytes) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[10_000], 10_000);
    socket.receive(packet);
    assertThat(packet.getLength()).isEqualTo(bytes);
    return ByteBuffer.wrap(packet.getData()).getInt(0);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBringADatagramWithItsSourceAndTimeOfArrival(Way way) throws IOException {
    take(way);
    SystemClock clock = SystemClock.real();
    UdpSource source =
        keep(UdpSource.bind(new InetSocketAddress(LOOPBACK, 0), MulticastOptions.DEFAULT, clock));
    long beforeNs = clock.nowNs();
    assertThat(send(to(source.port()), beforeNs)).isEqualTo(Outcome.SENT);
    Packet packet = new Packet();
    assertThat(source.receive(packet)).isTrue();
    assertThat(packet.length()).isEqualTo(4);
    assertThat(packet.bytes().getInt(0)).isEqualTo(0x01020304);
    assertThat(packet.source()).isInstanceOf(InetSocketAddress.class);
    assertThat(packet.arrivedNs()).isBetween(beforeNs, clock.nowNs());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReachIpv6(Way way) throws IOException {
    take(way);
    InetAddress loopback = InetAddress.getByName("::1");
    try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
      socket.setSoTimeout(5_000);
      UdpDestination destination =
          keep(
              UdpDestination.open(
                  new InetSocketAddress(loopback, socket.getLocalPort()),
                  MulticastOptions.DEFAULT,
                  departure));
      assertThat(send(destination, 0)).isEqualTo(Outcome.SENT);
      assertThat(numberIn(socket, 4)).isEqualTo(0x01020304);
    } catch (java.net.BindException none) {
      assumeTrue(false, "no IPv6 here");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldProbeADestinationThatRefusesFiveTimesASecondOnly(Way way) throws IOException {
    take(way);
    UdpDestination destination = to(closedPort());
    assertThat(send(destination, 0)).isEqualTo(Outcome.SENT);
    assertThat(send(destination, 1_000)).isEqualTo(Outcome.REFUSED);
    assertThat(destination.failure()).hasValueSatisfying(f -> assertThat(f).contains("listens"));
    assertThat(send(destination, 2_000)).isEqualTo(Outcome.HELD_BACK);
    assertThat(send(destination, 199_000_000)).isEqualTo(Outcome.HELD_BACK);
    assertThat(send(destination, 200_001_000)).isEqualTo(Outcome.SENT);
    assertThat(send(destination, 200_002_000)).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTellTheSendAgentOfARefusalThatAReaderWasTold(Way way) throws IOException {
    take(way);
    UdpDestination destination = to(closedPort());
    assertThat(send(destination, 0)).isEqualTo(Outcome.SENT);
    ByteBuffer answer = ByteBuffer.allocateDirect(64);
    assertThat(destination.receive(answer)).as("the system tells the refusal here").isFalse();
    assertThat(send(destination, 1_000)).isEqualTo(Outcome.REFUSED);
    assertThat(send(destination, 2_000)).isEqualTo(Outcome.HELD_BACK);
    assertThat(send(destination, 200_002_000)).isEqualTo(Outcome.SENT);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhatTheSystemSaysOfAnotherFailure(Way way) throws IOException {
    take(way);
    UdpDestination destination =
        keep(
            UdpDestination.open(
                new InetSocketAddress(LOOPBACK, closedPort()),
                MulticastOptions.DEFAULT,
                departure));
    outcomes.clear();
    // Longer than any datagram of UDP over IPv4 may be.
    ByteBuffer tooLong = ByteBuffer.allocateDirect(70_000);
    destination.send(tooLong, 0, (outcome, bytes) -> outcomes.add(outcome));
    depart(0);
    assertThat(outcomes).containsExactly(Outcome.FAILED);
    assertThat(destination.failure()).hasValueSatisfying(f -> assertThat(f).contains("too long"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldBringEachItsOwnAndLetThoseWhoRefuseHarmNobody(Way way) throws IOException {
    take(way);
    List<DatagramSocket> sockets = new ArrayList<>();
    List<UdpDestination> destinations = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      DatagramSocket socket = listener();
      sockets.add(socket);
      destinations.add(to(socket.getLocalPort()));
      destinations.add(to(closedPort()));
    }
    for (int turn = 0; turn < 20; turn++) {
      for (int d = 0; d < destinations.size(); d++) {
        queue(destinations.get(d), turn << 16 | d, 100 + turn, turn * 5_000_000L);
      }
      depart(turn * 5_000_000L);
    }
    for (int turn = 0; turn < 20; turn++) {
      for (int i = 0; i < sockets.size(); i++) {
        assertThat(numberIn(sockets.get(i), 100 + turn)).isEqualTo(turn << 16 | 2 * i);
      }
    }
    assertThat(outcomes).hasSize(20 * 80).doesNotContain(Outcome.FAILED, Outcome.WOULD_BLOCK);
    assertThat(outcomes.stream().filter(o -> o == Outcome.SENT).count()).isEqualTo(20 * 40 + 40);
    assertThat(outcomes.stream().filter(o -> o == Outcome.REFUSED).count()).isEqualTo(40);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSendInOneTurnWhateverItHolds(Way way) throws IOException {
    take(way);
    DatagramSocket socket = listener();
    socket.setReceiveBufferSize(1 << 20);
    UdpDestination destination = to(socket.getLocalPort());
    int sent = 0;
    // More than leave at once, in steps that the receiver's buffer holds; some beyond an MTU.
    for (int turn = 0; turn < 30; turn++) {
      for (int i = 0; i < 50; i++, sent++) {
        queue(destination, sent, sent % 7 == 0 ? 4_096 : 64, turn);
      }
      depart(turn);
      boolean[] came = new boolean[50];
      for (int i = 0; i < 50; i++) {
        DatagramPacket packet = new DatagramPacket(new byte[5_000], 5_000);
        socket.receive(packet);
        int number = ByteBuffer.wrap(packet.getData()).getInt(0);
        assertThat(packet.getLength()).isEqualTo(number % 7 == 0 ? 4_096 : 64);
        came[number - turn * 50] = true;
      }
      assertThat(came).doesNotContain(false);
    }
    assertThat(outcomes).hasSize(sent).containsOnly(Outcome.SENT);
  }

  @Test
  void shouldLeaveInSeveralGoesWhereOneTurnHoldsMoreThanThereAreSlots() throws IOException {
    take(Way.TOGETHER);
    UdpDestination destination = to(listener().getLocalPort());
    // Nobody reads meanwhile: what the receiver's buffer does not hold is lost there, but was sent.
    for (int i = 0; i < 5_000; i++) {
      queue(destination, i, 12, 0);
    }
    depart(0);
    assertThat(outcomes).hasSize(5_000).containsOnly(Outcome.SENT);
  }

  @Test
  void shouldSendNothingForOneThatWasClosedMeanwhile() throws IOException {
    take(Way.TOGETHER);
    DatagramSocket first = listener();
    DatagramSocket second = listener();
    UdpDestination closed = to(first.getLocalPort());
    queue(closed, 1, 16, 0);
    closed.close();
    // Its descriptor is given out again at once.
    UdpDestination next = to(second.getLocalPort());
    queue(next, 2, 16, 0);
    depart(0);
    assertThat(outcomes).containsExactly(Outcome.FAILED, Outcome.SENT);
    assertThat(numberIn(second, 16)).isEqualTo(2);
    second.setSoTimeout(50);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> numberIn(second, 16)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void shouldFindTheSocketOfAChannelAmongMany() throws IOException {
    take(Way.TOGETHER);
    List<UdpDestination> destinations = new ArrayList<>();
    DatagramSocket socket = listener();
    for (int i = 0; i < 300; i++) {
      destinations.add(to(socket.getLocalPort()));
    }
    // Gaps among the descriptors.
    for (int i = 0; i < 300; i += 3) {
      destinations.get(i).close();
    }
    for (int i = 0; i < 50; i++) {
      DatagramSocket another = listener();
      UdpDestination late = to(another.getLocalPort());
      queue(late, i, 8, 0);
      depart(0);
      assertThat(numberIn(another, 8)).isEqualTo(i);
    }
    assertThat(outcomes).hasSize(50).containsOnly(Outcome.SENT);
  }
}
