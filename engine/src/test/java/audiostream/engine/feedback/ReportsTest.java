package audiostream.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.ReportBlock;
import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtcpWriter;
import audiostream.engine.rtp.XrBlock;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sender and a receiver talk in virtual time, over a network of 3 ms there and 2 ms back. */
class ReportsTest {

  private static final int STREAM = 0x1111;
  private static final int RECEIVER = 0x2222;
  private static final int RATE_HZ = 48_000;
  private static final long MS = 1_000_000L;
  private static final long THERE_NS = 3 * MS;
  private static final long BACK_NS = 2 * MS;

  /** The receiver's clock is another one, and so is its wall clock. */
  private static final long OTHER_CLOCK_NS = 777_000_000_000L;

  private final Counters<FeedbackCounter> sentCounts = new Counters<>(FeedbackCounter.class);
  private final Counters<FeedbackCounter> heardCounts = new Counters<>(FeedbackCounter.class);
  private final DestinationMembers members = new DestinationMembers(STREAM, RATE_HZ, sentCounts);
  private final SenderReporter sender =
      new SenderReporter(new Identity(STREAM, "sender@here"), members);
  private final ReceptionStatistics statistics = new ReceptionStatistics();
  private final ReceiverReporter receiver =
      new ReceiverReporter(
          new Identity(RECEIVER, "receiver@there"), statistics, ReportsTest::facts, heardCounts);
  private final ByteBuffer wire = ByteBuffer.allocate(SenderReporter.MAX_BYTES);

  private Instant wall = Instant.parse("2026-01-02T03:04:05Z");
  private long nowNs = 50_000 * MS;
  private int sequence = 65_500;

  private static PlayoutFacts facts() {
    return new PlayoutFacts(
        ReceiverState.PLAYING,
        61 * MS,
        60 * MS,
        480,
        1,
        2,
        OptionalLong.of(12 * MS),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.of(90 * MS),
        OptionalLong.of(80 * MS),
        OptionalLong.empty());
  }

  @BeforeEach
  void beginStream() {
    statistics.streamBegins(STREAM, RATE_HZ);
  }

  private long there(long ns) {
    return ns + OTHER_CLOCK_NS;
  }

  private void pass(long ns) {
    nowNs += ns;
    wall = wall.plusNanos(ns);
  }

  /** So many packets of 10 ms arrive, but not every so-many-th. */
  private void media(int packets, int lostEach) {
    for (int i = 0; i < packets; i++, sequence++) {
      if (lostEach == 0 || i % lostEach != 0) {
        statistics.packetArrived(sequence & 0xffff, sequence * 480, there(nowNs + i * 10 * MS));
      }
    }
  }

  private StreamMoment moment() {
    return new StreamMoment(
        nowNs, NtpTime.of(wall), 4_711, 100, 100 * 960, OptionalLong.of(nowNs - 5 * MS), 4_471);
  }

  /** A sender report and, when it is answered, the answer. */
  private boolean exchange() {
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    wire.flip();
    pass(THERE_NS);
    boolean due = receiver.heard(wire, there(nowNs));
    if (due) {
      pass(MS / 2);
      receiver.writeReport(wire.clear(), there(nowNs), NtpTime.of(wall.plusSeconds(3_600)));
      wire.flip();
      pass(BACK_NS);
      members.heard(wire, nowNs);
    }
    return due;
  }

  private ReceiverFeedback feedback() {
    return members.feedback(nowNs, ReportInterval.SHORTEST_NS).orElseThrow().worst();
  }

  private static List<RtcpPacket> read(ByteBuffer datagram) {
    List<RtcpPacket> packets = new ArrayList<>();
    assertThat(RtcpReader.read(datagram, packets::add)).isEqualTo(RtcpFault.NONE);
    return packets;
  }

  @Test
  void shouldHaveNoFeedbackBeforeAnyoneAnswers() {
    assertThat(members.feedback(nowNs, ReportInterval.SHORTEST_NS)).isEmpty();
  }

  @Test
  void shouldTellTheSenderHowItsStreamIsReceived() {
    media(100, 4);
    assertThat(exchange()).isTrue();
    ReceiverFeedback feedback = feedback();
    assertThat(feedback.ssrc()).isEqualTo(RECEIVER);
    assertThat(feedback.cname()).contains("receiver@there");
    assertThat(feedback.presence()).isEqualTo(Presence.ANSWERING);
    assertThat(feedback.fractionLost()).isCloseTo(0.25, within(0.02));
    assertThat(feedback.packetsLost()).as("the very first is not known of").isEqualTo(24);
    assertThat(feedback.roundTripNs()).hasValue(THERE_NS + BACK_NS);
    Playout playout = feedback.playout().orElseThrow();
    assertThat(playout.state()).contains(ReceiverState.PLAYING);
    assertThat(playout.latencyNs()).hasValue(61 * MS);
    assertThat(playout.targetNs()).hasValue(60 * MS);
    assertThat(playout.concealedFrames()).hasValue(480);
    assertThat(playout.underruns()).hasValue(1);
    assertThat(playout.latePackets()).hasValue(2);
    assertThat(playout.outputLatencyNs()).hasValue(12 * MS);
    assertThat(playout.syncErrorNs()).isEmpty();
  }

  @Test
  void shouldTellTheLossOfEachIntervalByItself() {
    media(100, 4);
    exchange();
    pass(1_000 * MS);
    media(100, 0);
    exchange();
    assertThat(feedback().fractionLost()).isZero();
    assertThat(feedback().packetsLost()).isEqualTo(24);
  }

  @Test
  void shouldKnowTheRoundTripOnBothSides() {
    media(10, 0);
    exchange();
    assertThat(receiver.roundTripNs()).as("not before the sender has answered").isEmpty();
    pass(200 * MS);
    exchange();
    assertThat(receiver.roundTripNs().orElseThrow()).isCloseTo(THERE_NS + BACK_NS, within(40_000L));
  }

  @Test
  void shouldKnowTheRoundTripToOtherPlayersFromLsrAndDlsr() {
    exchange();
    long sentNs = nowNs;
    int name = NtpTime.middle(NtpTime.of(wall));
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    pass(104 * MS);
    ReportBlock block = new ReportBlock(STREAM, 0, 0, 1, 0, name, NtpTime.shortOf(100 * MS));
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of(block)));
    members.heard(wire.flip(), nowNs);
    ReceiverFeedback other =
        members.feedback(nowNs, ReportInterval.SHORTEST_NS).orElseThrow().receivers().stream()
            .filter(r -> r.ssrc() == 5)
            .findFirst()
            .orElseThrow();
    assertThat(nowNs - sentNs).isEqualTo(104 * MS);
    assertThat(other.roundTripNs().orElseThrow()).isCloseTo(4 * MS, within(40_000L));
    assertThat(other.playout()).isEmpty();
  }

  @Test
  void shouldNotMindAWallClockThatIsSet() {
    media(10, 0);
    exchange();
    wall = wall.minusSeconds(3_600);
    pass(200 * MS);
    exchange();
    assertThat(feedback().roundTripNs()).hasValue(THERE_NS + BACK_NS);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_IMPLAUSIBLE)).isZero();
    assertThat(heardCounts.value(FeedbackCounter.RTCP_IMPLAUSIBLE)).isZero();
  }

  @Test
  void shouldGiveEachOtherFourTimestampsToTheNanosecond() {
    media(10, 0);
    exchange();
    long firstSentThereNs = there(nowNs - BACK_NS);
    pass(200 * MS + 1);
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    AppMessage said =
        AppMessage.of((RtcpPacket.Application) read(wire.flip()).getLast()).orElseThrow();
    assertThat(said.number(AppField.SENT_NS)).hasValue(nowNs);
    assertThat(said.number(AppField.ECHO_NS)).hasValue(firstSentThereNs);
    assertThat(said.number(AppField.ECHO_ARRIVED_NS)).hasValue(nowNs - 200 * MS - 1);
    assertThat(said.number(AppField.CAPTURED_NS)).hasValue(nowNs - 5 * MS);
    assertThat(said.number(AppField.CAPTURED_TIMESTAMP)).hasValue(4_471);
    assertThat(said.text(AppField.DESTINATION_NAME)).contains("tree");
  }

  @Test
  void shouldSayWhatStandardReceiversExpectFirst() {
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    List<RtcpPacket> packets = read(wire.flip());
    assertThat(packets.get(0))
        .isEqualTo(
            new RtcpPacket.SenderReport(STREAM, NtpTime.of(wall), 4_711, 100, 96_000, List.of()));
    assertThat(packets.get(1)).isInstanceOf(RtcpPacket.SourceDescription.class);
    assertThat(packets.get(2)).isInstanceOf(RtcpPacket.Application.class);
  }

  @Test
  void shouldAnswerOncePerReportAndNeverFasterThanASenderReports() {
    media(10, 0);
    assertThat(exchange()).isTrue();
    pass(10 * MS);
    assertThat(exchange()).as("10 ms later").isFalse();
    assertThat(heardCounts.value(FeedbackCounter.REPORTS_HELD_BACK)).isEqualTo(1);
    pass(200 * MS);
    assertThat(exchange()).isTrue();
  }

  @Test
  void shouldAnswerBeforeTheFirstPacketWithoutAReportBlock() {
    assertThat(exchange()).isTrue();
    assertThat(feedback().presence()).isEqualTo(Presence.ANSWERING);
    assertThat(feedback().packetsLost()).isZero();
  }

  @Test
  void shouldNotAnswerAnotherSenderWhileOneIsHeard() {
    media(10, 0);
    RtcpWriter.senderReport(wire.clear(), 0x9999, 1, 2, 3, 4);
    assertThat(receiver.heard(wire.flip(), there(nowNs))).isFalse();
    assertThat(heardCounts.value(FeedbackCounter.RTCP_FOREIGN)).isEqualTo(1);
    pass(ReceiverReporter.FORGET_AFTER_NS + 200 * MS);
    RtcpWriter.senderReport(wire.clear(), 0x9999, 1, 2, 3, 4);
    assertThat(receiver.heard(wire.flip(), there(nowNs))).as("after ten seconds").isTrue();
  }

  @Test
  void shouldAnswerNobodyWhoSendsNoSenderReport() {
    media(10, 0);
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(STREAM, List.of()));
    RtcpWriter.bye(wire, STREAM);
    assertThat(receiver.heard(wire.flip(), there(nowNs))).isFalse();
  }

  @Test
  void shouldSummarizeThePacketsSinceTheLastReport() {
    media(10, 0);
    exchange();
    media(100, 10);
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    receiver.heard(wire.flip(), there(nowNs + 200 * MS));
    receiver.writeReport(wire.clear(), there(nowNs + 200 * MS), 1);
    RtcpPacket.ExtendedReport extended =
        (RtcpPacket.ExtendedReport)
            read(wire.flip()).stream()
                .filter(RtcpPacket.ExtendedReport.class::isInstance)
                .findFirst()
                .orElseThrow();
    XrBlock.StatisticsSummary summary = (XrBlock.StatisticsSummary) extended.blocks().getLast();
    assertThat(summary.ssrc()).isEqualTo(STREAM);
    assertThat(summary.beginSequence()).isEqualTo(65_510);
    assertThat(summary.endSequence()).as("across the wrap").isEqualTo(65_610 - 65_536);
    assertThat(summary.lost()).hasValue(10);
    assertThat(summary.duplicates()).hasValue(0);
  }

  @Test
  void shouldShowWhoLeftAndWhoIsSilent() {
    media(10, 0);
    exchange();
    pass(1_000 * MS);
    assertThat(feedback().presence()).isEqualTo(Presence.ANSWERING);
    pass(4_000 * MS);
    assertThat(feedback().presence()).isEqualTo(Presence.SILENT);
    assertThat(feedback().silentForNs()).isEqualTo(5_000 * MS);
    receiver.writeBye(wire.clear());
    members.heard(wire.flip(), nowNs);
    assertThat(feedback().presence()).isEqualTo(Presence.LEFT);
    exchange();
    assertThat(feedback().presence()).isEqualTo(Presence.ANSWERING);
  }

  @Test
  void shouldWaitLongerForPlayersThatReportSeldom() {
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of()));
    members.heard(wire.flip(), nowNs);
    pass(20_000 * MS);
    assertThat(feedback().presence()).isEqualTo(Presence.ANSWERING);
    pass(20_000 * MS);
    assertThat(feedback().presence()).isEqualTo(Presence.SILENT);
  }

  @Test
  void shouldCountAByeOfAStranger() {
    media(10, 0);
    exchange();
    RtcpWriter.bye(wire.clear(), 0x5555);
    members.heard(wire.flip(), nowNs);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_FOREIGN)).isEqualTo(1);
    assertThat(feedback().presence()).isEqualTo(Presence.ANSWERING);
    RtcpWriter.bye(wire.clear(), 0x5555);
    receiver.heard(wire.flip(), there(nowNs));
    assertThat(heardCounts.value(FeedbackCounter.RTCP_FOREIGN)).isEqualTo(1);
  }

  @Test
  void shouldNotTakeReportsAboutOtherStreams() {
    ReportBlock block = new ReportBlock(0x7777, 255, 1, 1, 1, 0, 0);
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of(block)));
    members.heard(wire.flip(), nowNs);
    assertThat(members.feedback(nowNs, ReportInterval.SHORTEST_NS)).isEmpty();
    assertThat(sentCounts.value(FeedbackCounter.RTCP_FOREIGN)).isEqualTo(1);
  }

  @Test
  void shouldFindItsBlockAmongThirtyOne() {
    List<ReportBlock> blocks =
        new ArrayList<>(Collections.nCopies(30, new ReportBlock(0x7777, 255, 9, 1, 1, 0, 0)));
    blocks.add(new ReportBlock(STREAM, 64, 5, 1, 480, 0, 0));
    ByteBuffer large = ByteBuffer.allocate(1_024);
    RtcpWriter.append(large, new RtcpPacket.ReceiverReport(5, blocks));
    members.heard(large.flip(), nowNs);
    assertThat(feedback().fractionLost()).isEqualTo(0.25);
    assertThat(feedback().packetsLost()).isEqualTo(5);
    assertThat(feedback().jitterNs()).isEqualTo(10 * MS);
  }

  @Test
  void shouldNotBelieveTimesThatWereNotSent() {
    exchange();
    int future = NtpTime.middle(NtpTime.of(wall.plusSeconds(500)));
    ReportBlock block = new ReportBlock(STREAM, 0, 0, 1, 0, future, 0);
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of(block)));
    members.heard(wire.flip(), nowNs);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_IMPLAUSIBLE)).isEqualTo(1);
    ReportBlock longer = new ReportBlock(STREAM, 0, 0, 1, 0, NtpTime.middle(NtpTime.of(wall)), -1);
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of(longer)));
    members.heard(wire.flip(), nowNs + MS);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_IMPLAUSIBLE)).as("18 h in 1 ms").isEqualTo(2);
  }

  @Test
  void shouldAnswerASenderWhoseClockIsInTheFuture() {
    media(10, 0);
    wall = Instant.parse("2035-12-31T00:00:00Z");
    assertThat(exchange()).isTrue();
    assertThat(feedback().roundTripNs()).hasValue(THERE_NS + BACK_NS);
    RtcpWriter.senderReport(wire.clear(), STREAM, -1L, -1, -1, -1);
    pass(200 * MS);
    assertThat(receiver.heard(wire.flip(), there(nowNs))).isTrue();
  }

  @Test
  void shouldNotBelieveAnEchoOfTheFuture() {
    media(10, 0);
    exchange();
    AppMessage lie =
        new AppMessage(
            AppMessage.Kind.RECEIVER,
            1,
            RECEIVER,
            Map.of(
                AppField.ECHO_NS, nowNs + 1_000 * MS,
                AppField.ECHO_ARRIVED_NS, 0L,
                AppField.SENT_NS, 0L),
            Map.of());
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(RECEIVER, List.of()));
    RtcpWriter.append(wire, lie.toPacket());
    members.heard(wire.flip(), nowNs);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_IMPLAUSIBLE)).isEqualTo(1);
    assertThat(feedback().roundTripNs()).hasValue(THERE_NS + BACK_NS);
  }

  @Test
  void shouldReadAnAppPacketOfANewerVersion() {
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(RECEIVER, List.of()));
    AppMessage newer =
        new AppMessage(
            AppMessage.Kind.RECEIVER, 200, RECEIVER, Map.of(AppField.STATE, 99L), Map.of());
    RtcpWriter.append(wire, newer.toPacket());
    members.heard(wire.flip(), nowNs);
    assertThat(feedback().playout().orElseThrow().state()).as("a state of later").isEmpty();
  }

  @Test
  void shouldCountWhatIsDamaged() {
    media(10, 0);
    sender.writeReport(wire.clear(), moment(), "tree", Optional.empty());
    wire.flip().limit(wire.limit() - 1);
    assertThat(receiver.heard(wire, there(nowNs))).isFalse();
    members.heard(wire, nowNs);
    assertThat(heardCounts.value(FeedbackCounter.RTCP_MALFORMED)).isEqualTo(1);
    assertThat(sentCounts.value(FeedbackCounter.RTCP_MALFORMED)).isEqualTo(1);
  }

  @Test
  void shouldTellTheMembersOfAGroupApartAndForgetTheSilent() {
    for (int ssrc = 1; ssrc <= DestinationMembers.MAX_MEMBERS + 10; ssrc++) {
      RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(-ssrc, List.of()));
      members.heard(wire.flip(), nowNs);
    }
    assertThat(members.answering(nowNs, ReportInterval.SHORTEST_NS))
        .isEqualTo(DestinationMembers.MAX_MEMBERS);
    pass(DestinationMembers.FORGET_AFTER_NS + MS);
    RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(5, List.of()));
    members.heard(wire.flip(), nowNs);
    assertThat(members.feedback(nowNs, 1).orElseThrow().receivers()).hasSize(1);
  }

  @Test
  void shouldFitIntoItsRoomWithTheLongestNames() {
    for (int ssrc = 1; ssrc <= 50; ssrc++) {
      RtcpWriter.append(wire.clear(), new RtcpPacket.ReceiverReport(ssrc, List.of()));
      RtcpWriter.append(
          wire,
          new RtcpPacket.ExtendedReport(ssrc, List.of(new XrBlock.ReceiverReferenceTime(ssrc))));
      members.heard(wire.flip(), nowNs);
    }
    SenderReporter longest = new SenderReporter(new Identity(STREAM, "x".repeat(255)), members);
    longest.writeReport(wire.clear(), moment(), "\ud83c\udf33".repeat(50), Optional.empty());
    assertThat(read(wire.flip())).hasSize(4);
  }

  @Test
  void shouldChangeItsSsrcWhenTheSenderHasTheSame() {
    RtcpWriter.senderReport(wire.clear(), RECEIVER, 1, 2, 3, 4);
    assertThat(receiver.heard(wire.flip(), ReceiverReporter.FORGET_AFTER_NS + there(nowNs)))
        .isTrue();
    receiver.writeReport(wire.clear(), there(nowNs), 1);
    RtcpPacket.ReceiverReport report = (RtcpPacket.ReceiverReport) read(wire.flip()).getFirst();
    assertThat(report.ssrc()).isNotEqualTo(RECEIVER);
  }

  @Test
  void shouldAnswerAProbeWithTheFourTimes() {
    media(10, 0);
    assertThat(exchange()).isTrue();
    List<AppMessage> heard = new ArrayList<>();
    receiver.tellTime((message, arrivedNs) -> heard.add(message));
    long askedNs = there(nowNs);
    receiver.writeProbe(wire.clear(), askedNs);
    pass(3 * MS);
    members.heard(wire.flip(), nowNs);
    Heard<AppMessage> probe = members.takeProbe().orElseThrow();
    assertThat(members.takeProbe()).as("only once").isEmpty();
    long heardNs = nowNs;
    pass(MS);
    sender.writeAnswer(wire.clear(), probe, nowNs);
    receiver.heard(wire.flip(), there(nowNs + MS));
    AppMessage answer = heard.getFirst();
    assertThat(answer.kind()).isEqualTo(AppMessage.Kind.ANSWER);
    assertThat(answer.number(AppField.ECHO_NS)).hasValue(askedNs);
    assertThat(answer.number(AppField.ECHO_ARRIVED_NS)).hasValue(heardNs);
    assertThat(answer.number(AppField.SENT_NS)).hasValue(nowNs);
  }

  @Test
  void shouldTellOfTheGroup() {
    sender.writeReport(
        wire.clear(), moment(), "tree", Optional.of(new GroupTerms(MS, 2 * MS, 3 * MS, -MS)));
    AppMessage said =
        AppMessage.of((RtcpPacket.Application) read(wire.flip()).getLast()).orElseThrow();
    assertThat(said.number(AppField.GROUP_FROM_NS)).hasValue(MS);
    assertThat(said.number(AppField.GROUP_LATENCY_NS)).hasValue(2 * MS);
    assertThat(said.number(AppField.GROUP_STARTS_NS)).hasValue(3 * MS);
    assertThat(said.number(AppField.DELAY_TRIM_NS)).hasValue(-MS);
  }
}
