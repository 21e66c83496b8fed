package audiostream.engine.pipeline;

import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.RoutingMatrix;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.feedback.ReceptionStatistics;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.JitterBuffer;
import audiostream.engine.jitter.PlayoutDecision;
import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.packet.Packet;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.MediaClock;
import audiostream.engine.time.FrameTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pulled half of a receiver:
 *
 * <pre>
 *   packet rings -> reception -> jitter buffer -> decision
 *     -> tap -> concealer -> resampler -> routing, gain -> meter -> device      (render)
 *     -> tap -> routing, gain -> meter -> file, pipe                            (follow)
 * </pre>
 *
 * <p>A clocked device pulls with {@link #render}; an output without a clock is served with {@link
 * #follow}. Passive: one thread pulls. Allocates nothing and takes no lock, except when a new
 * stream is taken up.
 */
public final class ReceivePipeline {

  /** Beyond the latency: what a sender may be ahead, and packets that came in one burst. */
  private static final long EXTRA_BUFFER_NS = 1_500_000_000L;

  /** What an output needs beyond its own latency: time for a packet to be taken and decoded. */
  private static final long MARGIN_NS = 1_500_000L;

  /** A device with short blocks is one that keeps its times: this share of a block is enough. */
  private static final int MARGIN_SHARE = 4;

  /** The longest interruption that a file holds as silence. */
  private static final long LONGEST_GAP_NS = 600_000_000_000L;

  /** How often the device's clock is noted. */
  private static final long CARD_INTERVAL_NS = 200_000_000L;

  /** So much at once is no drift: the device has stood still. */
  private static final double CARD_STEP_NS = 500_000;

  /** When everything is late for so long, the path has become slower. */
  private static final long PATIENCE_NS = 1_000_000_000L;

  private final Counters<ReceiveCounter> counters;
  private final List<SlotRing<Packet>> rings;
  private final List<SlotRing<SenderTime>> times;
  private final ReceiveGauges gauges = new ReceiveGauges();
  private final LevelMeter meter;
  private final RoutingMatrix routing;
  private final JitterBuffer buffer;
  private final Reception reception;
  private final LatencyKeeper latency;
  private final FrameReader reader;
  private final ClockedPlayout clocked;
  private final MediaClock card;
  private long cardNotedNs;
  private final float[][] streamBlock;
  private final float[][] deviceBlock;
  private final int maxBlockFrames;
  private final int maxTapFrames;
  private final long marginNs;
  private double nsPerFrame;
  private @Nullable FrameTap tap;
  private PlayoutState state = PlayoutState.IDLE;
  private boolean grouped;
  private final GroupReach reach = new GroupReach();
  private final long outputExtraNs;
  private volatile float gain;
  private float heardGain;
  private long owedSilence;
  private long countsFrom;
  private boolean inGap;
  private long starvedAtNs;

  /**
   * @param rings what the net agent and the control agent hand over
   */
  public ReceivePipeline(
      ReceptionConfig config,
      List<SlotRing<Packet>> rings,
      Counters<ReceiveCounter> counters,
      OutputShape output) {
    this(config, rings, List.of(), counters, output);
  }

  /**
   * @param times what the sender says of its time, one ring for each thread that hears it
   */
  public ReceivePipeline(
      ReceptionConfig config,
      List<SlotRing<Packet>> rings,
      List<SlotRing<SenderTime>> times,
      Counters<ReceiveCounter> counters,
      OutputShape output) {
    this.rings = List.copyOf(rings);
    this.times = List.copyOf(times);
    this.counters = counters;
    this.gain = config.gain();
    this.outputExtraNs = config.outputExtraNs();
    this.heardGain = gain;
    this.maxBlockFrames = output.maxBlockFrames();
    this.marginNs =
        Math.min(MARGIN_NS, FrameTime.nsOf(maxBlockFrames, output.rateHz()) / MARGIN_SHARE);
    int channels = config.expected().maxChannels();
    int maxRateHz = config.expected().maxRateHz();
    this.nsPerFrame = 1e9 / config.expected().rateHz();
    int bufferFrames = (int) ((config.latency().mostNs() + EXTRA_BUFFER_NS) * 1e-9 * maxRateHz);
    this.meter = new LevelMeter(output.channels());
    this.routing = new RoutingMatrix(config.map());
    this.buffer = new JitterBuffer(channels, bufferFrames);
    this.reception = new Reception(config.expected(), buffer, counters, gauges);
    this.latency = new LatencyKeeper(config.latency(), reception.arrivals());
    this.maxTapFrames = ClockedPlayout.mostFrames(output, maxRateHz);
    this.reader = new FrameReader(buffer, channels, maxTapFrames, counters);
    this.clocked = new ClockedPlayout(reader, output, channels, maxRateHz, counters);
    this.card = new MediaClock(output.rateHz(), CARD_STEP_NS);
    this.streamBlock = new float[channels][maxBlockFrames];
    this.deviceBlock = new float[channels][maxBlockFrames];
    gauges.targetNs(config.latency().startNs());
  }

  /** Before the start only: who sees every frame as it came, before it is concealed. */
  public void tap(FrameTap observer) {
    tap = observer;
    reader.tap(observer);
  }

  /** The most frames that a tap is shown at once. */
  public int maxTapFrames() {
    return maxTapFrames;
  }

  /** Any thread. */
  public ReceiveGauges gauges() {
    return gauges;
  }

  /** How the stream is received, as reports to its sender tell; any thread. */
  public ReceptionStatistics statistics() {
    return reception.statistics();
  }

  /** What is heard, after gain; one other thread may take from it. */
  public LevelMeter meter() {
    return meter;
  }

  /** Any thread: the volume from the next block on, linear; changes within a block are ramped. */
  public void gain(float linear) {
    gain = linear;
  }

  /** Any thread. */
  public float gain() {
    return gain;
  }

  /** Fills a clocked device's request. */
  public void render(PlayoutRequest request) {
    long nowNs = request.nowNs();
    drain(nowNs);
    if (request.underrun()) {
      counters.increment(ReceiveCounter.DEVICE_UNDERRUNS);
    }
    noteTimeOf(request);
    int frames = request.frames();
    long soundsAtNs = request.soundsAtNs() + outputExtraNs;
    gauges.outputLatencyNs(Math.max(0, soundsAtNs - nowNs));
    PlayoutState before = state;
    if (!sounding()) {
      latency.lead(clocked.leadNs(request) + outputExtraNs + marginNs);
    }
    boolean starting = !sounding();
    regroup(soundsAtNs, nowNs, starting);
    long ownTargetNs = target(nowNs);
    long targetNs = grouped ? 0 : ownTargetNs;
    double due = due(soundsAtNs, nowNs, starting ? targetNs : clocked.latencyNs());
    boolean waits = reception.group().worthWaiting(nowNs);
    enter(decide(due + clocked.streamFrames(frames), waits, nowNs), nowNs);
    if (sounding()) {
      if (starting) {
        clocked.start(due, targetNs);
      }
      if (grouped) {
        clocked.expectDrift(reception.group().streamPpm() - card.ratePpm());
      }
      double groupPpm = grouped ? reception.group().ratePpm(soundsAtNs) : 0;
      clocked.play(request, due, targetNs, groupPpm, deviceBlock);
      deliver(deviceBlock, streamChannels(), request.samples(), frames);
      publish(soundsAtNs - nowNs, clocked.soundedPosition(), nowNs);
      publishGroup(soundsAtNs, ownTargetNs, nowNs);
    } else {
      silence(before, request.samples(), frames);
    }
  }

  /** What the device says of its time; also while it plays nothing. */
  private void noteTimeOf(PlayoutRequest request) {
    if (request.nowNs() - cardNotedNs >= CARD_INTERVAL_NS) {
      cardNotedNs = request.nowNs();
      card.report(request.position(), request.soundsAtNs());
    }
  }

  /** Whether playout goes by group time; changes where it is measured from. */
  private void regroup(long soundsAtNs, long nowNs, boolean starting) {
    boolean timed = reception.group().ready();
    gauges.group().wanted(reception.group().wanted());
    if (timed && reception.model().known()) {
      long floorNs = captureToArrivalNs(nowNs) + latency.leadNs();
      reach.look(floorNs, reception.group().latencyNs(soundsAtNs), nowNs);
      gauges.group().beyondReach(reach.beyond());
    }
    if (!timed) {
      gauges.group().noClock();
    }
    boolean ready = timed && !reach.beyond();
    if (ready == grouped) {
      return;
    }
    grouped = ready;
    clocked.inStep(ready);
    if (!ready) {
      gauges.group().outOfStep();
    }
    if (!starting) {
      clocked.measureFrom(ready ? 0 : latency.targetNs(nowNs, false));
    }
  }

  private double due(long soundsAtNs, long nowNs, double latencyNs) {
    return grouped
        ? reception.group().due(soundsAtNs, latencyNs)
        : duePosition(soundsAtNs, nowNs, latencyNs);
  }

  private void publishGroup(long soundsAtNs, long ownTargetNs, long nowNs) {
    GroupClock group = reception.group();
    if (!group.ready()) {
      return;
    }
    long arrivalNs = captureToArrivalNs(nowNs) - group.trimNs();
    gauges.group().clock(group.offsetNs(nowNs), group.uncertaintyNs(nowNs));
    gauges.group().onSystemClock(group.onSystemClock());
    gauges.group().needs(arrivalNs + ownTargetNs, arrivalNs + latency.shownNs());
    if (!grouped) {
      return;
    }
    double errorFrames = group.due(soundsAtNs, 0) - clocked.soundedPosition();
    gauges.group().error(Math.round(errorFrames * nsPerFrame), nowNs);
    gauges.latencyNs(Math.round(group.latencyNs(soundsAtNs)));
    gauges.targetNs(Math.round(group.latencyNs(soundsAtNs)));
  }

  /** From capture to the arrival of a packet that does not wait. */
  private long captureToArrivalNs(long nowNs) {
    long frame = buffer.readPosition();
    long arrivesNs = reception.timelineNs(frame) + reception.model().floorNs(nowNs);
    return reception.group().captureToArrivalNs(frame, arrivesNs);
  }

  private void silence(PlayoutState before, float[][] target, int frames) {
    boolean wasSounding = before == PlayoutState.PLAYING || before == PlayoutState.STARVED;
    if (wasSounding) {
      clocked.fadeOut(deviceBlock, frames);
    }
    routing.lay(deviceBlock, wasSounding ? streamChannels() : 0, target, frames, heardGain, gain);
    meter.add(target, frames);
    gauges.latencyNs(0);
  }

  /**
   * Serves an output without a clock: gives the frames that are due by now.
   *
   * @param target planar, the output's channels x at least the largest block
   * @return how many frames were given, at most the largest block; 0: nothing is due
   */
  public int follow(float[][] target, long nowNs) {
    drain(nowNs);
    latency.lead(MARGIN_NS);
    long due = (long) Math.floor(duePosition(nowNs, nowNs, (double) target(nowNs)));
    PlayoutState before = state;
    enter(decide((double) due, false, nowNs), nowNs);
    if (!sounding()) {
      gauges.latencyNs(0);
      return 0;
    }
    if (before == PlayoutState.IDLE || before == PlayoutState.FILLING) {
      countsFrom = buffer.readPosition();
    }
    return owedSilence > 0 ? payOwedSilence(target) : followTo(due, target, nowNs);
  }

  private int followTo(long due, float[][] target, long nowNs) {
    int frames = framesToGive(due);
    if (frames > 0) {
      long playPosition = buffer.readPosition();
      takeAsTheyCame(frames);
      deliver(streamBlock, streamChannels(), target, frames);
      publish(0, (double) playPosition, nowNs);
    }
    return frames;
  }

  /** Real frames where they came, and silence where they did not. */
  private void takeAsTheyCame(int frames) {
    int done = 0;
    while (done < frames) {
      int run = buffer.nextRun(frames - done);
      boolean missing = run < 0;
      if (missing && buffer.readPosition() >= countsFrom) {
        counters.add(ReceiveCounter.MISSING_FRAMES, -run);
        counters.add(ReceiveCounter.GAPS, inGap ? 0 : 1);
      }
      inGap = missing;
      buffer.takeRun(streamBlock, done, Math.abs(run), streamChannels());
      done += Math.abs(run);
    }
    observe(frames);
  }

  private int framesToGive(long due) {
    long wanted = due - buffer.readPosition();
    if (reception.ended()) {
      wanted = Math.min(wanted, buffer.endPosition() - buffer.readPosition());
    }
    return (int) Math.max(0, Math.min(wanted, maxBlockFrames));
  }

  private int payOwedSilence(float[][] target) {
    int frames = (int) Math.min(owedSilence, maxBlockFrames);
    owedSilence -= frames;
    for (float[] channel : streamBlock) {
      Arrays.fill(channel, 0, frames, 0f);
    }
    counters.add(ReceiveCounter.MISSING_FRAMES, frames);
    observe(frames);
    deliver(streamBlock, streamChannels(), target, frames);
    return frames;
  }

  private void observe(int frames) {
    Stream stream = gauges.currentStream();
    if (stream != null && tap != null) {
      tap.played(streamBlock, frames, stream.format());
    }
  }

  private void drain(long nowNs) {
    for (int i = 0; i < rings.size(); i++) {
      SlotRing<Packet> ring = rings.get(i);
      for (Packet packet = ring.peek(); packet != null; packet = ring.peek()) {
        reception.accept(packet);
        ring.release();
      }
    }
    if (reception.takeBegun()) {
      begin(nowNs);
    }
    hearTimes(nowNs);
    long skipped = reception.takeSkippedFrames();
    owedSilence = skipped * nsPerFrame > LONGEST_GAP_NS ? 0 : owedSilence + skipped;
    long floorShiftNs = reception.model().takeShiftNs();
    if (!grouped) {
      clocked.floorShifted(floorShiftNs);
    }
  }

  private void hearTimes(long nowNs) {
    for (int i = 0; i < times.size(); i++) {
      SlotRing<SenderTime> ring = times.get(i);
      for (SenderTime said = ring.peek(); said != null; said = ring.peek()) {
        reception.accept(said, nowNs);
        ring.release();
      }
    }
  }

  private void begin(long nowNs) {
    Stream stream = gauges.currentStream();
    if (stream != null) {
      nsPerFrame = 1e9 / stream.format().rateHz();
      clocked.begin(stream.format());
    }
    owedSilence = 0;
    countsFrom = Long.MIN_VALUE;
    inGap = false;
    latency.begin(nowNs);
    reach.reset(nowNs);
    enter(PlayoutState.FILLING, nowNs);
  }

  private long target(long nowNs) {
    long targetNs = latency.targetNs(nowNs, reception.takeLate());
    reception.tolerates(state == PlayoutState.PLAYING && !grouped ? latency.allowanceNs() : -1);
    gauges.targetNs(targetNs);
    return targetNs;
  }

  /**
   * @param reach the stream position up to which the output asks
   * @param waits whether it is better not to begin yet
   */
  private PlayoutState decide(double reach, boolean waits, long nowNs) {
    long next = buffer.readPosition();
    boolean reached = reach > next && !waits;
    return PlayoutDecision.next(
        state, reception.speaker(nowNs), reached, next < buffer.endPosition());
  }

  private void enter(PlayoutState next, long nowNs) {
    if (next == PlayoutState.STARVED) {
      starve(nowNs);
    }
    if (next == state) {
      return;
    }
    if (next == PlayoutState.IDLE && reception.ended()) {
      reception.forget();
    }
    state = next;
    gauges.state(next);
  }

  private void starve(long nowNs) {
    if (state != PlayoutState.STARVED) {
      counters.increment(ReceiveCounter.UNDERRUNS);
      starvedAtNs = nowNs;
    } else if (nowNs - starvedAtNs > PATIENCE_NS && reception.arrivesTooLate(nowNs)) {
      reception.model().rise();
      starvedAtNs = nowNs;
    }
  }

  private boolean sounding() {
    return state == PlayoutState.PLAYING || state == PlayoutState.STARVED;
  }

  /** The frame that should sound at a time, so that the latency is what it should be. */
  private double duePosition(long soundsAtNs, long nowNs, double latencyNs) {
    if (!reception.model().known()) {
      return buffer.readPosition();
    }
    return (soundsAtNs - latencyNs - reception.model().floorNs(nowNs)) / nsPerFrame;
  }

  /** Lays what was made of the stream onto the output. */
  private void deliver(float[][] source, int channels, float[][] target, int frames) {
    float to = gain;
    routing.lay(source, channels, target, frames, heardGain, to);
    heardGain = to;
    counters.add(ReceiveCounter.PLAYED_FRAMES, frames);
    meter.add(target, frames);
  }

  private int streamChannels() {
    Stream stream = gauges.currentStream();
    return stream == null ? 0 : stream.format().channels();
  }

  /** The format of the stream that is played, for an output that adapts to it. */
  public Optional<StreamFormat> streamFormat() {
    return gauges.stream().map(Stream::format);
  }

  private void publish(long aheadNs, double position, long nowNs) {
    double placeNs = position * nsPerFrame + reception.model().floorNs(nowNs);
    gauges.latencyNs(nowNs + aheadNs - Math.round(placeNs));
    gauges.bufferFrames((int) Math.max(0, buffer.endPosition() - buffer.readPosition()));
    gauges.clocks(reception.model().senderPpm(), clocked.driftPpm());
  }
}
