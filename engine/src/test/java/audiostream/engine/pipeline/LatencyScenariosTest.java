package audiostream.engine.pipeline;

import static audiostream.engine.pipeline.ReceiverBench.MS;
import static audiostream.engine.pipeline.ReceiverBench.NS_PER_FRAME;
import static audiostream.engine.pipeline.ReceiverBench.packet;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.RtcpWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import java.util.function.IntToLongFunction;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The latency and its target, in virtual time, judged against the truth that only a test knows. */
@Execution(ExecutionMode.CONCURRENT)
class LatencyScenariosTest {

  private static final int SSRC = 9;
  private static final int FRAMES = 256;
  private static final long SECOND = 1_000 * MS;
  private static final long SEED = 20_261_122;

  /** A sender whose clock is off, and the path that its packets take. */
  private record Sending(double senderPpm, LongUnaryOperator arrivalNs) {

    long sentNs(long packet) {
      return Math.round((packet + 1) * FRAMES * NS_PER_FRAME / (1 + senderPpm / 1e6));
    }

    void to(ReceiverBench bench, int from, int to) {
      for (int k = from; k < to; k++) {
        bench.arrive(
            arrivalNs.applyAsLong(sentNs(k)),
            packet(SSRC, k & 0xffff, 0, (long) k * FRAMES, FRAMES));
      }
    }

    /** The position that should sound at a time. */
    double positionAt(long atNs, double latencyMs, long floorNs) {
      double sinceNs = atNs - latencyMs * 1e6 - floorNs;
      return sinceNs * (1 + senderPpm / 1e6) / NS_PER_FRAME - FRAMES;
    }
  }

  private static LongUnaryOperator wifi(double meanMs, boolean stalls) {
    WifiLike network = new WifiLike(SEED, meanMs, stalls);
    return network::arrivalNs;
  }

  private static int packetsIn(long seconds) {
    return (int) (seconds * SECOND / NS_PER_FRAME / FRAMES);
  }

  /** How far the latency is from what it should be, at worst, in ms; readable moments only. */
  private static double worstErrorMs(
      ReceiverBench bench, Sending sending, double latencyMs, long fromNs, long toNs) {
    double worst = 0;
    int seen = 0;
    for (long atNs = fromNs; atNs < toNs; atNs += 7 * MS) {
      if (bench.readableAt(atNs)) {
        double due = sending.positionAt(atNs, latencyMs, WifiLike.FLOOR_NS);
        double late = Math.IEEEremainder(due - bench.positionSoundingAt(atNs), 30_000);
        worst = Math.max(worst, Math.abs(late * NS_PER_FRAME / MS));
        seen++;
      }
    }
    assertThat(seen).as("moments at which the latency could be read").isGreaterThan(50);
    return worst;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, -100, 0, 100, 300})
  void wifiLikeArrivalsAndDriftLeaveTheLatencyWhereItIs(double ppm) {
    Sending sending = new Sending(ppm, wifi(20, false));
    ReceiverBench bench = ReceiverBench.rtp(400);
    sending.to(bench, 0, packetsIn(120));
    bench.playUntil(119 * SECOND);
    assertThat(worstErrorMs(bench, sending, 400, 10 * SECOND, 60 * SECOND))
        .as("from 10 s, %s ppm, seed %d", ppm, SEED)
        .isLessThan(1);
    assertThat(worstErrorMs(bench, sending, 400, 60 * SECOND, 118 * SECOND))
        .as("from 60 s, %s ppm, seed %d", ppm, SEED)
        .isLessThan(0.25);
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, 300})
  void deviceClockApartIsFollowedWithoutAJump(double ppm) {
    Sending sending = new Sending(0, wifi(5, false));
    ReceiverBench bench = ReceiverBench.rtp(100);
    bench.devicePpm(ppm);
    sending.to(bench, 0, packetsIn(120));
    bench.playUntil(119 * SECOND);
    assertThat(worstErrorMs(bench, sending, 100, 10 * SECOND, 60 * SECOND)).isLessThan(1);
    assertThat(worstErrorMs(bench, sending, 100, 60 * SECOND, 118 * SECOND)).isLessThan(0.25);
    assertThat(bench.count(ReceiveCounter.RESYNCS)).isZero();
    assertThat(bench.breaks()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"900, 0.05", "3000, 0.05", "500, 0.55"})
  void whereTheDeviceBreaksOffTheLatencyIsPutRightWithIt(long forUs, double errorMs) {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(60);
    sending.to(bench, 0, packetsIn(8));
    bench.playUntil(5 * SECOND);
    bench.breakOff(forUs * 1_000);
    bench.playUntil(7 * SECOND);
    // Less than an eighth of a block is left to the controller.
    assertThat(worstErrorMs(bench, sending, 60, 5_100 * MS, 6_900 * MS)).isLessThan(errorMs);
    assertThat(bench.count(ReceiveCounter.DEVICE_UNDERRUNS)).isEqualTo(1);
    assertThat(bench.count(ReceiveCounter.RESYNCS)).isZero();
  }

  @Test
  void equalClocksAreLeftAloneSoThatSamplesPassThroughExactly() {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(60);
    sending.to(bench, 0, packetsIn(20));
    bench.playUntil(19 * SECOND);
    float[] heard = bench.heard();
    for (int i = 50_000; i < heard.length; i++) {
      double steps = heard[i] * 32_768.0;
      assertThat(steps).isEqualTo(Math.rint(steps));
    }
  }

  @Test
  void autoFallsToWhatAQuietNetworkNeeds() {
    Sending sending = new Sending(30, wifi(1, false));
    ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());
    sending.to(bench, 0, packetsIn(240));
    bench.playUntil(100 * SECOND);
    long early = bench.pipeline().gauges().targetNs();
    bench.playUntil(239 * SECOND);
    // The device takes 10 ms, a block 5.8; 1 ms of waiting on average is 12 at worst.
    assertThat(bench.pipeline().gauges().targetNs())
        .as("at 100 s %d", early)
        .isBetween(20 * MS, 42 * MS);
    assertThat(bench.count(ReceiveCounter.LATE)).isZero();
    assertThat(bench.count(ReceiveCounter.RESYNCS)).isZero();
    assertThat(bench.breaks()).isZero();
  }

  @Test
  void latePacketRaisesTheTargetAtOnce() {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());
    sending.to(bench, 0, 1_000);
    Sending late = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS + 120 * MS);
    late.to(bench, 1_000, 1_001);
    sending.to(bench, 1_001, 3_000);
    bench.playUntil(late.sentNs(1_000) + 110 * MS);
    assertThat(bench.pipeline().gauges().targetNs()).isEqualTo(60 * MS);
    bench.playUntil(late.sentNs(1_000) + 140 * MS);
    assertThat(bench.pipeline().gauges().targetNs()).isBetween(130 * MS, 220 * MS);
    assertThat(bench.pipeline().gauges().latencyNs()).isLessThan(62 * MS);
  }

  @Test
  void lostPacketsNeverRaiseTheTarget() {
    Sending sending = new Sending(0, wifi(2, false));
    ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());
    for (int k = 0; k < packetsIn(60); k++) {
      if (k % 10 != 3) {
        sending.to(bench, k, k + 1);
      }
    }
    bench.playUntil(59 * SECOND);
    assertThat(bench.count(ReceiveCounter.LOST)).isGreaterThan(1_000);
    assertThat(bench.pipeline().gauges().targetNs()).isLessThanOrEqualTo(60 * MS);
  }

  @Test
  void frozenTargetRisesButDoesNotFall() {
    LatencyPolicy frozen =
        LatencyPolicy.auto(5 * MS, 500 * MS, LatencyPolicy.DEFAULT_GLITCH_INTERVAL_NS, false);
    Sending sending = new Sending(0, wifi(1, false));
    ReceiverBench bench = ReceiverBench.rtp(frozen);
    sending.to(bench, 0, packetsIn(90));
    bench.playUntil(89 * SECOND);
    assertThat(bench.pipeline().gauges().targetNs()).isEqualTo(60 * MS);
  }

  @Test
  void targetStaysWithinItsBounds() {
    LatencyPolicy bounded =
        LatencyPolicy.auto(50 * MS, 80 * MS, LatencyPolicy.DEFAULT_GLITCH_INTERVAL_NS, true);
    Sending sending = new Sending(0, wifi(30, true));
    ReceiverBench bench = ReceiverBench.rtp(bounded);
    sending.to(bench, 0, packetsIn(60));
    bench.playUntil(59 * SECOND);
    assertThat(bench.pipeline().gauges().targetNs()).isEqualTo(80 * MS);
  }

  @Test
  void stallsTeachALatencyThatBearsThem() {
    Sending sending = new Sending(-80, wifi(10, true));
    ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());
    sending.to(bench, 0, packetsIn(600));
    bench.playUntil(120 * SECOND);
    long learning = bench.count(ReceiveCounter.GAPS);
    bench.playUntil(599 * SECOND);
    assertThat(bench.count(ReceiveCounter.GAPS) - learning)
        .as("gaps in eight minutes, seed %d", SEED)
        .isLessThanOrEqualTo(2);
    assertThat(bench.pipeline().gauges().targetNs()).isBetween(150 * MS, 300 * MS);
  }

  @Test
  void pitchMovesByAtMostAHundredPpmASecondAgainstDrift() {
    Sending sending = new Sending(300, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(60);
    sending.to(bench, 0, packetsIn(60));
    bench.playUntil(59 * SECOND);
    double before = Double.NaN;
    for (long second = 2; second < 57; second++) {
      double ppm = ratePpmAt(bench, second * SECOND);
      if (!Double.isNaN(ppm) && !Double.isNaN(before)) {
        assertThat(Math.abs(ppm - before)).as("at %d s", second).isLessThan(115);
      }
      before = ppm;
    }
  }

  /** How fast the stream is played over half a second, against nominal; NaN where unreadable. */
  private static double ratePpmAt(ReceiverBench bench, long atNs) {
    long fromNs = atNs;
    long toNs = atNs + SECOND / 2;
    if (!bench.readableAt(fromNs) || !bench.readableAt(toNs)) {
      return Double.NaN;
    }
    double moved =
        Math.IEEEremainder(
            bench.positionSoundingAt(toNs) - bench.positionSoundingAt(fromNs), 30_000);
    double nominal = Math.IEEEremainder((toNs - fromNs) / NS_PER_FRAME, 30_000);
    return (moved - nominal) / ((toNs - fromNs) / NS_PER_FRAME) * 1e6;
  }

  @Test
  void targetIsReachedByPlayingSlowerByHalfAPerCentAtMost() {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());
    sending.to(bench, 0, 1_000);
    new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS + 90 * MS).to(bench, 1_000, 1_001);
    sending.to(bench, 1_001, packetsIn(40));
    bench.playUntil(39 * SECOND);
    double slowest = 0;
    for (long atNs = 7 * SECOND; atNs < 20 * SECOND; atNs += SECOND / 4) {
      double ppm = ratePpmAt(bench, atNs);
      slowest = Double.isNaN(ppm) ? slowest : Math.min(slowest, ppm);
    }
    assertThat(slowest).isBetween(-5_150.0, -4_000.0);
    assertThat(bench.count(ReceiveCounter.GAPS)).isEqualTo(1);
    assertThat(bench.pipeline().gauges().latencyNs()).isGreaterThan(100 * MS);
  }

  /** A day of it is one of the measurements in {@code evidence}; the property says how long. */
  @Test
  void hoursOfWifiLikeArrivalsAndDriftHoldTheLatencyAndCauseNoGlitch() {
    long seconds = Math.round(Double.parseDouble(System.getProperty("hours", "1")) * 3_600);
    LongRun run = new LongRun(LongRun.mono(8_000), 8_000, 128, LatencyPolicy.fixed(900 * MS));
    run.clocks(60, -40);
    run.path(new WifiLike(SEED, 20, true)::arrivalNs);
    run.latencyMs(60 * SECOND, WifiLike.FLOOR_NS);
    DoubleSummaryStatistics seen = run.latencyMs(seconds * SECOND, WifiLike.FLOOR_NS);
    System.out.printf("%d s: true latency in ms, seed %d: %s%n", seconds, SEED, seen);
    assertThat(seen.getCount()).isGreaterThan(seconds * 30);
    assertThat(seen.getMin()).as("%s, seed %d", seen, SEED).isGreaterThan(899.75);
    assertThat(seen.getMax()).as("%s, seed %d", seen, SEED).isLessThan(900.25);
    assertThat(run.count(ReceiveCounter.GAPS)).isZero();
    assertThat(run.count(ReceiveCounter.RESYNCS)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"44100, 48000", "48000, 44100", "44100, 96000", "96000, 44100", "22050, 48000"})
  void deviceOfAnotherRateHoldsTheSameLatency(int streamHz, int deviceHz) {
    LongRun run = new LongRun(LongRun.mono(streamHz), deviceHz, 240, LatencyPolicy.fixed(80 * MS));
    run.clocks(50, -50);
    run.path(new WifiLike(SEED, 3, false)::arrivalNs);
    run.latencyMs(20 * SECOND, WifiLike.FLOOR_NS);
    DoubleSummaryStatistics seen = run.latencyMs(60 * SECOND, WifiLike.FLOOR_NS);
    assertThat(seen.getCount()).isGreaterThan(1_000);
    assertThat(seen.getMin()).isGreaterThan(79.75);
    assertThat(seen.getMax()).isLessThan(80.25);
    assertThat(run.count(ReceiveCounter.GAPS)).isZero();
  }

  @Test
  void slowRiseOfDelayIsFollowedWithoutAGap() {
    // 40 ms in four minutes: a queue that fills, which looks like a clock that runs slow.
    Sending sending =
        new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS + Math.min(sentNs / 6_000, 40 * MS));
    ReceiverBench bench = ReceiverBench.rtp(40);
    sending.to(bench, 0, packetsIn(300));
    bench.playUntil(299 * SECOND);
    assertThat(bench.count(ReceiveCounter.GAPS)).isZero();
    assertThat(bench.count(ReceiveCounter.RESYNCS)).isZero();
    assertThat(bench.breaks()).isZero();
    assertThat(bench.pipeline().gauges().latencyNs()).isBetween(39 * MS, 41 * MS);
  }

  @Test
  void pathThatBecomesFasterIsFollowedWithoutAGap() {
    Sending slow = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS + 15 * MS);
    Sending fast = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(60);
    slow.to(bench, 0, packetsIn(20));
    fast.to(bench, packetsIn(20), packetsIn(40));
    bench.playUntil(39 * SECOND);
    assertThat(worstErrorMs(bench, fast, 60, 30 * SECOND, 38 * SECOND)).isLessThan(0.25);
    assertThat(bench.count(ReceiveCounter.GAPS)).isZero();
    assertThat(bench.breaks()).isZero();
  }

  @Test
  void silenceInTheProgrammeIsWhereALatencyIsLengthenedAtOnce() {
    SilentProgramme programme = new SilentProgramme();
    programme.send(0, 2_000, packet -> packet == 1_000 ? 120 * MS : 0);
    programme.bench.playUntil(7 * SECOND);
    // Half a per cent would have made 5 ms of it.
    assertThat(programme.bench.pipeline().gauges().latencyNs()).isGreaterThan(125 * MS);
    assertThat(programme.bench.count(ReceiveCounter.GAPS)).isLessThanOrEqualTo(1);
  }

  @Test
  void silenceInTheProgrammeIsWhereALatencyIsShortenedAtOnce() {
    SilentProgramme programme = new SilentProgramme();
    int network = packetsIn(60);
    programme.send(0, network, packet -> 0);
    programme.bench.playUntil(59 * SECOND);
    ReceiveGauges gauges = programme.bench.pipeline().gauges();
    assertThat(gauges.targetNs()).isLessThan(50 * MS);
    assertThat(Math.abs(gauges.latencyNs() - gauges.targetNs())).isLessThan(MS);
    assertThat(programme.bench.count(ReceiveCounter.GAPS)).isZero();
  }

  /** A stream of silence. */
  private static final class SilentProgramme {
    private final ReceiverBench bench = ReceiverBench.rtp(LatencyPolicy.standard());

    void send(int from, int to, IntToLongFunction delayNs) {
      Sending sending = new Sending(0, sentNs -> sentNs);
      for (int k = from; k < to; k++) {
        byte[] datagram = packet(SSRC, k & 0xffff, 0, (long) k * FRAMES, FRAMES);
        Arrays.fill(datagram, 12, datagram.length, (byte) 0);
        bench.arrive(sending.sentNs(k) + WifiLike.FLOOR_NS + delayNs.applyAsLong(k), datagram);
      }
    }
  }

  @Test
  void lossInBurstsIsConcealedAndEveryFrameStaysInPlace() {
    Sending sending = new Sending(120, wifi(3, false));
    ReceiverBench bench = ReceiverBench.rtp(80);
    Random random = new Random(SEED);
    int lost = 0;
    for (int k = 0; k < packetsIn(60); k++) {
      boolean burst = k > 200 && random.nextInt(60) == 0;
      if (burst) {
        k += 3;
        lost += 3;
      }
      sending.to(bench, k, k + 1);
    }
    bench.playUntil(59 * SECOND);
    assertThat(bench.count(ReceiveCounter.MISSING_FRAMES)).isBetween(lost * 230L, lost * 256L);
    assertThat(worstErrorMs(bench, sending, 80, 20 * SECOND, 58 * SECOND)).isLessThan(0.25);
    assertThat(bench.count(ReceiveCounter.RESYNCS)).isZero();
  }

  @Test
  void senderThatPausesForTwoSecondsGoesOnInPlace() {
    Sending sending = new Sending(50, wifi(2, false));
    ReceiverBench bench = ReceiverBench.rtp(60);
    sending.to(bench, 0, packetsIn(30));
    sending.to(bench, packetsIn(32), packetsIn(60));
    bench.playUntil(59 * SECOND);
    assertThat(bench.count(ReceiveCounter.UNDERRUNS)).isEqualTo(1);
    assertThat(worstErrorMs(bench, sending, 60, 33 * SECOND, 58 * SECOND)).isLessThan(0.25);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 441, 1_024, 4_096})
  void deviceBlocksOfAnySizeHoldTheLatency(int frames) {
    LongRun run = new LongRun(LongRun.mono(44_100), 44_100, frames, LatencyPolicy.fixed(300 * MS));
    run.clocks(-70, 20);
    run.path(new WifiLike(SEED, 3, false)::arrivalNs);
    run.latencyMs(20 * SECOND, WifiLike.FLOOR_NS);
    DoubleSummaryStatistics seen = run.latencyMs(60 * SECOND, WifiLike.FLOOR_NS);
    assertThat(seen.getCount()).isGreaterThan(200);
    assertThat(seen.getMax() - seen.getMin()).as("%s", seen).isLessThan(1);
    assertThat(run.count(ReceiveCounter.GAPS)).isZero();
  }

  @Test
  void wallClockSteppingByAnHourInSenderReportsChangesNothing() {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(60);
    sending.to(bench, 0, packetsIn(30));
    for (int report = 0; report < 100; report++) {
      Instant wall = Instant.parse("2026-10-25T00:59:50Z").plusSeconds(report > 50 ? 3_600 : 0);
      ByteBuffer bytes = ByteBuffer.allocate(28);
      RtcpWriter.senderReport(bytes, SSRC, NtpTime.of(wall), 0, 1, 1);
      bench.arrive(report * SECOND / 4, bytes.array());
    }
    bench.playUntil(29 * SECOND);
    assertThat(worstErrorMs(bench, sending, 60, 2 * SECOND, 28 * SECOND)).isLessThan(0.1);
    assertThat(bench.breaks()).isZero();
    assertThat(bench.count(ReceiveCounter.STREAMS)).isEqualTo(1);
  }

  @Test
  void volumeIsChangedWithoutAClick() {
    LongRun run = new LongRun(LongRun.mono(44_100), 44_100, 256, LatencyPolicy.fixed(60 * MS));
    run.playUntil(SECOND, (samples, frames, soundsAtNs) -> {});
    run.pipeline().gain(0.1f);
    float[] last = {Float.NaN};
    run.playUntil(
        SECOND + 20 * MS,
        (samples, frames, soundsAtNs) -> {
          for (int i = 0; i < frames; i++) {
            float step = Math.abs(samples[0][i] - last[0]);
            assertThat(Float.isNaN(last[0]) ? 0 : step).isLessThan(0.01f);
            last[0] = samples[0][i];
          }
        });
  }

  @Test
  void deviceThatRunsDryAgainAndAgainDoesNotMakeTheLatencyLonger() {
    Sending sending = new Sending(0, sentNs -> sentNs + WifiLike.FLOOR_NS);
    ReceiverBench bench = ReceiverBench.rtp(80);
    sending.to(bench, 0, packetsIn(40));
    bench.playUntil(10 * SECOND);
    long nowNs = 10 * SECOND;
    for (int dry = 0; dry < 40; dry++) {
      bench.stallDeviceUntil(nowNs + 6 * MS);
      nowNs += 100 * MS;
      bench.playUntil(nowNs);
      assertThat(bench.pipeline().gauges().latencyNs()).isLessThan(108 * MS);
    }
    bench.playUntil(30 * SECOND);
    assertThat(bench.pipeline().gauges().latencyNs()).isBetween(79 * MS, 81 * MS);
  }
}
