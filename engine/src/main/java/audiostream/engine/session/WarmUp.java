package audiostream.engine.session;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.packet.Departure;
import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSink;
import audiostream.engine.pipeline.DestinationStream;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.pipeline.IntakeCounter;
import audiostream.engine.pipeline.OutputShape;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.pipeline.PayloadKey;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.pipeline.SendPipeline;
import audiostream.engine.pipeline.SendPlan;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.RtpWriter;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Runs pipelines like those about to start on made-up blocks, in virtual time and through the rare
 * paths (loss, reordering, duplicates, starvation, a new stream, a change of plan), so that the
 * first real block and the first lost packet are not handled by code that has never run.
 */
final class WarmUp {

  /**
   * Three times as many take 0.7 s longer (a Raspberry Pi: 2 s) for worst blocks of 0.4 to 1.4
   * instead of 0.7 to 1.9 ms of processor time, of the 5.8 ms that a block lasts.
   */
  private static final int BLOCKS = 500;

  /** Later than a receiver's first second, in which it does not know the network yet. */
  private static final double SENDER_CHANGES_AT_NS = 1.4e9;

  /** The next sender is not taken up before the one before has been silent for a second. */
  private static final double RECEIVED_NS = SENDER_CHANGES_AT_NS + 1.2e9;

  private static final int PLAN_BLOCKS = 100;
  private static final int PACKET_FRAMES = 256;
  private static final int SAMPLE_SSRC = 1;
  private static final int OFF_BY = 5_000;
  private static final int RTP_HEADER_BYTES = 12;

  private WarmUp() {}

  /** Warms what {@link Sender} runs. */
  static void send(InputShape shape) {
    SendPipeline pipeline =
        new SendPipeline(
            new LevelMeter(shape.channels()),
            new Counters<>(InputCounter.class),
            Delay.mostFrames(shape.rateHz()) + shape.blockFrames(),
            Departure.IMMEDIATE);
    CaptureBlock block = new CaptureBlock(shape.channels(), shape.blockFrames());
    SendPlan.Route loud = route(SampleEncoding.S16_BE, 1f, shape);
    SendPlan.Route deep = route(SampleEncoding.S24_BE, 0.5f, shape);
    SendPlan.Route bare = route(SampleEncoding.S16_LE, 1f, shape);
    SendPlan.Route delayed = new SendPlan.Route(bare.stream(), bare.key().delayed(1_000));
    SendPlan plan = SendPlan.empty().next(List.of(loud, deep, bare));
    for (int b = 0; b < BLOCKS; b++) {
      if (b % PLAN_BLOCKS == 0) {
        plan =
            plan.next(
                b % (2 * PLAN_BLOCKS) == 0 ? List.of(loud, deep, bare) : List.of(loud, delayed));
        pipeline.adopt(plan);
      }
      // Every now and then frames are missing.
      long position = (long) b * shape.blockFrames() + b / 100;
      block.describe(shape.blockFrames(), position, 0, b % 100 == 0);
      pipeline.process(block, b);
    }
    pipeline.flush(0);
  }

  private static SendPlan.Route route(SampleEncoding encoding, float gain, InputShape shape) {
    OptionalInt payloadType =
        encoding == SampleEncoding.S16_LE ? OptionalInt.empty() : OptionalInt.of(96);
    PacketSink nowhere =
        (datagram, nowNs, receipt) ->
            receipt.settled(PacketSink.Outcome.SENT, datagram.remaining());
    DestinationStream stream =
        new DestinationStream(nowhere, payloadType, new DestinationStream.Origin(1, 1, 1));
    PayloadKey key =
        new PayloadKey(ChannelList.of(1), encoding, Math.min(shape.blockFrames(), 256), gain);
    return new SendPlan.Route(stream, key);
  }

  /**
   * Warms what {@link Receiver} runs.
   *
   * @param counters of what happens meanwhile
   * @return what was run, to be looked at
   */
  static ReceivePipeline receive(
      ReceptionConfig config, OutputShape output, Counters<ReceiveCounter> counters) {
    // Larger blocks take longer and teach the compiler nothing more.
    int blockFrames = Math.min(output.maxBlockFrames(), PACKET_FRAMES);
    double blockNs = blockFrames * 1e9 / output.rateHz();
    int blocks = (int) Math.max(BLOCKS, Math.min(4 * BLOCKS, RECEIVED_NS / blockNs));
    Arrivals arrivals = new Arrivals(config.expected());
    SlotRing<Packet> ring = new SlotRing<>(64, Packet::new);
    ReceptionConfig soon =
        new ReceptionConfig(
            config.expected(),
            shortened(config.latency()),
            config.map(),
            config.gain(),
            config.outputExtraNs());
    ReceivePipeline pipeline = new ReceivePipeline(soon, List.of(ring), counters, output);
    PacketIntake intake =
        new PacketIntake(
            arrivals::next,
            ring,
            config.expected() instanceof Expected.Rtp
                ? PacketIntake.Check.RTP
                : PacketIntake.Check.RAW,
            Set.of(),
            new Counters<>(IntakeCounter.class));
    PlayoutRequest request = new PlayoutRequest(output.channels(), output.maxBlockFrames());
    for (int b = 0; b < blocks; b++) {
      long nowNs = (long) (b * blockNs);
      deliver(arrivals, intake, nowNs);
      // A sound card a little off, so that the resampler works too.
      long soundsAtNs = nowNs + nowNs / OFF_BY;
      request.describe(
          blockFrames, (long) b * blockFrames, nowNs, soundsAtNs, b % PLAN_BLOCKS == 0);
      pipeline.render(request);
      if (b % 7 == 0) {
        pipeline.follow(request.samples(), nowNs);
      }
    }
    return pipeline;
  }

  /** A long latency would leave nothing to play within so few blocks. */
  private static LatencyPolicy shortened(LatencyPolicy wanted) {
    return wanted.fixed()
        ? LatencyPolicy.fixed(Math.min(wanted.startNs(), LatencyPolicy.DEFAULT_START_NS))
        : LatencyPolicy.standard();
  }

  private static void deliver(Arrivals arrivals, PacketIntake intake, long nowNs) {
    try {
      for (int burst = 0; burst < 32 && arrivals.dueBy(nowNs); burst++) {
        intake.receiveOne();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Packets with everything that a network does to them, of noise: silence is never continued. */
  private static final class Arrivals {
    private final int payloadType;
    private final boolean rtp;
    private final int payloadBytes;
    private final int frames;
    private final double packetNs;
    private int next;
    private long nowNs;

    Arrivals(Expected expected) {
      rtp = expected instanceof Expected.Rtp;
      int frameBytes =
          switch (expected) {
            case Expected.Raw raw -> raw.format().frameBytes();
            case Expected.Rtp known -> firstOf(known).format().frameBytes();
          };
      payloadType = expected instanceof Expected.Rtp known ? firstOf(known).payloadType() : 0;
      frames = Math.min(PACKET_FRAMES, (Packet.MAX_BYTES - 12) / frameBytes);
      payloadBytes = frames * frameBytes;
      packetNs = frames * 1e9 / expected.rateHz();
    }

    private static PayloadFormat firstOf(Expected.Rtp expected) {
      return expected.formats().all().stream()
          .filter(known -> known.format().rateHz() == expected.rateHz())
          .findFirst()
          .orElseThrow();
    }

    boolean dueBy(long time) {
      nowNs = time;
      return next * packetNs <= time;
    }

    boolean next(Packet slot) {
      int k = next++;
      ByteBuffer bytes = slot.room();
      if (rtp) {
        // Lost: 1 in 20. Swapped with its neighbour, twice: now and then. Another sender: later.
        int number = k % 20 == 3 ? k + 1 : k % 50 == 7 ? k - 1 : k;
        int ssrc = SAMPLE_SSRC + (k * packetNs > SENDER_CHANGES_AT_NS ? 1 : 0);
        int timestamp = number * frames;
        RtpWriter.writeHeader(bytes, payloadType, number, timestamp, ssrc);
      }
      bytes.limit((rtp ? RTP_HEADER_BYTES : 0) + payloadBytes);
      fill(bytes, k);
      slot.received(null, nowNs + (k % 100 == 0 ? 30_000_000L : 0));
      return true;
    }

    private void fill(ByteBuffer bytes, int k) {
      int noise = k;
      for (int i = bytes.limit() - payloadBytes; i < bytes.limit(); i++) {
        noise = noise * 1_103_515_245 + 12_345;
        bytes.put(i, (byte) (noise >> 24));
      }
    }
  }
}
