package audiostream.engine.session;

import audiostream.engine.feedback.DestinationFeedback;
import audiostream.engine.feedback.DestinationMembers;
import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.feedback.GroupTerms;
import audiostream.engine.feedback.Heard;
import audiostream.engine.feedback.Identity;
import audiostream.engine.feedback.ReceiverFeedback;
import audiostream.engine.feedback.ReportInterval;
import audiostream.engine.feedback.SenderReporter;
import audiostream.engine.feedback.StreamMoment;
import audiostream.engine.net.UdpAnswers;
import audiostream.engine.net.UdpControl;
import audiostream.engine.net.UdpDestination;
import audiostream.engine.net.UdpWatch;
import audiostream.engine.pipeline.CaptureTimeline.Capture;
import audiostream.engine.pipeline.DestinationStream;
import audiostream.engine.pipeline.SendCounter;
import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * RTCP with one destination: reports to the port after the stream's (RFC 3550 section 11), answers
 * from there and, multiplexed (RFC 5761), from the stream's own port. The RTCP agent, and the
 * callers of {@link #feedback} and {@link #sayBye}: they exclude each other; no thread of sound
 * comes here.
 */
final class DestinationControl implements AutoCloseable {

  /** Larger than any Ethernet packet; what is cut is malformed. */
  private static final int RECEIVE_BYTES = 2_048;

  /** So that one flooded channel cannot keep the agent from the others. */
  private static final int MOST_AT_ONCE = 64;

  private final DestinationStream stream;
  private final UdpDestination media;
  private final UdpControl channel;
  private final int rateHz;
  private final Counters<FeedbackCounter> counters;
  private final DestinationMembers members;
  private final SenderReporter reporter;
  private final ByteBuffer out = ByteBuffer.allocateDirect(SenderReporter.MAX_BYTES);
  private final ByteBuffer in = ByteBuffer.allocateDirect(RECEIVE_BYTES);
  private volatile String name = "";
  private volatile long intervalNs = ReportInterval.SHORTEST_NS;
  private long reports;

  /**
   * @param media the stream's own way, on which RTCP may come back multiplexed
   * @param channel the way of RTCP; closed with this
   * @param cname of the sender
   * @param counters of the RTCP agent
   */
  DestinationControl(
      DestinationStream stream,
      UdpDestination media,
      UdpControl channel,
      int rateHz,
      String cname,
      Counters<FeedbackCounter> counters) {
    this.stream = stream;
    this.media = media;
    this.channel = channel;
    this.rateHz = rateHz;
    this.counters = counters;
    int ssrc = stream.origin().ssrc();
    this.members = new DestinationMembers(ssrc, rateHz, counters);
    this.reporter = new SenderReporter(new Identity(ssrc, cname), members);
  }

  /** What the sender's user calls the destination from now on. */
  void rename(String now) {
    name = now;
  }

  String name() {
    return name;
  }

  /** From now on its answers are read; RTCP agent. */
  void watch(UdpWatch watch, Clock clock) throws IOException {
    watch.add(channel, () -> readAnswers(channel, clock));
    watch.add(media, () -> readAnswers(media, clock));
  }

  private synchronized void readAnswers(UdpAnswers from, Clock clock) {
    for (int i = 0; i < MOST_AT_ONCE && from.receive(in); i++) {
      members.heard(in, from.arrivedNs(clock));
      members.takeProbe().ifPresent(probe -> answer(probe, clock));
    }
  }

  /** At once, since the time until then adds to what the other side cannot know. */
  private void answer(Heard<AppMessage> probe, Clock clock) {
    reporter.writeAnswer(out.clear(), probe, clock.nowNs());
    out.flip();
    AppMessage.stamp(out, 0, clock.nowNs());
    try {
      channel.answer(out);
    } catch (IOException lost) {
      // As if the network had lost it: the next probe comes soon.
      counters.increment(FeedbackCounter.REPORTS_UNSENT);
    }
  }

  /** What those of its receivers need that answer and have said. */
  synchronized List<GroupNeed> needs(long nowNs) {
    return members.feedback(nowNs, intervalNs).stream()
        .flatMap(told -> told.receivers().stream())
        .filter(receiver -> receiver.presence() == ReceiverFeedback.Presence.ANSWERING)
        .flatMap(receiver -> receiver.playout().stream())
        .filter(playout -> playout.neededLatencyNs().isPresent())
        .map(DestinationControl::need)
        .toList();
  }

  private static GroupNeed need(ReceiverFeedback.Playout playout) {
    return new GroupNeed(playout.neededLatencyNs().orElse(0), playout.shownLatencyNs().orElse(0));
  }

  /**
   * Sends a report.
   *
   * @param capture which frame was captured when
   * @param nextInNs when the next one is to be expected
   * @param group empty: each receiver has a latency of its own
   */
  synchronized void report(
      Capture capture, Instant now, long nowNs, long nextInNs, Optional<GroupTerms> group)
      throws IOException {
    intervalNs = nextInNs;
    reports++;
    reporter.writeReport(out.clear(), moment(Optional.of(capture), now, nowNs), name, group);
    boolean sent = channel.send(out.flip());
    counters.increment(sent ? FeedbackCounter.REPORTS_SENT : FeedbackCounter.REPORTS_UNSENT);
  }

  /**
   * How long until the next report, from one that is sent now.
   *
   * @param usualNs to who answers
   */
  synchronized long nextInNs(long usualNs) {
    return members.unheard() ? ReportInterval.toUnheardNs(usualNs, reports) : usualNs;
  }

  /** Says that the stream ends. */
  synchronized void sayBye(Optional<Capture> capture, Instant now, long nowNs) throws IOException {
    StreamMoment moment = moment(capture, now, nowNs);
    reporter.writeBye(out.clear(), moment);
    if (!channel.send(out.flip())) {
      // The system has used the first try to tell of an earlier report that was refused.
      channel.send(out.rewind());
    }
  }

  private StreamMoment moment(Optional<Capture> capture, Instant now, long nowNs) {
    int origin = stream.origin().timestamp();
    Counters<SendCounter> sent = stream.counters();
    return new StreamMoment(
        nowNs,
        NtpTime.of(now),
        origin + capture.map(c -> c.positionAt(nowNs, rateHz)).orElse(0L).intValue(),
        sent.value(SendCounter.PACKETS_SENT),
        sent.value(SendCounter.PAYLOAD_BYTES_SENT),
        capture.map(c -> OptionalLong.of(c.capturedNs())).orElse(OptionalLong.empty()),
        origin + capture.map(Capture::position).orElse(0L).intValue());
  }

  /** How many receivers to reckon with: at least one, which may begin to listen at any time. */
  synchronized int receivers(long nowNs) {
    return Math.max(1, members.answering(nowNs, intervalNs));
  }

  /** What its receivers tell; empty: nobody was ever heard. */
  synchronized Optional<DestinationFeedback> feedback(long nowNs) {
    return members.feedback(nowNs, intervalNs);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
