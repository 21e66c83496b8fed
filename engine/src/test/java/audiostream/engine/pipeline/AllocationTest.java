package audiostream.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.Allocation;
import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.LevelMeter;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.net.UdpDeparture;
import audiostream.engine.net.UdpDestination;
import audiostream.engine.net.UdpSource;
import audiostream.engine.packet.Departure;
import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSink;
import audiostream.engine.packet.PacketSource;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.rtp.RtpWriter;
import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** After warm-up, the way of a packet allocates nothing on its thread. */
class AllocationTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;
  private static final int PACKETS = 16_000;
  private static final InetSocketAddress SENDER = new InetSocketAddress("127.0.0.1", 40_000);

  /** Handles one packet. */
  private interface Step {
    void run() throws IOException;
  }

  private static void shouldSettleAtNothing(int steps, Step step) throws IOException {
    Allocation.shouldSettleAtNothing(() -> {
      for (int i = 0; i < steps; i++) {
        step.run();
      }
    });
  }

  private static final class Sending implements Step {
    private final SendPipeline pipeline;
    private final CaptureBlock block = new CaptureBlock(16, BLOCK);
    private long position;

    Sending(PacketSink sink, int destinations) {
      this(sink, destinations, Departure.IMMEDIATE);
    }

    Sending(PacketSink sink, int destinations, Departure departure) {
      pipeline =
          new SendPipeline(new LevelMeter(16), new Counters<>(InputCounter.class), 0, departure);
      List<SendPlan.Route> routes = new ArrayList<>();
      for (int d = 0; d < destinations; d++) {
        SampleEncoding encoding = d % 2 == 0 ? SampleEncoding.S16_BE : SampleEncoding.S24_BE;
        routes.add(
            new SendPlan.Route(
                new DestinationStream(
                    sink,
                    OptionalInt.of(d % 2 == 0 ? 11 : 96),
                    new DestinationStream.Origin(d, 0, 0)),
                new PayloadKey(ChannelList.of(1 + d % 16), encoding, BLOCK, 0.5f)));
      }
      pipeline.adopt(SendPlan.empty().next(routes));
    }

    @Override
    public void run() {
      // Every now and then frames are missing.
      boolean gap = position / BLOCK % 100 == 99;
      position += gap ? 10 : 0;
      block.describe(BLOCK, position, 0, gap);
      pipeline.process(block, position);
      position += BLOCK;
    }
  }

  private static final class Receiving {
    private final SlotRing<Packet> ring = new SlotRing<>(64, Packet::new);
    private final PlayoutRequest request = new PlayoutRequest(2, BLOCK);
    private final Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
    private final PacketIntake intake;
    private final ReceivePipeline pipeline;
    private long blocks;

    Receiving(PacketSource source) {
      intake =
          new PacketIntake(
              source, ring, PacketIntake.Check.RTP, Set.of(), new Counters<>(IntakeCounter.class));
      ReceptionConfig config =
          new ReceptionConfig(
              new Expected.Rtp(PayloadFormats.standard(), RATE_HZ),
              LatencyPolicy.fixed(60_000_000L),
              Optional.empty(),
              0.5f);
      pipeline =
          new ReceivePipeline(config, List.of(ring), counters, new OutputShape(2, RATE_HZ, BLOCK));
    }

    /** One packet in, one block out. */
    void take(long nowNs) throws IOException {
      intake.receiveOne();
      request.describe(BLOCK, blocks * BLOCK, nowNs, nowNs + 10_000_000L, false);
      pipeline.render(request);
      blocks++;
    }
  }

  private static long timeOf(long packet) {
    return packet * BLOCK * 1_000_000_000L / RATE_HZ;
  }

  /** Packets of which some are lost and some come twice, in virtual time. */
  private static final class Packets implements PacketSource {
    private final ByteBuffer datagram = ByteBuffer.allocate(12 + 2 * BLOCK);
    private long next;
    private long turn;

    @Override
    public boolean receive(Packet slot) {
      long number = turn % 50 == 30 && next > 0 ? next - 1 : next++;
      if (turn++ % 50 == 10) {
        next++;
      }
      RtpWriter.writeHeader(datagram, 11, (int) number & 0xffff, (int) number * BLOCK, 7);
      slot.room();
      slot.bytes().put(0, datagram, 0, datagram.capacity());
      slot.bytes().limit(datagram.capacity());
      slot.received(SENDER, timeOf(number));
      return true;
    }
  }

  @Test
  void shouldAllocateNothingWhileSending() throws IOException {
    shouldSettleAtNothing(
        PACKETS / 16,
        new Sending(
            (datagram, nowNs, receipt) ->
                receipt.settled(PacketSink.Outcome.SENT, datagram.remaining()),
            16));
  }

  @Test
  void shouldAllocateNothingWhileReceiving() throws IOException {
    Packets packets = new Packets();
    Receiving receiving = new Receiving(packets);
    shouldSettleAtNothing(PACKETS, () -> receiving.take(timeOf(packets.turn)));
    assertThat(receiving.counters.value(ReceiveCounter.LOST)).isPositive();
    assertThat(receiving.counters.value(ReceiveCounter.PLAYED_FRAMES))
        .isGreaterThan((long) PACKETS * BLOCK);
  }

  /** The network's own time is not needed here: each packet comes when it would. */
  private static final class PacketClock implements Clock {
    private long packets;

    @Override
    public long nowNs() {
      return timeOf(packets);
    }

    @Override
    public void parkUntil(long deadlineNs) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void shouldAllocateNothingFromSocketToSocket() throws IOException {
    shouldAllocateNothingFromSocketToSocket(Optional.empty());
  }

  @Test
  void shouldAllocateNothingWherePacketsLeaveTogether() throws IOException {
    Optional<UdpDeparture> departure = UdpDeparture.open();
    Assumptions.assumeTrue(departure.isPresent(), "no io_uring here");
    try (UdpDeparture together = departure.get()) {
      shouldAllocateNothingFromSocketToSocket(Optional.of(together));
    }
  }

  private void shouldAllocateNothingFromSocketToSocket(Optional<UdpDeparture> departure)
      throws IOException {
    PacketClock clock = new PacketClock();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    MulticastOptions options = new MulticastOptions(1, Optional.empty());
    try (UdpSource source = UdpSource.bind(new InetSocketAddress(loopback, 0), options, clock);
        UdpDestination destination =
            UdpDestination.open(
                new InetSocketAddress(loopback, source.port()), options, departure)) {
      Sending sending =
          new Sending(
              destination, 1, departure.isPresent() ? departure.get() : Departure.IMMEDIATE);
      Receiving receiving = new Receiving(source);
      shouldSettleAtNothing(
          PACKETS,
          () -> {
            sending.run();
            clock.packets++;
            receiving.take(clock.nowNs());
          });
      assertThat(receiving.counters.value(ReceiveCounter.RECEIVED)).isGreaterThan(PACKETS);
    }
  }
}
