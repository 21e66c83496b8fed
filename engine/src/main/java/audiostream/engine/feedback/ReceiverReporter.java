package audiostream.engine.feedback;

import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.ReportBlock;
import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpPacket.SenderReport;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtcpWriter;
import audiostream.engine.rtp.XrBlock;
import audiostream.engine.rtp.XrBlock.StatisticsSummary;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's side of RTCP on one socket: reads what the sender says and writes one report in
 * answer to each sender report, never more. Reports of others than the sender that is heard are
 * counted and not answered. The socket's thread, except where it is said.
 */
public final class ReceiverReporter {

  /** Room that any report fits into. */
  public static final int MAX_BYTES = 1_200;

  /** Sender reports that come faster are not answered: we send 200 ms apart. */
  static final long LEAST_INTERVAL_NS = 50_000_000L;

  /** When nothing was received for so long, anyone may become the sender that is heard. */
  static final long FORGET_AFTER_NS = 10_000_000_000L;

  private final ReceptionStatistics statistics;
  private final Supplier<PlayoutFacts> facts;
  private final Counters<FeedbackCounter> counters;
  private final String cname;
  private final SentTimes sent = new SentTimes();
  private final LossInterval loss = new LossInterval();
  private TimeListener timeListener = (message, arrivedNs) -> {};
  private volatile int ssrc;
  private volatile OptionalLong roundTripNs = OptionalLong.empty();
  private volatile @Nullable Heard<AppMessage> message;
  private @Nullable Heard<SenderReport> lastReport;
  private @Nullable ReceptionCounts summarized;
  private long answeredNs;
  private boolean answered;

  /**
   * @param statistics of the stream that is received
   * @param facts how it is played; asked for each report, by the socket's thread
   */
  public ReceiverReporter(
      Identity identity,
      ReceptionStatistics statistics,
      Supplier<PlayoutFacts> facts,
      Counters<FeedbackCounter> counters) {
    this.ssrc = identity.ssrc();
    this.cname = identity.cname();
    this.statistics = statistics;
    this.facts = facts;
    this.counters = counters;
  }

  /**
   * Takes a datagram.
   *
   * @param datagram from index 0 to its limit
   * @param arrivedNs on the scale of {@code Clock.nowNs()}
   * @return whether a report is due: to whoever sent this, at once
   */
  public boolean heard(ByteBuffer datagram, long arrivedNs) {
    List<RtcpPacket> packets = new ArrayList<>();
    if (RtcpReader.read(datagram, packets::add) != RtcpFault.NONE) {
      counters.increment(FeedbackCounter.RTCP_MALFORMED);
      return false;
    }
    counters.increment(FeedbackCounter.RTCP_PACKETS);
    Optional<ReceptionCounts> stream = stream(arrivedNs);
    boolean asked = false;
    for (RtcpPacket packet : packets) {
      asked |= take(packet, stream, arrivedNs);
    }
    return asked && mayAnswer(arrivedNs);
  }

  private Optional<ReceptionCounts> stream(long nowNs) {
    return statistics.counts().filter(s -> nowNs - s.lastArrivedNs() < FORGET_AFTER_NS);
  }

  private boolean mayAnswer(long nowNs) {
    if (answered && nowNs - answeredNs < LEAST_INTERVAL_NS) {
      counters.increment(FeedbackCounter.REPORTS_HELD_BACK);
      return false;
    }
    answered = true;
    answeredNs = nowNs;
    return true;
  }

  /** Takes one packet of a compound; true: it is a sender report that is to be answered. */
  private boolean take(RtcpPacket packet, Optional<ReceptionCounts> stream, long arrivedNs) {
    return switch (packet) {
      case SenderReport report -> {
        boolean ours = stream.isEmpty() || stream.get().ssrc() == report.ssrc();
        counters.add(FeedbackCounter.RTCP_FOREIGN, ours ? 0 : 1);
        if (ours) {
          follow(new Heard<>(report, arrivedNs));
        }
        yield ours;
      }
      case RtcpPacket.ExtendedReport report -> {
        if (isFollowed(report.ssrc())) {
          report.blocks().forEach(block -> take(block, arrivedNs));
        }
        yield false;
      }
      case RtcpPacket.Application app -> {
        AppMessage.of(app)
            .filter(said -> isFollowed(said.ssrc()))
            .ifPresent(said -> take(said, arrivedNs));
        yield false;
      }
      case RtcpPacket.Bye bye -> {
        boolean foreign = bye.ssrcs().stream().noneMatch(this::isFollowed);
        counters.add(FeedbackCounter.RTCP_FOREIGN, foreign ? 1 : 0);
        yield false;
      }
      case RtcpPacket.ReceiverReport other -> false;
      case RtcpPacket.SourceDescription other -> false;
    };
  }

  private void take(AppMessage said, long arrivedNs) {
    switch (said.kind()) {
      case SENDER -> message = new Heard<>(said, arrivedNs);
      case ANSWER -> {}
      case PROBE, RECEIVER -> {
        return;
      }
    }
    timeListener.said(said, arrivedNs);
  }

  /**
   * Before the start only: who is told what the sender says of its time, on the socket's thread.
   */
  public void tellTime(TimeListener listener) {
    timeListener = listener;
  }

  /** Told of a sender's messages, reports and answers to probes. */
  @FunctionalInterface
  public interface TimeListener {
    void said(AppMessage message, long arrivedNs);
  }

  /** Appends a probe, which the sender answers at once. Any thread. */
  public void writeProbe(ByteBuffer to, long nowNs) {
    AppMessage probe =
        new AppMessage(
            AppMessage.Kind.PROBE,
            AppMessage.VERSION,
            ssrc,
            Map.of(AppField.SENT_NS, nowNs),
            Map.of());
    RtcpWriter.append(to, probe.toPacket());
  }

  private void follow(Heard<SenderReport> report) {
    if (!isFollowed(report.what().ssrc())) {
      message = null;
    }
    if (report.what().ssrc() == ssrc) {
      // A collision: whoever can change without harm does (RFC 3550 section 8.2).
      ssrc = report.what().ssrc() + 1;
    }
    lastReport = report;
  }

  private boolean isFollowed(int other) {
    return lastReport != null && lastReport.what().ssrc() == other;
  }

  private void take(XrBlock block, long arrivedNs) {
    if (block instanceof XrBlock.LastReferences references) {
      references.delays().stream()
          .filter(delay -> delay.ssrc() == ssrc && delay.lastReference() != 0)
          .forEach(delay -> measure(delay, arrivedNs));
    }
  }

  private void measure(XrBlock.Delay delay, long arrivedNs) {
    OptionalLong ns = sent.roundTripNs(delay.lastReference(), delay.delaySince(), arrivedNs);
    if (ns.isPresent()) {
      roundTripNs = ns;
    } else {
      counters.increment(FeedbackCounter.RTCP_IMPLAUSIBLE);
    }
  }

  /**
   * Appends a report: receiver report, SDES with CNAME, reference time and statistics summary, APP
   * packet.
   *
   * @param nowNtp the wall clock, as {@link NtpTime} writes it
   */
  public void writeReport(ByteBuffer to, long nowNs, long nowNtp) {
    Optional<ReceptionCounts> counts = stream(nowNs).filter(c -> isFollowed(c.ssrc()));
    writeStart(to, counts.map(c -> block(c, nowNs)).stream().toList());
    List<XrBlock> blocks = new ArrayList<>();
    blocks.add(new XrBlock.ReceiverReferenceTime(nowNtp));
    counts.flatMap(this::summary).ifPresent(blocks::add);
    RtcpWriter.append(to, new RtcpPacket.ExtendedReport(ssrc, blocks));
    RtcpWriter.append(to, says(nowNs).toPacket());
    sent.sent(nowNtp, nowNs);
  }

  /** Appends the end of this receiver (RFC 3550 section 6.6). Any thread. */
  public void writeBye(ByteBuffer to) {
    writeStart(to, List.of());
    RtcpWriter.bye(to, ssrc);
  }

  private void writeStart(ByteBuffer to, List<ReportBlock> blocks) {
    RtcpWriter.append(to, new RtcpPacket.ReceiverReport(ssrc, blocks));
    RtcpWriter.sourceDescription(to, ssrc, cname);
  }

  private ReportBlock block(ReceptionCounts counts, long nowNs) {
    Heard<SenderReport> last = lastReport;
    return new ReportBlock(
        counts.ssrc(),
        loss.next(counts),
        (int) Math.clamp(counts.lost(), -(1L << 23), (1L << 23) - 1),
        (int) counts.highestSequence(),
        counts.jitterFrames(),
        last == null ? 0 : NtpTime.middle(last.what().ntpTime()),
        last == null ? 0 : NtpTime.shortOf(nowNs - last.arrivedNs()));
  }

  /** Of the packets since the last report (RFC 3611 section 4.6); empty where there were none. */
  private Optional<XrBlock> summary(ReceptionCounts now) {
    ReceptionCounts before = summarized;
    summarized = now;
    statistics.beginInterval();
    if (before == null || before.ssrc() != now.ssrc() || now.received() <= before.received()) {
      return Optional.empty();
    }
    return Optional.of(
        new StatisticsSummary(
            now.ssrc(),
            (int) (before.highestSequence() + 1) & 0xffff,
            (int) (now.highestSequence() + 1) & 0xffff,
            OptionalLong.of(Math.max(0, now.missing() - before.missing())),
            OptionalLong.of(now.duplicates() - before.duplicates()),
            Optional.of(now.jitter())));
  }

  private AppMessage says(long nowNs) {
    Map<AppField, Long> numbers = facts.get().fields();
    numbers.put(AppField.SENT_NS, nowNs);
    Heard<AppMessage> last = message;
    if (last != null) {
      Echo.put(numbers, last);
    }
    return new AppMessage(AppMessage.Kind.RECEIVER, AppMessage.VERSION, ssrc, numbers, Map.of());
  }

  /** From a report to its answer and back, as the sender's DLRR tells it; any thread. */
  public OptionalLong roundTripNs() {
    return roundTripNs;
  }

  /** The last message of the sender that is heard, and when it arrived; any thread. */
  public Optional<Heard<AppMessage>> senderMessage() {
    return Optional.ofNullable(message);
  }
}
