package audiostream.engine.pipeline;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.feedback.ReceptionStatistics;
import audiostream.engine.jitter.ArrivalHistory;
import audiostream.engine.jitter.ArrivalModel;
import audiostream.engine.jitter.JitterBuffer;
import audiostream.engine.jitter.PlayoutDecision;
import audiostream.engine.jitter.PlayoutDecision.Speaker;
import audiostream.engine.jitter.SequenceHistory;
import audiostream.engine.packet.Packet;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.ExtendedSequence;
import audiostream.engine.rtp.ExtendedTimestamp;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtpFault;
import audiostream.engine.rtp.RtpHeader;
import audiostream.engine.stats.Counters;
import org.jspecify.annotations.Nullable;

/**
 * The arriving half of the receive pipeline: decides whose packets are played, counts them, and
 * puts them into their place in the jitter buffer. One sender at a time; another takes over when
 * the first has said BYE or is silent for {@link #TAKEOVER_AFTER_NS}. Pulling thread only.
 */
final class Reception {

  static final long TAKEOVER_AFTER_NS = 1_000_000_000L;

  private static final long TOO_LATE_NS = 900_000_000L;

  /** A timestamp this far from the time of arrival belongs to another run of the sender. */
  static final long PLAUSIBLE_NS = 2_000_000_000L;

  private final Expected expected;
  private double nsPerFrame;
  private final JitterBuffer buffer;
  private final Counters<ReceiveCounter> counters;
  private final ReceiveGauges gauges;
  private final RtpHeader header = new RtpHeader();
  private final ArrivalModel model = new ArrivalModel();
  private final ArrivalHistory arrivals = new ArrivalHistory();
  private final GroupClock group = new GroupClock();
  private final SenderTime early = new SenderTime();
  private final SequenceHistory history = new SequenceHistory();
  private final ExtendedSequence sequences = new ExtendedSequence();
  private final ExtendedTimestamp timestamps = new ExtendedTimestamp();
  private @Nullable RawTimeline rawTimeline;
  private final ReceptionStatistics statistics = new ReceptionStatistics();

  private long skippedFrames;
  private long allowanceNs = -1;
  private boolean late;
  private boolean heard;
  private boolean ended;
  private boolean begun;
  private int ssrc;
  private long lastArrivedNs;
  private long lastInTimeNs;
  private long lostInEarlierRuns;
  private boolean doubtful;
  private long doubtfulTransitNs;

  Reception(
      Expected expected,
      JitterBuffer buffer,
      Counters<ReceiveCounter> counters,
      ReceiveGauges gauges) {
    this.expected = expected;
    this.buffer = buffer;
    this.counters = counters;
    this.gauges = gauges;
    this.nsPerFrame = 1e9 / expected.rateHz();
  }

  /** What is known of the stream's sender. */
  Speaker speaker(long nowNs) {
    if (!heard) {
      return Speaker.UNKNOWN;
    }
    if (nowNs - lastArrivedNs > PlayoutDecision.FORGET_AFTER_NS) {
      return Speaker.GONE;
    }
    return ended ? Speaker.ENDED : Speaker.SPEAKING;
  }

  /** Whether packets come, but none of the last second in time. */
  boolean arrivesTooLate(long nowNs) {
    return heard
        && !ended
        && nowNs - lastArrivedNs < TOO_LATE_NS
        && lastArrivedNs - lastInTimeNs > TOO_LATE_NS;
  }

  /** Whether its sender has said BYE. */
  boolean ended() {
    return ended;
  }

  /** Whether a stream was taken up since the last call: the buffer starts afresh. */
  boolean takeBegun() {
    boolean was = begun;
    begun = false;
    return was;
  }

  /** Frames that an interruption has passed over without playing them, since the last call. */
  long takeSkippedFrames() {
    long skipped = skippedFrames;
    skippedFrames = 0;
    return skipped;
  }

  /** What reports to the sender tell. */
  ReceptionStatistics statistics() {
    return statistics;
  }

  /** What the sender has said of its time. */
  void accept(SenderTime said, long nowNs) {
    if (!heard || said.ssrc() != ssrc) {
      if (said.kind() == SenderTime.Kind.REPORT) {
        // Of a stream that is about to begin, perhaps.
        early.copyReport(said);
      }
      return;
    }
    switch (said.kind()) {
      case REPORT -> group.report(said, timestamps.peek(said.timestamp()), nowNs);
      case EXCHANGE -> group.exchange(said);
    }
  }

  /** The time that all receivers of the sender have in common. */
  GroupClock group() {
    return group;
  }

  /** Where the stream's timeline lies on our clock. */
  ArrivalModel model() {
    return model;
  }

  /** How late packets have come. */
  ArrivalHistory arrivals() {
    return arrivals;
  }

  /** Whether a packet was late since the last call. */
  boolean takeLate() {
    boolean was = late;
    late = false;
    return was;
  }

  /**
   * How long a packet may wait and still be in time; what is late all the same has waited longer.
   *
   * @param toleratedNs negative: lateness says nothing just now
   */
  void tolerates(long toleratedNs) {
    allowanceNs = toleratedNs;
  }

  /** Forgets the stream; the next packet of anyone begins another. */
  void forget() {
    heard = false;
    ended = false;
  }

  /** Takes a datagram that the intake has let through. */
  void accept(Packet packet) {
    switch (expected) {
      case Expected.Raw raw -> acceptRaw(raw.format(), packet);
      case Expected.Rtp rtp -> acceptRtp(rtp, packet);
    }
  }

  private void acceptRaw(StreamFormat format, Packet packet) {
    int frames = wholeFrames(format, packet.length());
    if (frames == 0) {
      return;
    }
    boolean silentFor = packet.arrivedNs() - lastArrivedNs > TAKEOVER_AFTER_NS;
    if (heard && !silentFor && !sameSource(packet)) {
      counters.increment(ReceiveCounter.OTHER_SENDER);
      return;
    }
    if (!heard || rawTimeline == null || (silentFor && !sameSource(packet))) {
      rawTimeline = new RawTimeline(format.rateHz());
      begin(new Stream(0, format, packet.source()), 0);
    }
    counters.increment(ReceiveCounter.RECEIVED);
    place(format, rawTimeline.place(frames, packet.arrivedNs()), frames, 0, packet);
  }

  private boolean sameSource(Packet packet) {
    Stream current = gauges.currentStream();
    return current != null && packet.source() != null && packet.source().equals(current.source());
  }

  private void acceptRtp(Expected.Rtp rtp, Packet packet) {
    RtpFault fault = header.parse(packet.bytes());
    if (fault == RtpFault.RTCP) {
      if (heard && RtcpReader.saysBye(packet.bytes(), ssrc)) {
        ended = true;
      }
      return;
    }
    if (fault != RtpFault.NONE) {
      return; // the intake has counted it
    }
    StreamFormat format = rtp.formats().find(header.payloadType());
    if (format == null || !continuesFormat(format, packet)) {
      counters.increment(ReceiveCounter.UNKNOWN_PAYLOAD);
      return;
    }
    int frames = wholeFrames(format, header.payloadLength());
    if (frames > 0) {
      acceptRtpFrames(format, frames, packet);
    }
  }

  /** Within a stream the rate, in which its timestamps count, stays what it is. */
  private boolean continuesFormat(StreamFormat format, Packet packet) {
    Stream current = gauges.currentStream();
    return !heard
        || header.ssrc() != ssrc
        || current == null
        || current.format().rateHz() == format.rateHz()
        || packet.arrivedNs() - lastArrivedNs > TAKEOVER_AFTER_NS;
  }

  private boolean changesRate(StreamFormat format) {
    Stream current = gauges.currentStream();
    return current != null && current.format().rateHz() != format.rateHz();
  }

  private void acceptRtpFrames(StreamFormat format, int frames, Packet packet) {
    if (!heard || header.ssrc() != ssrc || changesRate(format)) {
      if (heard && !mayTakeOver(packet.arrivedNs())) {
        counters.increment(ReceiveCounter.OTHER_SENDER);
        return;
      }
      beginRtp(format, packet);
    } else if (!continuesRun(packet.arrivedNs())) {
      if (!doubtConfirmed(packet.arrivedNs())) {
        return;
      }
      beginRtp(format, packet);
    } else if (!countContinuing(packet.arrivedNs())) {
      return;
    }
    doubtful = false;
    counters.increment(ReceiveCounter.RECEIVED);
    counters.set(ReceiveCounter.LOST, lostInEarlierRuns + history.lost());
    place(format, timestamps.extend(header.timestamp()), frames, header.payloadOffset(), packet);
  }

  private boolean mayTakeOver(long nowNs) {
    return ended || nowNs - lastArrivedNs > TAKEOVER_AFTER_NS;
  }

  /** Whether the timestamp belongs to the run of frames that is being played. */
  private boolean continuesRun(long arrivedNs) {
    long position = timestamps.peek(header.timestamp());
    long excessNs = arrivedNs - timelineNs(position) - model.floorNs(arrivedNs);
    return Math.abs(excessNs) < PLAUSIBLE_NS;
  }

  /** One strange packet proves nothing; a second that agrees with it does. */
  private boolean doubtConfirmed(long arrivedNs) {
    long transitNs = arrivedNs - (long) ((header.timestamp() & 0xffff_ffffL) * nsPerFrame);
    boolean confirmed = doubtful && Math.abs(transitNs - doubtfulTransitNs) < PLAUSIBLE_NS / 4;
    doubtful = !confirmed;
    doubtfulTransitNs = transitNs;
    return confirmed;
  }

  /** Counts a packet of the current run; false when its frames are known already. */
  private boolean countContinuing(long arrivedNs) {
    statistics.packetArrived(header.sequence(), header.timestamp(), arrivedNs);
    long sequence = sequences.extend(header.sequence());
    switch (history.register(sequence)) {
      case IN_ORDER -> {}
      case REORDERED -> counters.increment(ReceiveCounter.REORDERED);
      case DUPLICATE -> {
        counters.increment(ReceiveCounter.DUPLICATE);
        return false;
      }
      case FAR -> {
        // The timeline goes on, so it is one stream: an interruption, or a sender that renumbers.
        lostInEarlierRuns += history.lost() + Math.max(0, sequence - history.highest() - 1);
        history.start(sequence);
      }
    }
    return true;
  }

  private void beginRtp(StreamFormat format, Packet packet) {
    ssrc = header.ssrc();
    lostInEarlierRuns += history.lost();
    sequences.restart(header.sequence());
    timestamps.restart(header.timestamp());
    history.start(sequences.extend(header.sequence()));
    statistics.streamBegins(ssrc, format.rateHz());
    begin(new Stream(ssrc, format, packet.source()), timestamps.extend(header.timestamp()));
    accept(early, packet.arrivedNs());
    statistics.packetArrived(header.sequence(), header.timestamp(), packet.arrivedNs());
  }

  private void begin(Stream stream, long position) {
    heard = true;
    ended = false;
    begun = true;
    doubtful = false;
    skippedFrames = 0;
    nsPerFrame = 1e9 / stream.format().rateHz();
    model.reset();
    group.begin(stream.format().rateHz());
    arrivals.reset();
    late = false;
    buffer.reset(position);
    gauges.stream(stream);
    counters.increment(ReceiveCounter.STREAMS);
  }

  private int wholeFrames(StreamFormat format, int payloadBytes) {
    if (payloadBytes == 0 || payloadBytes % format.frameBytes() != 0) {
      counters.increment(ReceiveCounter.MALFORMED);
      return 0;
    }
    return payloadBytes / format.frameBytes();
  }

  private void place(StreamFormat format, long position, int frames, int offset, Packet packet) {
    lastArrivedNs = packet.arrivedNs();
    long transitNs = packet.arrivedNs() - timelineNs(position);
    group.arrived(position, packet.arrivedNs());
    model.add(transitNs, packet.arrivedNs());
    if (buffer.beyondCapacity(position, frames)) {
      skippedFrames += position - buffer.readPosition();
      buffer.skipTo(position);
    }
    long behindFrames = buffer.readPosition() - position;
    int inTime = buffer.put(position, frames, packet.bytes(), offset, format);
    long waitedNs = Math.max(0, transitNs - model.floorNs(packet.arrivedNs()));
    if (inTime > 0) {
      lastInTimeNs = packet.arrivedNs();
    }
    if (inTime < frames) {
      counters.increment(ReceiveCounter.LATE);
      if (allowanceNs >= 0) {
        late = true;
        waitedNs = Math.max(waitedNs, allowanceNs + timelineNs(behindFrames));
      }
    }
    if (waitedNs < PLAUSIBLE_NS) {
      arrivals.add(waitedNs, packet.arrivedNs());
    }
  }

  /** When a frame belongs on the sender's timeline, which has an arbitrary origin. */
  long timelineNs(long position) {
    return (long) (position * nsPerFrame);
  }
}
