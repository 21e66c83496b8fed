package audiostream.engine.pipeline;

import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.RoutingMatrix;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.JitterBuffer;
import audiostream.engine.jitter.PlayoutDecision;
import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.packet.Packet;
import audiostream.engine.stats.Counters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pulled half of a receiver:
 *
 * <pre>
 *   packet rings -> reception -> jitter buffer -> decision -> tap -> routing, gain -> meter -> output
 * </pre>
 *
 * <p>A clocked device pulls with {@link #render}; an output without a clock is served with {@link
 * #follow}. Passive: one thread pulls. Allocates nothing and takes no lock, except when a new
 * stream is taken up.
 */
public final class ReceivePipeline {

  /** Beyond the latency: what a sender may be ahead, and packets that came in one burst. */
  private static final long EXTRA_BUFFER_NS = 2_000_000_000L;

  /** What a device needs beyond its own latency: time for a packet to come and to be decoded. */
  private static final long DEVICE_MARGIN_NS = 5_000_000L;

  /** A deviation from the latency that is mended by a jump. */
  private static final long TOLERANCE_NS = 20_000_000L;

  /** The longest interruption that a file holds as silence. */
  private static final long LONGEST_GAP_NS = 600_000_000_000L;

  private final ReceptionConfig config;
  private final List<SlotRing<Packet>> rings;
  private final Counters<ReceiveCounter> counters;
  private final ReceiveGauges gauges = new ReceiveGauges();
  private final LevelMeter meter;
  private final RoutingMatrix routing;
  private final JitterBuffer buffer;
  private final Reception reception;
  private final float[][] streamBlock;
  private final int maxBlockFrames;
  private final double nsPerFrame;
  private @Nullable FrameTap tap;
  private PlayoutState state = PlayoutState.IDLE;
  private long latencyNs;
  private long owedSilence;
  private int expectedSilence;

  /**
   * @param rings what the net agent and the control agent hand over
   * @param outputChannels of the device or file
   * @param maxBlockFrames the most that is asked for at once
   */
  public ReceivePipeline(
      ReceptionConfig config,
      List<SlotRing<Packet>> rings,
      Counters<ReceiveCounter> counters,
      int outputChannels,
      int maxBlockFrames) {
    this.config = config;
    this.rings = List.copyOf(rings);
    this.counters = counters;
    this.maxBlockFrames = maxBlockFrames;
    this.nsPerFrame = 1e9 / config.expected().rateHz();
    int channels = config.expected().maxChannels();
    int bufferFrames = (int) ((config.latencyNs() + EXTRA_BUFFER_NS) / nsPerFrame);
    this.meter = new LevelMeter(outputChannels);
    this.routing = new RoutingMatrix(config.map());
    this.buffer = new JitterBuffer(channels, bufferFrames);
    this.reception = new Reception(config.expected(), buffer, counters, gauges);
    this.streamBlock = new float[channels][maxBlockFrames];
    this.latencyNs = config.latencyNs();
    gauges.targetNs(latencyNs);
  }

  /** Before the start only: who sees every frame that is played. */
  public void tap(FrameTap observer) {
    tap = observer;
  }

  /** Any thread. */
  public ReceiveGauges gauges() {
    return gauges;
  }

  /** What is heard, after gain; one other thread may take from it. */
  public LevelMeter meter() {
    return meter;
  }

  /** Fills a clocked device's request. */
  public void render(PlayoutRequest request) {
    drain();
    if (request.underrun()) {
      counters.increment(ReceiveCounter.DEVICE_UNDERRUNS);
    }
    int frames = request.frames();
    PlayoutState before = state;
    if (before == PlayoutState.IDLE || before == PlayoutState.FILLING) {
      holdAtLeast(request.soundsAtNs() - request.nowNs() + (long) (frames * nsPerFrame));
    }
    long due = duePosition(request.soundsAtNs());
    enter(decide(due, frames, request.nowNs()));
    if (!sounding()) {
      routing.lay(streamBlock, 0, request.samples(), frames, 0);
      gauges.latencyNs(0);
      return;
    }
    seek(before, due);
    long playPosition = buffer.readPosition();
    playTo(request.samples(), frames);
    publish(request.soundsAtNs(), playPosition);
  }

  /**
   * Serves an output without a clock: gives the frames that are due by now.
   *
   * @param target planar, the output's channels x at least the largest block
   * @return how many frames were given, at most the largest block; 0: nothing is due
   */
  public int follow(float[][] target, long nowNs) {
    drain();
    long due = duePosition(nowNs);
    enter(decide(due, 0, nowNs));
    if (!sounding()) {
      gauges.latencyNs(0);
      return 0;
    }
    if (owedSilence > 0) {
      return payOwedSilence(target);
    }
    int frames = framesToGive(due);
    if (frames > 0) {
      long playPosition = buffer.readPosition();
      playTo(target, frames);
      publish(nowNs, playPosition);
    }
    return frames;
  }

  /**
   * Whether the next follow may find something to do: a packet waits, or a stream is being played.
   */
  public boolean busy() {
    return state != PlayoutState.IDLE;
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
      java.util.Arrays.fill(channel, 0, frames, 0f);
    }
    counters.add(ReceiveCounter.MISSING_FRAMES, frames);
    deliver(target, frames);
    return frames;
  }

  private void drain() {
    for (int i = 0; i < rings.size(); i++) {
      SlotRing<Packet> ring = rings.get(i);
      for (Packet packet = ring.peek(); packet != null; packet = ring.peek()) {
        reception.accept(packet);
        ring.release();
      }
    }
    if (reception.takeBegun()) {
      owedSilence = 0;
      enter(PlayoutState.FILLING);
    }
    long skipped = reception.takeSkippedFrames();
    owedSilence = skipped * nsPerFrame > LONGEST_GAP_NS ? 0 : owedSilence + skipped;
  }

  private PlayoutState decide(long due, int frames, long nowNs) {
    long next = buffer.readPosition();
    return PlayoutDecision.next(
        state, reception.speaker(nowNs), due + frames > next, next < buffer.endPosition());
  }

  private void enter(PlayoutState next) {
    if (next == state) {
      return;
    }
    if (next == PlayoutState.STARVED) {
      counters.increment(ReceiveCounter.UNDERRUNS);
    }
    if (next == PlayoutState.IDLE && reception.ended()) {
      reception.forget();
    }
    if (next == PlayoutState.FILLING) {
      latencyNs = config.latencyNs();
      gauges.targetNs(latencyNs);
    }
    state = next;
    gauges.state(next);
  }

  private boolean sounding() {
    return state == PlayoutState.PLAYING || state == PlayoutState.STARVED;
  }

  /** A latency below the device's own cannot be had; the least that works is held instead. */
  private void holdAtLeast(long deviceNs) {
    long leastNs = deviceNs + DEVICE_MARGIN_NS;
    if (leastNs > latencyNs) {
      latencyNs = leastNs;
      gauges.targetNs(leastNs);
    }
  }

  /** The frame that should sound at a time, so that the latency is what it should be. */
  private long duePosition(long soundsAtNs) {
    if (!reception.floor().known()) {
      return buffer.readPosition();
    }
    return (long) Math.floor((soundsAtNs - latencyNs - reception.floor().floorNs()) / nsPerFrame);
  }

  private void seek(PlayoutState before, long due) {
    boolean starting = before == PlayoutState.IDLE || before == PlayoutState.FILLING;
    long errorNs = (long) ((due - buffer.readPosition()) * nsPerFrame);
    if (!starting && Math.abs(errorNs) < TOLERANCE_NS) {
      return;
    }
    if (!starting) {
      if (!reception.floor().settled()) {
        return;
      }
      counters.increment(ReceiveCounter.RESYNCS);
    }
    if (due >= buffer.readPosition()) {
      buffer.skipTo(due);
    } else {
      // Silence before the first frame is not loss.
      expectedSilence = (int) Math.min(maxBlockFrames, buffer.readPosition() - due);
      buffer.backTo(due);
    }
  }

  private void playTo(float[][] target, int frames) {
    int channels = streamChannels();
    int missing = buffer.take(streamBlock, frames, channels);
    counters.add(ReceiveCounter.MISSING_FRAMES, Math.max(0, missing - expectedSilence));
    expectedSilence = 0;
    deliver(target, frames);
  }

  private void deliver(float[][] target, int frames) {
    Stream stream = gauges.currentStream();
    if (stream != null && tap != null) {
      tap.played(streamBlock, frames, stream.format());
    }
    routing.lay(streamBlock, streamChannels(), target, frames, config.gain());
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

  private void publish(long soundsAtNs, long playPosition) {
    long dueNs = reception.timelineNs(playPosition) + reception.floor().floorNs();
    gauges.latencyNs(soundsAtNs - dueNs);
    gauges.bufferFrames((int) Math.max(0, buffer.endPosition() - buffer.readPosition()));
  }
}
