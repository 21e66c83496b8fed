package audiostream.engine.pipeline;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.packet.Packet;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.rtp.RtpWriter;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * A receiver in virtual time: datagrams arrive when a scenario says so, a device of 256-frame
 * blocks pulls on a clock of its own, and what it played is kept with the time at which each frame
 * sounded. Samples tell their position: frame n of a stream carries {@link #sampleAt}.
 */
final class ReceiverBench {

  static final int RATE_HZ = 44_100;
  static final int BLOCK = 256;
  static final double NS_PER_FRAME = 1e9 / RATE_HZ;
  static final long MS = 1_000_000L;
  private static final int FADE_FRAMES = 300;
  static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 40_000);

  /** A datagram on its way. */
  private record Arrival(long atNs, int order, byte[] bytes, InetSocketAddress source) {}

  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Arrival::atNs).thenComparing(Arrival::order));
  private final Queue<Arrival> due = new ArrayDeque<>();
  private final SlotRing<Packet> ring = new SlotRing<>(4_096, Packet::new);
  private final Counters<IntakeCounter> intakeCounters = new Counters<>(IntakeCounter.class);
  private final Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
  private final PacketIntake intake;
  private final ReceivePipeline pipeline;
  private final PlayoutRequest request = new PlayoutRequest(1, BLOCK);
  private float[] heard = new float[1 << 16];
  private int heardFrames;
  private final float[][] followed = new float[1][BLOCK];
  private long deviceLatencyNs = 10 * MS;
  private double devicePpm;
  private long blocks;
  private long lostNs;
  private boolean brokenOff;
  private int order;

  ReceiverBench(ReceptionConfig config) {
    intake =
        new PacketIntake(
            this::next,
            ring,
            config.expected() instanceof Expected.Rtp
                ? PacketIntake.Check.RTP
                : PacketIntake.Check.RAW,
            Set.of(),
            intakeCounters);
    pipeline =
        new ReceivePipeline(config, List.of(ring), counters, new OutputShape(1, RATE_HZ, BLOCK));
  }

  static ReceiverBench rtp(long latencyMs) {
    return rtp(LatencyPolicy.fixed(latencyMs * MS));
  }

  static ReceiverBench rtp(LatencyPolicy latency) {
    return new ReceiverBench(
        new ReceptionConfig(
            new Expected.Rtp(PayloadFormats.standard(), RATE_HZ), latency, Optional.empty(), 1f));
  }

  static ReceiverBench raw(long latencyMs) {
    return new ReceiverBench(
        new ReceptionConfig(
            new Expected.Raw(new StreamFormat(SampleEncoding.S16_LE, RATE_HZ, 1)),
            LatencyPolicy.fixed(latencyMs * MS),
            Optional.empty(),
            1f));
  }

  void devicePpm(double ppm) {
    devicePpm = ppm;
  }

  void deviceLatencyMs(long ms) {
    deviceLatencyNs = ms * MS;
  }

  long count(ReceiveCounter counter) {
    return counters.value(counter);
  }

  long count(IntakeCounter counter) {
    return intakeCounters.value(counter);
  }

  ReceivePipeline pipeline() {
    return pipeline;
  }

  /** Never zero, so that silence can be told from sound. */
  static float sampleAt(long position) {
    return (Math.floorMod(position, 30_000L) + 1) / 32_768f;
  }

  /** The position of which {@link #sampleAt} gave a sample, modulo 30 000; -1 for silence. */
  static long positionOf(float sample) {
    return Math.round(sample * 32_768f) - 1L;
  }

  void arrive(long atNs, byte[] datagram) {
    arrive(atNs, datagram, SENDER);
  }

  void arrive(long atNs, byte[] datagram, InetSocketAddress source) {
    arrivals.add(new Arrival(atNs, order++, datagram, source));
  }

  /** An RTP packet of mono L16 whose frames begin at a position of the sender's timeline. */
  static byte[] packet(int ssrc, int sequence, int firstTimestamp, long position, int frames) {
    ByteBuffer bytes = ByteBuffer.allocate(12 + frames * 2);
    RtpWriter.writeHeader(bytes, 11, sequence, firstTimestamp + (int) position, ssrc);
    fill(bytes, 12, position, frames, SampleEncoding.S16_BE);
    return bytes.array();
  }

  static byte[] rawPacket(long position, int frames) {
    ByteBuffer bytes = ByteBuffer.allocate(frames * 2);
    fill(bytes, 0, position, frames, SampleEncoding.S16_LE);
    return bytes.array();
  }

  private static void fill(
      ByteBuffer bytes, int offset, long position, int frames, SampleEncoding encoding) {
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      samples[i] = sampleAt(position + i);
    }
    encoding.encode(samples, 0, frames, 1f, 0f, bytes, offset, 2);
  }

  private boolean next(Packet slot) {
    Arrival arrival = due.remove();
    slot.room();
    slot.bytes().put(arrival.bytes()).flip();
    slot.received(arrival.source(), arrival.atNs());
    return true;
  }

  private void deliverUntil(long nowNs) {
    while (!arrivals.isEmpty() && arrivals.peek().atNs() <= nowNs) {
      due.add(arrivals.remove());
      try {
        intake.receiveOne();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  /** Lets the device pull until a time. */
  void playUntil(long untilNs) {
    double blockNs = BLOCK * NS_PER_FRAME / (1 + devicePpm / 1e6);
    for (long nowNs = lostNs + (long) (blocks * blockNs);
        nowNs < untilNs;
        nowNs = lostNs + (long) (blocks * blockNs)) {
      deliverUntil(nowNs);
      request.describe(BLOCK, blocks * BLOCK, nowNs, nowNs + deviceLatencyNs, brokenOff);
      brokenOff = false;
      pipeline.render(request);
      keep(request.samples()[0], BLOCK);
      blocks++;
    }
  }

  /** Lets the device break off, and say so: all that follows sounds later by so much. */
  void breakOff(long forNs) {
    lostNs += forNs;
    brokenOff = true;
  }

  /** Lets the device stand still. */
  void stallDeviceUntil(long untilNs) {
    double blockNs = BLOCK * NS_PER_FRAME / (1 + devicePpm / 1e6);
    while (blocks * blockNs < untilNs) {
      keep(new float[BLOCK], BLOCK);
      blocks++;
    }
  }

  /** Serves an output without a clock until a time. */
  void followUntil(long untilNs) {
    for (long nowNs = blocks * MS; nowNs < untilNs; nowNs = blocks * MS) {
      deliverUntil(nowNs);
      int frames = pipeline.follow(followed, nowNs);
      while (frames > 0) {
        keep(followed[0], frames);
        frames = pipeline.follow(followed, nowNs);
      }
      blocks++;
    }
  }

  private void keep(float[] samples, int frames) {
    if (heardFrames + frames > heard.length) {
      heard = Arrays.copyOf(heard, heard.length * 2);
    }
    System.arraycopy(samples, 0, heard, heardFrames, frames);
    heardFrames += frames;
  }

  /** Everything that was played, one sample a frame. */
  float[] heard() {
    return Arrays.copyOf(heard, heardFrames);
  }

  /** What sounds at a time: 0 is silence. */
  float soundingAt(long atNs) {
    return heard[(int) frameSoundingAt(atNs)];
  }

  /** After the device broke off last. */
  private double frameSoundingAt(long atNs) {
    return (atNs - lostNs - deviceLatencyNs) * (1 + devicePpm / 1e6) / NS_PER_FRAME;
  }

  /** Whether positions can be read off the samples around a time: not where they wrap. */
  boolean readableAt(long atNs) {
    int at = (int) frameSoundingAt(atNs);
    for (int i = at - 40; i < at + 40; i++) {
      if (Math.abs(heard[i + 1] - heard[i] - 1 / 32_768f) > 0.1f / 32_768f) {
        return false;
      }
    }
    return true;
  }

  /** The stream position that sounds at a time, modulo 30 000, with its fraction. */
  double positionSoundingAt(long atNs) {
    double frame = frameSoundingAt(atNs);
    int at = (int) frame;
    double sample = heard[at] + (heard[at + 1] - heard[at]) * (frame - at);
    return sample * 32_768 - 1;
  }

  /**
   * How many frames were heard that do not follow on the frame before. Left out are silence and the
   * fade after it, and the surroundings of the samples' own wrap, where a resampler rings.
   */
  long breaks() {
    long breaks = 0;
    int afterSilence = 0;
    for (int i = 1; i < heardFrames - 41; i++) {
      afterSilence = heard[i] == 0 ? 0 : afterSilence + 1;
      double step = (heard[i] - heard[i - 1]) * 32_768.0;
      if (afterSilence > FADE_FRAMES && Math.abs(step - 1) > 0.05 && !excused(i)) {
        breaks++;
      }
    }
    return breaks;
  }

  private boolean excused(int at) {
    for (int i = at - 40; i < at + 40; i++) {
      boolean wraps = heard[i - 1] - heard[i] > 0.5f;
      if (heard[i] == 0 || wraps) {
        return true;
      }
    }
    return false;
  }

  long silentFrames() {
    long silent = 0;
    for (int i = 0; i < heardFrames; i++) {
      silent += heard[i] == 0 ? 1 : 0;
    }
    return silent;
  }
}
