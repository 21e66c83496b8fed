package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.silent.SilentBackend;
import audiostream.engine.device.tone.ToneBackend;
import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.feedback.ReceiverState;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.rtp.ReportBlock;
import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtcpWriter;
import audiostream.engine.rtp.RtpFault;
import audiostream.engine.rtp.RtpHeader;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Senders and receivers exchange RTCP over the loopback interface, for real. */
class FeedbackTest {

  private static final int RATE_HZ = 44_100;
  private static final long PATIENCE_NS = 15_000_000_000L;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Clock clock = SystemClock.real();
  private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

  /** Two sockets on an even port and the next. */
  private record Pair(DatagramSocket media, DatagramSocket control) implements AutoCloseable {

    static Pair open() throws SocketException {
      for (int port = 24_000; port < 26_000; port += 2) {
        try {
          DatagramSocket media = new DatagramSocket(port, LOOPBACK);
          return withNext(media);
        } catch (SocketException taken) {
          // the next pair
        }
      }
      throw new SocketException("no free pair of ports");
    }

    private static Pair withNext(DatagramSocket media) throws SocketException {
      try {
        DatagramSocket control = new DatagramSocket(media.getLocalPort() + 1, LOOPBACK);
        control.setSoTimeout(5_000);
        media.setSoTimeout(5_000);
        return new Pair(media, control);
      } catch (SocketException taken) {
        media.close();
        throw taken;
      }
    }

    int port() {
      return media.getLocalPort();
    }

    @Override
    public void close() {
      media.close();
      control.close();
    }
  }

  private static int freePair() throws SocketException {
    try (Pair pair = Pair.open()) {
      return pair.port();
    }
  }

  private Receiver receiver(int port, Set<InetAddress> allowed) throws Exception {
    return receiver(new InetSocketAddress(LOOPBACK, port), MulticastOptions.DEFAULT, allowed, 7);
  }

  private Receiver receiver(
      InetSocketAddress local, MulticastOptions multicast, Set<InetAddress> allowed, int seed)
      throws Exception {
    DeviceRequest request = new DeviceRequest(OptionalInt.of(RATE_HZ), OptionalInt.empty(), 256);
    Receiver receiver =
        Receiver.open(
            new ReceiveConfig(
                local,
                multicast,
                allowed,
                Receptions.of(new Expected.Rtp(PayloadFormats.standard(), RATE_HZ), 60)),
            () -> new SilentBackend(clock).openOutput("", request),
            Optional.empty(),
            new Receiver.Surroundings(
                clock, InstantSource.system(), new Random(seed), events::add));
    receiver.start();
    return receiver;
  }

  private Sender sender(WireFormat wire, int... ports) throws Exception {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int port : ports) {
      endpoints.add(endpoint(wire, LOOPBACK.getHostAddress(), port, Optional.empty()));
    }
    return sender(endpoints);
  }

  private static Endpoint endpoint(
      WireFormat wire, String host, int port, Optional<String> interfaceName) {
    return new Endpoint(wire, host, port, OptionalInt.empty(), interfaceName, OptionalInt.empty());
  }

  private Sender sender(List<Endpoint> endpoints) throws Exception {
    List<DestinationConfig> destinations = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      destinations.add(
          new DestinationConfig("to" + endpoint.port(), endpoint, ChannelList.of(1), 0, false));
    }
    DeviceRequest request = new DeviceRequest(OptionalInt.of(RATE_HZ), OptionalInt.of(2), 256);
    Sender sender =
        Sender.open(
            () -> new ToneBackend(clock).openCapture("2", request),
            new SendConfig(16, OptionalInt.empty(), 1_500, destinations),
            new Sender.Surroundings(clock, InstantSource.system(), new Random(8), events::add));
    sender.start();
    return sender;
  }

  private boolean holdsInTime(BooleanSupplier condition) {
    long endNs = clock.nowNs() + PATIENCE_NS;
    while (!condition.getAsBoolean()) {
      if (clock.nowNs() - endNs > 0) {
        return false;
      }
      clock.parkUntil(clock.nowNs() + 10_000_000L);
    }
    return true;
  }

  private static Optional<ReceiverFeedback> feedback(Sender sender) {
    return sender.snapshot().destinations().getFirst().feedback().map(DestinationFeedback::worst);
  }

  private static boolean is(Sender sender, Presence presence) {
    return feedback(sender).filter(f -> f.presence() == presence).isPresent();
  }

  private static boolean plays(ReceiverFeedback feedback) {
    return feedback.playout().flatMap(Playout::state).equals(Optional.of(ReceiverState.PLAYING));
  }

  @Test
  void shouldTellEachOtherHowTheyDoAndWhenTheyLeave() throws Exception {
    int port = freePair();
    Receiver receiver = receiver(port, Set.of());
    try (Sender sender = sender(WireFormat.RTP, port)) {
      assertThat(holdsInTime(() -> feedback(sender).filter(FeedbackTest::plays).isPresent()))
          .as("%s", feedback(sender))
          .isTrue();
      assertThat(holdsInTime(() -> receiver.snapshot().roundTripNs().isPresent())).isTrue();
      ReceiverFeedback told = feedback(sender).orElseThrow();
      assertThat(told.packetsLost()).isZero();
      assertThat(told.fractionLost()).isZero();
      assertThat(told.roundTripNs().orElseThrow()).isBetween(1_000L, 500_000_000L);
      assertThat(receiver.snapshot().roundTripNs().orElseThrow()).isBetween(0L, 500_000_000L);
      assertThat(told.playout().orElseThrow().targetNs()).hasValue(60_000_000L);
      assertThat(told.playout().orElseThrow().latencyNs().orElseThrow())
          .isBetween(30_000_000L, 200_000_000L);
      long reports = receiver.snapshot().rtcp().getOrDefault(FeedbackCounter.REPORTS_SENT, 0L);
      long heard = receiver.snapshot().rtcp().getOrDefault(FeedbackCounter.RTCP_PACKETS, 0L);
      assertThat(reports).isPositive().isLessThanOrEqualTo(heard + 1);
      receiver.close();
      assertThat(holdsInTime(() -> is(sender, Presence.LEFT))).isTrue();
    } finally {
      receiver.close();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void shouldHearEachReceiverOfAGroup() throws Exception {
    int port = freePair();
    NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
    MulticastOptions multicast = new MulticastOptions(1, Optional.of(loopback));
    InetSocketAddress group = new InetSocketAddress("239.77.1.2", port);
    Endpoint endpoint =
        endpoint(WireFormat.RTP, "239.77.1.2", port, Optional.of(loopback.getName()));
    try (Receiver one = receiver(group, multicast, Set.of(), 1);
        Receiver two = receiver(group, multicast, Set.of(), 2);
        Sender sender = sender(List.of(endpoint))) {
      assertThat(
              holdsInTime(() ->
                  sender.snapshot().destinations().getFirst().feedback().stream()
                      .anyMatch(
                          f -> f.receivers().stream().filter(FeedbackTest::plays).count() == 2)))
          .as("%s", sender.snapshot().destinations().getFirst().feedback())
          .isTrue();
      assertThat(holdsInTime(() -> one.snapshot().roundTripNs().isPresent())).isTrue();
      assertThat(holdsInTime(() -> two.snapshot().roundTripNs().isPresent())).isTrue();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void shouldKeepFeedbackWhenOthersComeAndNamesChange() throws Exception {
    int port = freePair();
    try (Receiver receiver = receiver(port, Set.of());
        Sender sender = sender(WireFormat.RTP, port)) {
      assertThat(holdsInTime(() -> is(sender, Presence.ANSWERING))).isTrue();
      int ssrc = feedback(sender).orElseThrow().ssrc();
      Endpoint same = endpoint(WireFormat.RTP, LOOPBACK.getHostAddress(), port, Optional.empty());
      Endpoint mute = endpoint(WireFormat.RTP, LOOPBACK.getHostAddress(), 9, Optional.empty());
      sender.update(
          new SendConfig(
              16,
              OptionalInt.empty(),
              1_500,
              List.of(
                  new DestinationConfig("renamed", same, ChannelList.of(2), 0, false),
                  new DestinationConfig("mute", mute, ChannelList.of(1), 0, false))));
      assertThat(feedback(sender).orElseThrow().ssrc()).isEqualTo(ssrc);
      long sent = sender.snapshot().rtcp().getOrDefault(FeedbackCounter.REPORTS_SENT, 0L);
      assertThat(
              holdsInTime(() ->
                  sender.snapshot().rtcp().getOrDefault(FeedbackCounter.REPORTS_SENT, 0L)
                      > sent + 5))
          .isTrue();
      assertThat(is(sender, Presence.ANSWERING)).isTrue();
      assertThat(receiver.snapshot().rtcp().get(FeedbackCounter.RTCP_FOREIGN)).isZero();
    }
  }

  @Test
  void shouldHaveNoFeedbackFromWhoNeverAnswers() throws Exception {
    try (Pair mute = Pair.open();
        Sender sender = sender(WireFormat.RTP, mute.port(), 9)) {
      for (int i = 0; i < 3; i++) {
        assertThat(receiveRtcp(mute.control(), 5_000)).isNotEmpty();
      }
      assertThat(feedback(sender)).isEmpty();
      assertThat(sender.snapshot().destinations().getFirst().failure()).isEmpty();
      assertThat(sender.snapshot().destinations().getFirst().errors()).isZero();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void shouldSendNoRtcpToRawDestinations() throws Exception {
    try (Pair older = Pair.open();
        Sender sender = sender(WireFormat.RAW, older.port())) {
      older.media().receive(new DatagramPacket(new byte[2_048], 2_048));
      assertThat(receiveRtcp(older.control(), 600)).isEmpty();
      assertThat(feedback(sender)).isEmpty();
    }
  }

  private static List<RtcpPacket> receiveRtcp(DatagramSocket socket, int patienceMs)
      throws IOException {
    return read(receive(socket, patienceMs));
  }

  private static List<RtcpPacket> read(Optional<DatagramPacket> datagram) {
    List<RtcpPacket> packets = new ArrayList<>();
    datagram.ifPresent(d -> {
      ByteBuffer bytes = ByteBuffer.wrap(d.getData(), 0, d.getLength());
      assertThat(RtcpReader.read(bytes, packets::add)).isEqualTo(RtcpFault.NONE);
    });
    return packets;
  }

  private static Optional<DatagramPacket> receive(DatagramSocket socket, int patienceMs)
      throws IOException {
    DatagramPacket datagram = new DatagramPacket(new byte[2_048], 2_048);
    socket.setSoTimeout(patienceMs);
    try {
      socket.receive(datagram);
      return Optional.of(datagram);
    } catch (SocketTimeoutException nothingCame) {
      return Optional.empty();
    }
  }

  private static void sendBack(DatagramSocket from, DatagramPacket to, RtcpPacket... packets)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1_024);
    for (RtcpPacket packet : packets) {
      RtcpWriter.append(bytes, packet);
    }
    from.send(new DatagramPacket(bytes.array(), bytes.position(), to.getSocketAddress()));
  }

  @Test
  void shouldTakeReportsMultiplexedOnTheStreamsOwnPort() throws Exception {
    try (Pair other = Pair.open();
        Sender sender = sender(WireFormat.RTP, other.port())) {
      int ssrc = sender.snapshot().destinations().getFirst().ssrc();
      DatagramPacket media = receive(other.media(), 5_000).orElseThrow();
      ReportBlock block = new ReportBlock(ssrc, 128, 77, 9, 441, 0, 0);
      sendBack(other.media(), media, new RtcpPacket.ReceiverReport(5, List.of(block)));
      assertThat(holdsInTime(() -> feedback(sender).isPresent())).isTrue();
      assertThat(feedback(sender).orElseThrow().fractionLost()).isEqualTo(0.5);
      assertThat(feedback(sender).orElseThrow().packetsLost()).isEqualTo(77);
      assertThat(feedback(sender).orElseThrow().jitterNs()).isEqualTo(10_000_000L);
      assertThat(feedback(sender).orElseThrow().playout()).isEmpty();
      assertThat(receive(other.media(), 5_000)).as("the stream goes on").isPresent();
    }
  }

  @Test
  void shouldNotListenToStrangers() throws Exception {
    try (Pair other = Pair.open();
        DatagramSocket stranger = new DatagramSocket(0, LOOPBACK);
        Sender sender = sender(WireFormat.RTP, other.port())) {
      int ssrc = sender.snapshot().destinations().getFirst().ssrc();
      DatagramPacket report = receive(other.control(), 5_000).orElseThrow();
      ReportBlock lie = new ReportBlock(ssrc, 255, 1_000, 9, 441, 0, 0);
      sendBack(stranger, report, new RtcpPacket.ReceiverReport(5, List.of(lie)));
      ReportBlock truth = new ReportBlock(ssrc, 0, 0, 9, 0, 0, 0);
      sendBack(other.control(), report, new RtcpPacket.ReceiverReport(6, List.of(truth)));
      assertThat(holdsInTime(() -> feedback(sender).isPresent())).isTrue();
      assertThat(feedback(sender).orElseThrow().ssrc()).isEqualTo(6);
    }
  }

  @Test
  void shouldCountWhatIsDamagedAndGoOn() throws Exception {
    try (Pair other = Pair.open();
        Sender sender = sender(WireFormat.RTP, other.port())) {
      DatagramPacket report = receive(other.control(), 5_000).orElseThrow();
      byte[] cut = {(byte) 0x81, (byte) 0xc9, 0, 7, 0, 0, 0, 9};
      other.control().send(new DatagramPacket(cut, cut.length, report.getSocketAddress()));
      assertThat(
              holdsInTime(() ->
                  sender.snapshot().rtcp().getOrDefault(FeedbackCounter.RTCP_MALFORMED, 0L) == 1))
          .isTrue();
      assertThat(feedback(sender)).isEmpty();
      assertThat(receive(other.control(), 5_000)).isPresent();
    }
  }

  @Test
  void shouldTieTimestampsToTheTimeOfCapture() throws Exception {
    try (Pair other = Pair.open();
        Sender sender = sender(WireFormat.RTP, other.port())) {
      assertThat(sender.rateHz()).isEqualTo(RATE_HZ);
      RtcpPacket.SenderReport first = report(other);
      int mediaTimestamp = lastTimestamp(other);
      RtcpPacket.SenderReport last = first;
      for (int i = 0; i < 5; i++) {
        last = report(other);
      }
      double seconds =
          (NtpTime.toInstant(last.ntpTime(), java.time.Instant.now()).toEpochMilli()
                  - NtpTime.toInstant(first.ntpTime(), java.time.Instant.now()).toEpochMilli())
              / 1_000.0;
      assertThat(seconds).isBetween(0.8, 5.0);
      assertThat((last.rtpTimestamp() - first.rtpTimestamp()) / (double) RATE_HZ)
          .as("as long on the stream's scale as on the wall clock")
          .isCloseTo(seconds, within(0.02));
      assertThat((first.rtpTimestamp() - mediaTimestamp) / (double) RATE_HZ)
          .as("what is captured now is near what was sent last")
          .isCloseTo(0, within(0.5));
      assertThat(last.packets()).isGreaterThan(first.packets());
    }
  }

  private static RtcpPacket.SenderReport report(Pair other) throws IOException {
    return (RtcpPacket.SenderReport) receiveRtcp(other.control(), 5_000).getFirst();
  }

  private static int lastTimestamp(Pair other) throws IOException {
    RtpHeader header = new RtpHeader();
    Optional<DatagramPacket> packet = receive(other.media(), 5_000);
    for (int i = 0; i < 10_000 && packet.isPresent(); i++) {
      DatagramPacket media = packet.get();
      ByteBuffer bytes = ByteBuffer.wrap(media.getData(), 0, media.getLength());
      assertThat(header.parse(bytes)).isEqualTo(RtpFault.NONE);
      // What waited in the socket's buffer is read first.
      packet = i < 50 ? receive(other.media(), 5_000) : Optional.empty();
    }
    return header.timestamp();
  }

  @Test
  void shouldReportOnTheStreamThatIsHeardToWhereTheReportCameFrom() throws Exception {
    int port = freePair();
    Receiver receiver = receiver(port, Set.of());
    try (DatagramSocket sender = new DatagramSocket(0, LOOPBACK)) {
      DatagramPacket to =
          new DatagramPacket(new byte[0], 0, new InetSocketAddress(LOOPBACK, port + 1));
      DatagramPacket multiplexed =
          new DatagramPacket(new byte[0], 0, new InetSocketAddress(LOOPBACK, port));
      RtcpPacket report = new RtcpPacket.SenderReport(0x77, 1L << 32, 0, 0, 0, List.of());
      sendBack(sender, to, report);
      DatagramPacket answer = receive(sender, 5_000).orElseThrow();
      assertThat(answer.getPort()).isEqualTo(port + 1);
      assertThat(read(Optional.of(answer)).getFirst())
          .isInstanceOf(RtcpPacket.ReceiverReport.class);
      sendBack(sender, multiplexed, report);
      assertThat(receive(sender, 5_000).orElseThrow().getPort()).as("same socket").isEqualTo(port);
      receiver.close();
      List<RtcpPacket> farewell = receiveRtcp(sender, 5_000);
      assertThat(farewell.getLast()).isInstanceOf(RtcpPacket.Bye.class);
    } finally {
      receiver.close();
    }
  }

  @Test
  void shouldNotAnswerWhoIsNotAllowed() throws Exception {
    int port = freePair();
    Receiver receiver = receiver(port, Set.of(InetAddress.getByName("192.0.2.1")));
    try (receiver;
        DatagramSocket sender = new DatagramSocket(0, LOOPBACK)) {
      RtcpPacket report = new RtcpPacket.SenderReport(0x77, 1L << 32, 0, 0, 0, List.of());
      for (int p = port; p <= port + 1; p++) {
        InetSocketAddress there = new InetSocketAddress(LOOPBACK, p);
        sendBack(sender, new DatagramPacket(new byte[0], 0, there), report);
      }
      assertThat(receive(sender, 500)).isEmpty();
    }
  }
}
