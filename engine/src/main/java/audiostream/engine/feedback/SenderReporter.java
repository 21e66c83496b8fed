package audiostream.engine.feedback;

import audiostream.engine.rtp.AppField;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpWriter;
import audiostream.engine.rtp.XrBlock;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a sender says to one destination: sender report, SDES with CNAME, extended report
 * with the receivers' reference times, and our APP packet (RFC 3550 section 6.1). One thread at a
 * time.
 */
public final class SenderReporter {

  /** Room that any report fits into. */
  public static final int MAX_BYTES = 1_200;

  private final Identity identity;
  private final DestinationMembers members;

  /**
   * @param identity of the stream
   * @param members who answers; told of each report
   */
  public SenderReporter(Identity identity, DestinationMembers members) {
    this.identity = identity;
    this.members = members;
  }

  /**
   * Appends a report.
   *
   * @param destinationName what the sender's user calls the destination
   * @param group empty: each receiver has a latency of its own
   */
  public void writeReport(
      ByteBuffer to, StreamMoment moment, String destinationName, Optional<GroupTerms> group) {
    writeStart(to, moment);
    List<XrBlock.Delay> delays = members.delays(moment.nowNs());
    if (!delays.isEmpty()) {
      RtcpWriter.append(
          to,
          new RtcpPacket.ExtendedReport(
              identity.ssrc(), List.of(new XrBlock.LastReferences(delays))));
    }
    RtcpWriter.append(to, message(moment, destinationName, group).toPacket());
    members.reportSent(moment.nowNtp(), moment.nowNs());
  }

  /** Appends the end of the stream (RFC 3550 section 6.6). */
  public void writeBye(ByteBuffer to, StreamMoment moment) {
    writeStart(to, moment);
    RtcpWriter.bye(to, identity.ssrc());
  }

  private void writeStart(ByteBuffer to, StreamMoment moment) {
    RtcpWriter.senderReport(
        to,
        identity.ssrc(),
        moment.nowNtp(),
        moment.timestamp(),
        moment.packets(),
        moment.payloadBytes());
    RtcpWriter.sourceDescription(to, identity.ssrc(), identity.cname());
  }

  /**
   * Appends the answer to a probe.
   *
   * @param probe and when it arrived
   */
  public void writeAnswer(ByteBuffer to, Heard<AppMessage> probe, long nowNs) {
    Map<AppField, Long> numbers = new EnumMap<>(AppField.class);
    numbers.put(AppField.SENT_NS, nowNs);
    Echo.put(numbers, probe);
    AppMessage answer =
        new AppMessage(
            AppMessage.Kind.ANSWER, AppMessage.VERSION, identity.ssrc(), numbers, Map.of());
    RtcpWriter.append(to, answer.toPacket());
  }

  private AppMessage message(
      StreamMoment moment, String destinationName, Optional<GroupTerms> group) {
    Map<AppField, Long> numbers = new EnumMap<>(AppField.class);
    numbers.put(AppField.SENT_NS, moment.nowNs());
    members.onlyMessage(moment.nowNs()).ifPresent(last -> Echo.put(numbers, last));
    moment
        .capturedNs()
        .ifPresent(ns -> {
          numbers.put(AppField.CAPTURED_NS, ns);
          numbers.put(
              AppField.CAPTURED_TIMESTAMP, Integer.toUnsignedLong(moment.capturedTimestamp()));
        });
    group.ifPresent(terms -> {
      numbers.put(AppField.GROUP_FROM_NS, terms.fromNs());
      numbers.put(AppField.GROUP_LATENCY_NS, terms.toNs());
      numbers.put(AppField.GROUP_STARTS_NS, terms.startsAtNs());
      numbers.put(AppField.DELAY_TRIM_NS, terms.trimNs());
      terms.systemClockNs().ifPresent(ns -> numbers.put(AppField.SYSTEM_CLOCK_NS, ns));
    });
    return new AppMessage(
        AppMessage.Kind.SENDER,
        AppMessage.VERSION,
        identity.ssrc(),
        numbers,
        Map.of(AppField.DESTINATION_NAME, shortened(destinationName)));
  }

  /** A name has at most 100 characters, which may be of four bytes each. */
  private static String shortened(String name) {
    int end = Math.min(name.length(), 60);
    return name.substring(
        0, end > 0 && Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
  }
}
