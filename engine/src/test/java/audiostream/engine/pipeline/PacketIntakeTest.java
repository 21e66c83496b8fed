package audiostream.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.handoff.SlotRing;
import audiostream.engine.packet.Packet;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacketIntakeTest {

  private static final String RTP = "800b0001000000010000000700000000";
  private static final String RTCP = "80c9000100000009";
  private static final String NEITHER = "00";

  private final Counters<IntakeCounter> counters = new Counters<>(IntakeCounter.class);
  private final SlotRing<Packet> ring = new SlotRing<>(4, Packet::new);
  private int told;

  private void take(PacketIntake.Check check, Set<InetAddress> allowed, String... datagrams)
      throws IOException {
    int[] next = new int[1];
    PacketIntake intake =
        new PacketIntake(
            slot -> {
              byte[] bytes = HexFormat.of().parseHex(datagrams[next[0]++]);
              slot.room().put(bytes).flip();
              slot.received(new InetSocketAddress("192.0.2.7", 5_005), 1);
              return true;
            },
            ring,
            check,
            allowed,
            counters);
    intake.tellControl(packet -> told++);
    for (int i = 0; i < datagrams.length; i++) {
      assertThat(intake.receiveOne()).isTrue();
    }
  }

  private int handedOn() {
    int count = 0;
    for (; ring.peek() != null; count++) {
      ring.release();
    }
    return count;
  }

  @Test
  void shouldTellOfRtcpThatIsMultiplexed() throws IOException {
    take(PacketIntake.Check.RTP, Set.of(), RTP, RTCP, NEITHER);
    assertThat(told).isEqualTo(1);
    assertThat(handedOn()).isEqualTo(2);
    assertThat(counters.value(IntakeCounter.MALFORMED)).isEqualTo(1);
  }

  @Test
  void shouldTakeNothingButRtcpOnTheOddPort() throws IOException {
    take(PacketIntake.Check.RTCP, Set.of(), RTP, RTCP, NEITHER);
    assertThat(told).isEqualTo(1);
    assertThat(handedOn()).isEqualTo(1);
    assertThat(counters.value(IntakeCounter.MALFORMED)).isEqualTo(2);
  }

  @Test
  void shouldTellNothingFromWhoIsNotAllowed() throws IOException {
    take(PacketIntake.Check.RTP, Set.of(InetAddress.getByName("192.0.2.8")), RTP, RTCP);
    assertThat(told).isZero();
    assertThat(handedOn()).isZero();
    assertThat(counters.value(IntakeCounter.NOT_ALLOWED)).isEqualTo(2);
  }

  @Test
  void shouldKnowNoRtcpInRawStreams() throws IOException {
    take(PacketIntake.Check.RAW, Set.of(), RTCP);
    assertThat(told).isZero();
    assertThat(handedOn()).isEqualTo(1);
  }

  @Test
  void shouldTellOfRtcpEvenWhenTheRingIsFull() throws IOException {
    take(PacketIntake.Check.RTP, Set.of(), RTP, RTP, RTP, RTP, RTCP);
    assertThat(told).isEqualTo(1);
    assertThat(counters.value(IntakeCounter.OVERRUNS)).isEqualTo(1);
  }
}
