package audiostream.evidence;

import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSource;
import audiostream.engine.pipeline.IntakeCounter;
import audiostream.engine.pipeline.OutputShape;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A receiver of mono L16 in virtual time. */
final class ReceiveLoad {

  private static final long DEVICE_LATENCY_NS = 10_000_000L;

  private static final long LATENCY_NS = 60_000_000L;

  private final Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
  private final PacketIntake intake;
  private final ReceivePipeline pipeline;
  private final PlayoutRequest request = new PlayoutRequest(1, SendLoad.BLOCK_FRAMES);
  private long position;

  ReceiveLoad(PacketSource source) {
    SlotRing<Packet> ring = new SlotRing<>(512, Packet::new);
    intake =
        new PacketIntake(
            source, ring, PacketIntake.Check.RTP, Set.of(), new Counters<>(IntakeCounter.class));
    pipeline =
        new ReceivePipeline(
            config(),
            List.of(ring),
            counters,
            new OutputShape(1, SendLoad.RATE_HZ, SendLoad.BLOCK_FRAMES));
  }

  /** What it expects and plays: any standard format, 60 ms after the fastest arrival. */
  static ReceptionConfig config() {
    return new ReceptionConfig(
        new Expected.Rtp(PayloadFormats.standard(), SendLoad.RATE_HZ),
        LatencyPolicy.fixed(LATENCY_NS),
        Optional.empty(),
        1f);
  }

  /** Takes one datagram from the source into the ring. */
  void receiveOne() {
    try {
      intake.receiveOne();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Plays one block. */
  void playBlock(long nowNs) {
    request.describe(SendLoad.BLOCK_FRAMES, position, nowNs, nowNs + DEVICE_LATENCY_NS, false);
    pipeline.render(request);
    position += SendLoad.BLOCK_FRAMES;
  }

  long count(ReceiveCounter counter) {
    return counters.value(counter);
  }

  /** As the console does a few times a second. */
  Object snapshot() {
    return counters.snapshot();
  }
}
