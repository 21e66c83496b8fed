package audiostream.engine.feedback;

import audiostream.engine.feedback.ReceiverFeedback.Presence;
import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.ReportBlock;
import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.XrBlock;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who answers to one destination's stream, and what they say: one receiver, or many where it is a
 * multicast group. Nothing that arrives is trusted: what is not about this stream, what is damaged,
 * and what cannot be true is counted and left out. One thread at a time.
 */
public final class DestinationMembers {

  /** More than this many are not told apart; a flood of invented ones fills no memory. */
  static final int MAX_MEMBERS = 4_096;

  /** Where others answer, one that is silent for so long is forgotten. */
  static final long FORGET_AFTER_NS = 60_000_000_000L;

  /** A round trip beyond this is no round trip. */
  private static final long LONGEST_ROUND_TRIP_NS = 10_000_000_000L;

  private static final int MAX_DELAYS = 16;

  private final int streamSsrc;
  private final int rateHz;
  private final Counters<FeedbackCounter> counters;
  private final SentTimes sent = new SentTimes();
  private final Map<Integer, Member> members = new LinkedHashMap<>();
  private @Nullable Heard<AppMessage> probe;

  /**
   * @param streamSsrc of the stream that goes to the destination
   * @param rateHz of its timestamps
   */
  public DestinationMembers(int streamSsrc, int rateHz, Counters<FeedbackCounter> counters) {
    this.streamSsrc = streamSsrc;
    this.rateHz = rateHz;
    this.counters = counters;
  }

  /** A sender report is about to be sent. */
  void reportSent(long ntpTime, long sentNs) {
    sent.sent(ntpTime, sentNs);
  }

  /**
   * Takes a datagram that came back.
   *
   * @param datagram from index 0 to its limit
   * @param arrivedNs on the scale of {@code Clock.nowNs()}
   */
  public void heard(ByteBuffer datagram, long arrivedNs) {
    List<RtcpPacket> packets = new ArrayList<>();
    if (RtcpReader.read(datagram, packets::add) != RtcpFault.NONE) {
      counters.increment(FeedbackCounter.RTCP_MALFORMED);
      return;
    }
    counters.increment(FeedbackCounter.RTCP_PACKETS);
    packets.forEach(packet -> take(packet, arrivedNs));
  }

  private void take(RtcpPacket packet, long arrivedNs) {
    switch (packet) {
      case RtcpPacket.ReceiverReport report -> report(report.ssrc(), report.blocks(), arrivedNs);
      case RtcpPacket.SenderReport report -> report(report.ssrc(), report.blocks(), arrivedNs);
      case RtcpPacket.SourceDescription names -> names.names().forEach(this::name);
      case RtcpPacket.ExtendedReport report -> extended(report, arrivedNs);
      case RtcpPacket.Application app ->
          AppMessage.of(app).ifPresent(message -> says(message, arrivedNs));
      case RtcpPacket.Bye bye -> bye.ssrcs().forEach(this::leaves);
    }
  }

  private void report(int ssrc, List<ReportBlock> blocks, long arrivedNs) {
    List<ReportBlock> ours = blocks.stream().filter(b -> b.ssrc() == streamSsrc).toList();
    if (ssrc == streamSsrc || (ours.isEmpty() && !blocks.isEmpty())) {
      counters.increment(FeedbackCounter.RTCP_FOREIGN);
      return;
    }
    Member member = members.get(ssrc);
    if (member == null) {
      member = join(ssrc, arrivedNs);
    }
    if (member != null) {
      member.heard(arrivedNs);
      for (ReportBlock block : ours) {
        take(member, block, arrivedNs);
      }
    }
  }

  /** A receiver that is new; null where there is no more room. */
  private @Nullable Member join(int ssrc, long nowNs) {
    forgetTheSilent(nowNs);
    if (members.size() >= MAX_MEMBERS) {
      return null;
    }
    Member member = new Member(ssrc);
    members.put(ssrc, member);
    return member;
  }

  private void forgetTheSilent(long nowNs) {
    members.values().removeIf(member -> member.silentForNs(nowNs) > FORGET_AFTER_NS);
  }

  private void take(Member member, ReportBlock block, long arrivedNs) {
    member.reports(block);
    if (block.lastReport() == 0) {
      return; // it has not heard a report yet
    }
    believe(member, sent.roundTripNs(block.lastReport(), block.delaySinceReport(), arrivedNs));
  }

  private void believe(Member member, OptionalLong roundTripNs) {
    if (roundTripNs.isPresent() && roundTripNs.getAsLong() <= LONGEST_ROUND_TRIP_NS) {
      member.roundTrip(roundTripNs.getAsLong());
    } else {
      counters.increment(FeedbackCounter.RTCP_IMPLAUSIBLE);
    }
  }

  private void name(RtcpPacket.SourceName name) {
    Member member = members.get(name.ssrc());
    if (member != null) {
      member.named(name.cname());
    }
  }

  private void extended(RtcpPacket.ExtendedReport report, long arrivedNs) {
    Member member = members.get(report.ssrc());
    if (member == null) {
      return;
    }
    for (XrBlock block : report.blocks()) {
      if (block instanceof XrBlock.ReceiverReferenceTime time) {
        member.references(time.ntpTime(), arrivedNs);
      }
    }
  }

  /** A probe that was heard since the last call and is to be answered. */
  public Optional<Heard<AppMessage>> takeProbe() {
    Heard<AppMessage> last = probe;
    probe = null;
    return Optional.ofNullable(last);
  }

  private void says(AppMessage message, long arrivedNs) {
    Member member = members.get(message.ssrc());
    if (member != null && message.kind() == AppMessage.Kind.PROBE) {
      probe = new Heard<>(message, arrivedNs);
      return;
    }
    if (member == null || message.kind() != AppMessage.Kind.RECEIVER) {
      return;
    }
    member.says(message, arrivedNs);
    OptionalLong exact = exactRoundTripNs(message, arrivedNs);
    if (exact.isPresent()) {
      believe(member, exact.getAsLong() < 0 ? OptionalLong.empty() : exact);
    }
  }

  /** The four timestamps of NTP (RFC 5905 section 8), to the nanosecond; empty: not all told. */
  private static OptionalLong exactRoundTripNs(AppMessage message, long arrivedNs) {
    OptionalLong ours = message.number(AppField.ECHO_NS);
    OptionalLong arrivedThere = message.number(AppField.ECHO_ARRIVED_NS);
    OptionalLong sentThere = message.number(AppField.SENT_NS);
    if (ours.isEmpty() || arrivedThere.isEmpty() || sentThere.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        arrivedNs - ours.getAsLong() - (sentThere.getAsLong() - arrivedThere.getAsLong()));
  }

  private void leaves(int ssrc) {
    Member member = members.get(ssrc);
    if (member == null) {
      counters.increment(FeedbackCounter.RTCP_FOREIGN);
    } else {
      member.leaves();
    }
  }

  /** What the receivers that told their time need to know their round trips. */
  List<XrBlock.Delay> delays(long nowNs) {
    if (unheard()) {
      return List.of();
    }
    return members.values().stream()
        .filter(member -> member.silentForNs(nowNs) < FORGET_AFTER_NS)
        .sorted((a, b) -> Long.compare(a.silentForNs(nowNs), b.silentForNs(nowNs)))
        .flatMap(member -> member.delay(nowNs).stream())
        .limit(MAX_DELAYS)
        .toList();
  }

  /** The last message of the only receiver; empty where none or several answer. */
  Optional<Heard<AppMessage>> onlyMessage(long nowNs) {
    if (unheard()) {
      return Optional.empty();
    }
    List<Member> present =
        members.values().stream()
            .filter(m -> m.presence(nowNs, ReportInterval.SHORTEST_NS) == Presence.ANSWERING)
            .limit(2)
            .toList();
    return present.size() == 1 ? present.getFirst().message() : Optional.empty();
  }

  /** Whether nobody has ever been heard. */
  public boolean unheard() {
    return members.isEmpty();
  }

  /** How many answer. */
  public int answering(long nowNs, long reportIntervalNs) {
    return (int)
        members.values().stream()
            .filter(m -> m.presence(nowNs, reportIntervalNs) == Presence.ANSWERING)
            .count();
  }

  /**
   * How they do; those who are silent or have left are named only where nobody answers.
   *
   * @param reportIntervalNs from report to report
   * @return empty: nobody was ever heard
   */
  public Optional<DestinationFeedback> feedback(long nowNs, long reportIntervalNs) {
    if (members.isEmpty()) {
      return Optional.empty(); // as with all plain players, of which there may be hundreds
    }
    List<ReceiverFeedback> all =
        members.values().stream()
            .map(m -> m.feedback(m.presence(nowNs, reportIntervalNs), nowNs, rateHz))
            .toList();
    List<ReceiverFeedback> present =
        all.stream().filter(r -> r.presence() == Presence.ANSWERING).toList();
    List<ReceiverFeedback> named = present.isEmpty() ? all : present;
    return named.isEmpty() ? Optional.empty() : Optional.of(new DestinationFeedback(named));
  }
}
