package audiostream.engine.pipeline;

import static audiostream.engine.pipeline.ReceiverBench.MS;
import static audiostream.engine.pipeline.ReceiverBench.NS_PER_FRAME;
import static audiostream.engine.pipeline.ReceiverBench.packet;
import static audiostream.engine.pipeline.ReceiverBench.positionOf;
import static audiostream.engine.pipeline.ReceiverBench.rawPacket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.jitter.PlayoutState;
import audiostream.engine.rtp.RtcpWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What happens on networks, in virtual time: no sockets, no threads, no waiting. */
@Execution(ExecutionMode.CONCURRENT)
class ReceiveScenariosTest {

  private static final int SSRC = 0x1234;
  private static final int FRAMES = 256;
  private static final long TRANSIT_NS = 3 * MS;
  private static final long SECOND = 1_000 * MS;

  /** Sends packets {@code from} to {@code to}, each captured when its last frame was. */
  private static void send(
      ReceiverBench bench, int from, int to, IntPredicate arrives, IntToLongFunction delayNs) {
    for (int k = from; k < to; k++) {
      if (arrives.test(k)) {
        bench.arrive(sentNs(k) + TRANSIT_NS + delayNs.applyAsLong(k), numbered(k));
      }
    }
  }

  private static byte[] numbered(int k) {
    return packet(SSRC, (65_500 + k) & 0xffff, -20_000, (long) k * FRAMES, FRAMES);
  }

  private static long sentNs(int k) {
    return (long) ((k + 1) * FRAMES * NS_PER_FRAME);
  }

  /** When frame n should sound: its arrival at the fastest, and the latency. */
  private static long soundsNs(long position, long latencyMs) {
    return (long) ((position + FRAMES) * NS_PER_FRAME) + TRANSIT_NS + latencyMs * MS;
  }

  private static void assertInPlace(ReceiverBench bench, long position, long latencyMs) {
    long expected = position % 30_000;
    long heard = positionOf(bench.soundingAt(soundsNs(position, latencyMs)));
    assertThat(heard).as("frame sounding when %d should", position).isCloseTo(expected, within(2L));
  }

  @Test
  void cleanStreamPlaysEveryFrameAtItsLatency() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 1_000, k -> true, k -> 0);
    bench.playUntil(5 * SECOND);
    assertInPlace(bench, 10_000, 60);
    assertInPlace(bench, 200_000, 60);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.LOST)).isZero();
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
    assertThat(bench.pipeline().gauges().latencyNs()).isCloseTo(60 * MS, within(MS));
  }

  @Test
  void sequenceAndTimestampOverflow() {
    // The first sequence number is 65 500 and the first timestamp 20 000 before the wrap.
    ReceiverBench bench = ReceiverBench.rtp(40);
    send(bench, 0, 400, k -> true, k -> 0);
    bench.playUntil(2 * SECOND);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.LOST)).isZero();
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
  }

  @Test
  void lostPacketsLeaveSilenceOfTheirLengthAndTheRestInPlace() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 1_000, k -> k % 50 != 20, k -> 0);
    bench.playUntil(5 * SECOND + 840 * MS);
    assertThat(bench.count(ReceiveCounter.LOST)).isEqualTo(20);
    assertInPlace(bench, 200_000, 60);
    long played = bench.count(ReceiveCounter.MISSING_FRAMES);
    assertThat(played % FRAMES).isZero();
    assertThat(played).isEqualTo(20L * FRAMES);
  }

  @Test
  void reorderingByFivePacketsIsPutRight() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 500, k -> true, k -> k % 40 == 7 ? 33 * MS : 0);
    bench.playUntil(2 * SECOND + 900 * MS);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.REORDERED)).isEqualTo(13);
    assertThat(bench.count(ReceiveCounter.LOST)).isZero();
    assertThat(bench.count(ReceiveCounter.LATE)).isZero();
  }

  @Test
  void duplicatesAreDroppedAndCounted() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    send(bench, 0, 300, k -> k % 10 == 0, k -> 4 * MS);
    bench.playUntil(SECOND + 700 * MS);
    assertThat(bench.breaks()).isZero();
    bench.playUntil(2 * SECOND);
    assertThat(bench.count(ReceiveCounter.DUPLICATE)).isEqualTo(30);
    assertThat(bench.count(ReceiveCounter.RECEIVED)).isEqualTo(300);
  }

  @Test
  void jitterBelowTheLatencyIsNotHeard() {
    Random random = new Random(42);
    ReceiverBench bench = ReceiverBench.rtp(60);
    long[] latest = {0};
    send(
        bench,
        0,
        2_000,
        k -> true,
        k -> {
          long arrival = sentNs(k) + (long) (random.nextDouble() * 40 * MS);
          latest[0] = Math.max(latest[0] + 1, arrival);
          return latest[0] - sentNs(k);
        });
    bench.playUntil(11 * SECOND);
    assertThat(bench.count(ReceiveCounter.LATE)).isZero();
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
    assertThat(bench.breaks()).isZero();
  }

  @Test
  void stallOf200MsThenBurstStarvesOnceAndKeepsTheTimeline() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 344, k -> true, k -> 0);
    send(bench, 344, 380, k -> true, k -> Math.max(0, sentNs(344) + 200 * MS - sentNs(k)));
    send(bench, 380, 1_000, k -> true, k -> 0);
    bench.playUntil(5 * SECOND);
    assertThat(bench.count(ReceiveCounter.UNDERRUNS)).isEqualTo(1);
    assertThat(bench.count(ReceiveCounter.LOST)).isZero();
    assertThat(bench.count(ReceiveCounter.LATE)).isBetween(20L, 36L);
    assertInPlace(bench, 200_000, 60);
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
  }

  @Test
  void thirtySecondsWithoutNetworkThenSoundAtTheSameLatency() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    int cut = 1_000;
    int back = cut + 5_168;
    send(bench, 0, cut, k -> true, k -> 0);
    send(bench, back, back + 1_000, k -> true, k -> 0);
    bench.playUntil(20 * SECOND);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.IDLE);
    bench.playUntil(41 * SECOND);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
    assertInPlace(bench, (back + 500L) * FRAMES, 60);
    assertThat(bench.count(ReceiveCounter.LOST)).isEqualTo(5_168);
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
  }

  @Test
  void senderRestartWithANewSsrcTakesOverAfterASecondOfSilence() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    for (int k = 0; k < 600; k++) {
      bench.arrive(4 * SECOND + sentNs(k), packet(77, k + 9, 123_456, (long) k * FRAMES, FRAMES));
    }
    bench.playUntil(7 * SECOND);
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(2);
    assertThat(bench.count(ReceiveCounter.OTHER_SENDER)).isZero();
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
    assertThat(bench.pipeline().gauges().latencyNs()).isCloseTo(60 * MS, within(MS));
  }

  @Test
  void senderRestartWithTheSameSsrcIsTakenUp() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    for (int k = 0; k < 600; k++) {
      bench.arrive(
          2 * SECOND + sentNs(k), packet(SSRC, k + 9, 99_123_456, (long) k * FRAMES, FRAMES));
    }
    bench.playUntil(5 * SECOND);
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(2);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
    assertThat(bench.pipeline().gauges().latencyNs()).isCloseTo(60 * MS, within(MS));
  }

  @Test
  void twoSendersOverlappingTheFirstIsHeardUndisturbed() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 600, k -> true, k -> 0);
    for (int k = 0; k < 200; k++) {
      bench.arrive(SECOND + sentNs(k), packet(77, k, 5, (long) k * FRAMES, FRAMES));
    }
    bench.playUntil(3 * SECOND);
    assertThat(bench.count(ReceiveCounter.OTHER_SENDER)).isEqualTo(200);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
  }

  @Test
  void byeLetsAnotherTakeOverAtOnceAfterTheRestIsPlayed() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    ByteBuffer bye = ByteBuffer.allocate(100);
    RtcpWriter.senderReport(bye, SSRC, 0, 0, 300, 300 * 512);
    RtcpWriter.bye(bye, SSRC);
    byte[] datagram = new byte[bye.position()];
    bye.get(0, datagram);
    bench.arrive(sentNs(300) + TRANSIT_NS, datagram);
    bench.playUntil(2 * SECOND);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.IDLE);
    assertThat(bench.count(ReceiveCounter.UNDERRUNS)).isZero();
    assertInPlace(bench, 299L * FRAMES + 200, 60);
    for (int k = 0; k < 100; k++) {
      bench.arrive(2 * SECOND + 100 * MS + sentNs(k), packet(78, k, 5, (long) k * FRAMES, FRAMES));
    }
    bench.playUntil(2 * SECOND + 500 * MS);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
  }

  @Test
  void captureGapAdvancesTheTimelineByItsLength() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 200, k -> true, k -> 0);
    for (int k = 260; k < 600; k++) {
      // 60 blocks were never captured: sequence numbers go on, timestamps jump.
      bench.arrive(
          sentNs(k) + TRANSIT_NS,
          packet(SSRC, (65_500 + k - 60) & 0xffff, -20_000, (long) k * FRAMES, FRAMES));
    }
    bench.playUntil(3 * SECOND);
    assertThat(bench.count(ReceiveCounter.LOST)).isZero();
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
    assertInPlace(bench, 500L * FRAMES, 60);
  }

  @Test
  void packetSizeChangingInMidStream() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    long position = 0;
    for (int k = 0; k < 800; k++) {
      int frames = k < 300 ? 256 : k < 600 ? 100 : 480;
      bench.arrive(
          (long) ((position + frames) * NS_PER_FRAME) + TRANSIT_NS,
          packet(SSRC, k, 7, position, frames));
      position += frames;
    }
    bench.playUntil((long) (position * NS_PER_FRAME));
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
  }

  @Test
  void playoutDeviceStallingForThreeSecondsComesBackInPlace() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 2_000, k -> true, k -> 0);
    bench.playUntil(3 * SECOND);
    bench.stallDeviceUntil(6 * SECOND);
    bench.playUntil(11 * SECOND);
    assertInPlace(bench, 400_000, 60);
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
  }

  @Test
  void floodOfForgedPacketsFromAnotherSsrcChangesNothing() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    Random random = new Random(7);
    send(bench, 0, 500, k -> true, k -> 0);
    for (int i = 0; i < 20_000; i++) {
      bench.arrive(
          SECOND + i * 50_000L,
          packet(random.nextInt() | 1 << 30, random.nextInt(65_536), random.nextInt(), 0, 10));
    }
    bench.playUntil(2 * SECOND + 500 * MS);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.OTHER_SENDER)).isEqualTo(20_000);
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
  }

  @Test
  void oneForgedPacketOfTheSameSsrcChangesNothing() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 500, k -> true, k -> 0);
    bench.arrive(SECOND, packet(SSRC, 1, 1_999_999_999, 0, 100));
    bench.playUntil(2 * SECOND + 500 * MS);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
  }

  @Test
  void networkPathThatBecomesSlowerThanTheLatencyIsFollowedAfterASecondOfSilence() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 3_000, k -> true, k -> k < 500 ? 0 : 100 * MS);
    bench.playUntil(17 * SECOND);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
    assertThat(bench.count(ReceiveCounter.UNDERRUNS)).isEqualTo(1);
    assertThat(bench.pipeline().gauges().latencyNs()).isCloseTo(60 * MS, within(MS));
    assertThat(bench.silentFrames()).isLessThan(2L * ReceiverBench.RATE_HZ);
  }

  @Test
  void latencyBelowTheDevicesOwnIsRaisedToWhatWorks() {
    ReceiverBench bench = ReceiverBench.rtp(5);
    send(bench, 0, 500, k -> true, k -> 0);
    bench.playUntil(2 * SECOND);
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
    assertThat(bench.pipeline().gauges().targetNs()).isBetween(15 * MS, 25 * MS);
  }

  @Test
  void fileBeginsWithTheFirstFrameAndHoldsEveryFrameInPlace() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 500, k -> k != 100, k -> k % 40 == 7 ? 33 * MS : 0);
    bench.followUntil(2 * SECOND);
    assertThat(positionOf(bench.heard()[0])).isZero();
    for (int position : new int[] {0, 100, 25_599, 25_856, 70_000}) {
      assertThat(positionOf(bench.heard()[position])).isEqualTo(position % 30_000);
    }
    assertThat(Arrays.copyOfRange(bench.heard(), 100 * FRAMES, 101 * FRAMES)).containsOnly(0f);
    assertThat(bench.silentFrames()).isEqualTo(FRAMES);
  }

  @Test
  void fileKeepsItsTimelineOverThirtySecondsWithoutNetwork() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    int back = 1_000 + 5_168;
    send(bench, 0, 1_000, k -> true, k -> 0);
    send(bench, back, back + 1_000, k -> true, k -> 0);
    bench.followUntil(41 * SECOND);
    int position = (back + 500) * FRAMES;
    assertThat(positionOf(bench.heard()[position])).isEqualTo(position % 30_000);
  }

  @Test
  void fileEndsWithTheLastFrameAfterBye() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    ByteBuffer bye = ByteBuffer.allocate(8);
    RtcpWriter.bye(bye, SSRC);
    bench.arrive(sentNs(300), bye.array());
    bench.followUntil(4 * SECOND);
    assertThat(bench.heard()).hasSize(300 * FRAMES);
    assertThat(bench.silentFrames()).isZero();
  }

  @Test
  void rawStreamPlaysInOrderOfArrival() {
    ReceiverBench bench = ReceiverBench.raw(60);
    for (int k = 0; k < 500; k++) {
      bench.arrive(sentNs(k) + TRANSIT_NS, rawPacket((long) k * FRAMES, FRAMES));
    }
    bench.playUntil(2 * SECOND);
    assertThat(bench.breaks()).isZero();
    assertInPlace(bench, 50_000, 60);
  }

  @Test
  void rawLossShiftsLaterSoundForTwoSecondsAtMost() {
    ReceiverBench bench = ReceiverBench.raw(60);
    for (int k = 0; k < 2_000; k++) {
      if (k < 500 || k > 502) {
        bench.arrive(sentNs(k) + TRANSIT_NS, rawPacket((long) k * FRAMES, FRAMES));
      }
    }
    bench.playUntil(11 * SECOND);
    assertInPlace(bench, 120_500, 60);
    assertInPlace(bench, 230_000, 60);
    assertInPlace(bench, 400_000, 60);
  }

  @Test
  void rawStallThenBurstIsNotTakenForLoss() {
    ReceiverBench bench = ReceiverBench.raw(60);
    for (int k = 0; k < 1_500; k++) {
      long delay = k >= 344 && k < 380 ? Math.max(0, sentNs(344) + 200 * MS - sentNs(k)) : 0;
      bench.arrive(sentNs(k) + TRANSIT_NS + delay, rawPacket((long) k * FRAMES, FRAMES));
    }
    bench.playUntil(8 * SECOND);
    assertInPlace(bench, 300_500, 60);
  }

  @Test
  void rawInterruptionOfTenSecondsComesBackAtTheSameLatency() {
    ReceiverBench bench = ReceiverBench.raw(60);
    for (int k = 0; k < 3_000; k++) {
      if (k < 500 || k >= 2_200) {
        bench.arrive(sentNs(k) + TRANSIT_NS, rawPacket((long) k * FRAMES, FRAMES));
      }
    }
    bench.playUntil(17 * SECOND);
    assertThat(bench.pipeline().gauges().state()).isEqualTo(PlayoutState.PLAYING);
    assertInPlace(bench, 2_800L * FRAMES, 60);
  }

  @Test
  void hostileDatagramsAreCountedAndDropped() {
    ReceiverBench bench = ReceiverBench.rtp(60);
    send(bench, 0, 300, k -> true, k -> 0);
    byte[] odd = new byte[12 + 5];
    RtpWriterFor.header(odd, SSRC);
    byte[] unknown = packet(SSRC, 1, 1, 0, 10);
    unknown[1] = 99;
    byte[][] bad = {
      {}, {0x40, 11}, {(byte) 0x80, 11, 0}, new byte[65_507 > 16_385 ? 16_385 : 0],
    };
    for (int i = 0; i < bad.length; i++) {
      bench.arrive(500 * MS + i, bad[i]);
    }
    bench.arrive(600 * MS, odd);
    bench.arrive(600 * MS, unknown);
    bench.playUntil(SECOND + 500 * MS);
    assertThat(bench.count(IntakeCounter.MALFORMED)).isEqualTo(4);
    assertThat(bench.count(ReceiveCounter.MALFORMED)).isEqualTo(1);
    assertThat(bench.count(ReceiveCounter.UNKNOWN_PAYLOAD)).isEqualTo(1);
    assertThat(bench.breaks()).isZero();
  }

  /** A header in a plain array. */
  private static final class RtpWriterFor {
    static void header(byte[] datagram, int ssrc) {
      audiostream.engine.rtp.RtpWriter.writeHeader(ByteBuffer.wrap(datagram), 11, 1, 1, ssrc);
    }
  }
}
