package audiostream.engine.pipeline;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.packet.Packet;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.rtp.RtpWriter;
import audiostream.engine.stats.Counters;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * A stream of any rate on a device of any rate and clock, for hours of virtual time. Keeps no
 * samples: what is watched is the latency, against the truth, and what was counted.
 */
final class LongRun {

  private static final int PAYLOAD_TYPE = 98;
  private static final int SSRC = 1;
  static final long DEVICE_LATENCY_NS = 20_000_000L;

  private final StreamFormat format;
  private final int deviceRateHz;
  private final int packetFrames;
  private final int blockFrames;
  private final Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
  private final SlotRing<Packet> ring = new SlotRing<>(2_048, Packet::new);
  private final SlotRing<SenderTime> times = new SlotRing<>(64, SenderTime::new);
  private final ReceivePipeline pipeline;
  private final PlayoutRequest request;
  private final ByteBuffer datagram;
  private final float[] ramp;
  private final ArrayDeque<Long> underway = new ArrayDeque<>();
  private long deviceLatencyNs = DEVICE_LATENCY_NS;
  private double senderPpm;
  private double devicePpm;
  private LongUnaryOperator arrival = sentNs -> sentNs;
  private long sent;
  private long arrived;
  private long blocks;

  LongRun(StreamFormat format, int deviceRateHz, int packetFrames, LatencyPolicy latency) {
    this(format, deviceRateHz, packetFrames, latency, 0);
  }

  /**
   * @param outputExtraNs how much later the device sounds than it says
   */
  LongRun(
      StreamFormat format,
      int deviceRateHz,
      int packetFrames,
      LatencyPolicy latency,
      long outputExtraNs) {
    this.format = format;
    this.deviceRateHz = deviceRateHz;
    this.packetFrames = packetFrames;
    this.blockFrames = packetFrames;
    PayloadFormats formats =
        PayloadFormats.standard().with(new PayloadFormat(PAYLOAD_TYPE, format));
    ReceptionConfig config =
        new ReceptionConfig(
            new Expected.Rtp(formats, format.rateHz()),
            latency,
            Optional.empty(),
            1f,
            outputExtraNs);
    int channels = format.channels();
    pipeline =
        new ReceivePipeline(
            config,
            List.of(ring),
            List.of(times),
            counters,
            new OutputShape(channels, deviceRateHz, blockFrames));
    request = new PlayoutRequest(channels, blockFrames);
    ramp = new float[packetFrames];
    datagram = ByteBuffer.allocate(12 + packetFrames * format.frameBytes());
  }

  static StreamFormat mono(int rateHz) {
    return new StreamFormat(SampleEncoding.S16_BE, rateHz, 1);
  }

  void clocks(double sender, double device) {
    senderPpm = sender;
    devicePpm = device;
  }

  /** What the device says of when it sounds, and rightly so. */
  void deviceLatency(long ns) {
    deviceLatencyNs = ns;
  }

  /** How a packet travels; called in the order of sending, which is that of arrival. */
  void path(LongUnaryOperator arrivalNs) {
    arrival = arrivalNs;
  }

  private long sentNs(long packet) {
    double frames = (packet + 1.0) * packetFrames;
    return Math.round(frames * 1e9 / format.rateHz() / (1 + senderPpm / 1e6));
  }

  /** What the device asks for next is played; each block is seen by the watcher. */
  void playUntil(long untilNs, Watcher watcher) {
    double blockNs = blockFrames * 1e9 / deviceRateHz / (1 + devicePpm / 1e6);
    for (long nowNs = Math.round(blocks * blockNs);
        nowNs < untilNs;
        nowNs = Math.round(blocks * blockNs)) {
      deliverUntil(nowNs);
      group.turn(nowNs);
      request.describe(blockFrames, blocks * blockFrames, nowNs, nowNs + deviceLatencyNs, false);
      pipeline.render(request);
      watcher.played(request.samples(), blockFrames, nowNs + deviceLatencyNs);
      blocks++;
    }
  }

  /** What has to be said before each block of a sender whose receivers are in step. */
  interface Grouping {
    void turn(long nowNs);
  }

  private Grouping group = nowNs -> {};

  /** Has a sender tell of its time, by the ring that is given to it. */
  void group(Grouping grouping) {
    group = grouping;
  }

  SlotRing<SenderTime> times() {
    return times;
  }

  /** The stream position, in frames, of what was captured last, at a moment of our clock. */
  long framesSent() {
    return sent * packetFrames;
  }

  /** Sees what was played. */
  interface Watcher {
    void played(float[][] samples, int frames, long soundsAtNs);
  }

  private void deliverUntil(long nowNs) {
    while (sentNs(sent) <= nowNs) {
      underway.add(arrival.applyAsLong(sentNs(sent)));
      sent++;
    }
    while (!underway.isEmpty() && underway.peek() <= nowNs) {
      put(arrived++, underway.remove());
    }
  }

  private void put(long number, long arrivedNs) {
    long position = number * packetFrames;
    RtpWriter.writeHeader(datagram, PAYLOAD_TYPE, (int) number & 0xffff, (int) position, SSRC);
    Packet slot = ring.claim();
    if (slot == null) {
      throw new AssertionError("the ring is full");
    }
    for (int i = 0; i < packetFrames; i++) {
      ramp[i] = ReceiverBench.sampleAt(position + i);
    }
    format.encoding().encode(ramp, 0, packetFrames, 1f, 0f, datagram, 12, format.frameBytes());
    slot.room();
    slot.bytes().put(0, datagram, 0, datagram.capacity()).limit(datagram.capacity());
    slot.received(null, arrivedNs);
    ring.publish();
  }

  long count(ReceiveCounter counter) {
    return counters.value(counter);
  }

  ReceivePipeline pipeline() {
    return pipeline;
  }

  /**
   * Plays, and looks at the latency as it truly is: from when a packet that does not wait would
   * have arrived to when its first frame sounds.
   *
   * @param floorNs how long a packet takes that does not wait
   * @return the range of what was seen
   */
  DoubleSummaryStatistics latencyMs(long untilNs, long floorNs) {
    DoubleSummaryStatistics seen = new DoubleSummaryStatistics();
    playUntil(
        untilNs,
        (samples, frames, soundsAtNs) -> {
          double position = positionIn(samples[0], frames / 2);
          if (!Double.isNaN(position)) {
            seen.accept(latencyMs(position, soundsAtNs + nsOf(frames / 2), floorNs));
          }
        });
    return seen;
  }

  double nsOf(int deviceFrames) {
    return deviceFrames * 1e9 / deviceRateHz / (1 + devicePpm / 1e6);
  }

  /** The position that a sample tells, modulo the ramp; NaN where it cannot be read. */
  double positionIn(float[] samples, int at) {
    double step = (double) format.rateHz() / deviceRateHz / 32_768;
    for (int i = at - 20; i < at + 20; i++) {
      if (Math.abs(samples[i + 1] - samples[i] - step) > step / 50) {
        return Double.NaN;
      }
    }
    return samples[at] * 32_768.0 - 1;
  }

  private double latencyMs(double position, double soundsAtNs, long floorNs) {
    double perFrameNs = 1e9 / format.rateHz() / (1 + senderPpm / 1e6);
    double atFloorNs = (position + packetFrames) * perFrameNs + floorNs;
    return Math.IEEEremainder(soundsAtNs - atFloorNs, 30_000 * perFrameNs) / 1e6;
  }
}
