package audiostream.engine.pipeline;

import static audiostream.engine.pipeline.ReceiverBench.MS;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.jitter.LatencyPolicy;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Receivers in step, in virtual time: judged by when their samples sound on the sender's clock. */
@Execution(ExecutionMode.CONCURRENT)
class GroupScenariosTest {

  private static final long SECOND = 1_000 * MS;
  private static final long SEED = 4;
  private static final int SSRC = 1;
  private static final int RATE_HZ = 44_100;

  /** A receiver whose clock is off, of a sender whose input runs by the sender's own clock. */
  private static final class Member {
    private final LongRun run;
    private final double skewPpm;
    private final long offsetNs;
    private final WifiLike up;
    private final WifiLike answers;
    private long fromNs;
    private long toNs;
    private long startsNs;
    private long trimNs;
    private boolean talks = true;
    private boolean sharesClock;
    private long clockErrorNs;
    private long nextReportNs;
    private long nextProbeNs;

    Member(double skewPpm, double devicePpm, double queueMs, long groupMs) {
      this(skewPpm, devicePpm, queueMs, groupMs, LatencyPolicy.fixed(100 * MS), 0);
    }

    Member(
        double skewPpm,
        double devicePpm,
        double queueMs,
        long groupMs,
        LatencyPolicy own,
        long outputExtraNs) {
      this.skewPpm = skewPpm;
      this.offsetNs = 77 * SECOND + Math.round(skewPpm * 1e6);
      this.up = new WifiLike(SEED + 1, queueMs, false);
      this.answers = new WifiLike(SEED + 2, queueMs, false);
      run = new LongRun(LongRun.mono(RATE_HZ), RATE_HZ, 256, own, outputExtraNs);
      run.clocks(skewPpm, devicePpm);
      run.path(new WifiLike(SEED, queueMs, false)::arrivalNs);
      run.group(this::turn);
      fromNs = groupMs * MS;
      toNs = fromNs;
    }

    long senderNs(long ourNs) {
      return Math.round(ourNs * (1 + skewPpm / 1e6)) + offsetNs;
    }

    private void turn(long nowNs) {
      if (talks && nowNs >= nextReportNs) {
        nextReportNs = nowNs + 200 * MS;
        long frame = run.framesSent();
        long capturedNs = Math.round(frame * 1e9 / RATE_HZ) + offsetNs;
        SenderTime slot = run.times().claim();
        slot.captured(SSRC, (int) frame, capturedNs).grouped(fromNs, toNs, startsNs, trimNs);
        if (sharesClock) {
          slot.onSystemClock(senderNs(nowNs) - nowNs + clockErrorNs);
        }
        run.times().publish();
      }
      if (talks && nowNs >= nextProbeNs) {
        nextProbeNs = nowNs + (run.pipeline().gauges().group().inStep() ? 200 * MS : 20 * MS);
        long thereNs = up.arrivalNs(nowNs);
        long backNs = answers.arrivalNs(thereNs + 50_000);
        run.times()
            .claim()
            .exchange(SSRC, nowNs, senderNs(thereNs), senderNs(thereNs + 50_000), backNs);
        run.times().publish();
      }
    }

    /** From capture to sound on the sender's clock, in ms, for as long as it plays. */
    DoubleSummaryStatistics latencyMs(long untilNs) {
      DoubleSummaryStatistics seen = new DoubleSummaryStatistics();
      run.playUntil(
          untilNs,
          (samples, frames, soundsAtNs) -> {
            double position = run.positionIn(samples[0], frames / 2);
            if (!Double.isNaN(position)) {
              double sounds = senderNs(soundsAtNs) - offsetNs + run.nsOf(frames / 2);
              double ramp = 30_000 * 1e9 / RATE_HZ;
              double late = Math.IEEEremainder(sounds - position * 1e9 / RATE_HZ, ramp);
              seen.accept((late < 0 ? late + ramp : late) / 1e6);
            }
          });
      return seen;
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "80, -60, 1", "-100, 100, 1", "50, 50, 10"})
  void everyReceiverSoundsAtTheGroupsLatency(double skewPpm, double devicePpm, double queueMs) {
    Member member = new Member(skewPpm, devicePpm, queueMs, 150);
    member.latencyMs(30 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(120 * SECOND);
    assertThat(seen.getCount()).isGreaterThan(1_000);
    assertThat(seen.getMin()).as("%s, seed %d", seen, SEED).isGreaterThan(149.8);
    assertThat(seen.getMax()).as("%s, seed %d", seen, SEED).isLessThan(150.2);
    assertThat(member.run.pipeline().gauges().group().inStep()).isTrue();
    assertThat(member.run.count(ReceiveCounter.RESYNCS)).isZero();
  }

  @Test
  void nothingSoundsBeforeTheSendersTimeIsKnown() {
    Member member = new Member(30, 0, 1, 150);
    assertThat(member.latencyMs(400 * MS).getCount()).isZero();
    DoubleSummaryStatistics seen = member.latencyMs(4 * SECOND);
    assertThat(seen.getMin()).isGreaterThan(149);
    assertThat(seen.getMax()).isLessThan(151);
  }

  @Test
  void receiverThatFindsNoTimePlaysAtALatencyOfItsOwn() {
    Member member = new Member(30, 0, 1, 150);
    member.nextProbeNs = Long.MAX_VALUE;
    assertThat(member.latencyMs(5 * SECOND).getCount()).isPositive();
    assertThat(member.run.pipeline().gauges().group().inStep()).isFalse();
    assertThat(member.run.pipeline().gauges().group().wanted()).isTrue();
    assertThat(member.run.pipeline().gauges().latencyNs()).isBetween(98 * MS, 102 * MS);
  }

  @Test
  void groupMovesTogetherToAnotherLatency() {
    Member member = new Member(-40, 20, 1, 150);
    member.latencyMs(30 * SECOND);
    member.toNs = 200 * MS;
    member.startsNs = member.senderNs(32 * SECOND);
    member.latencyMs(33 * SECOND);
    // A second after the start it has gone 5 ms, as every other receiver has.
    DoubleSummaryStatistics moving = member.latencyMs(33 * SECOND + 20 * MS);
    if (moving.getCount() > 0) {
      assertThat(moving.getAverage()).isBetween(154.5, 155.6);
    }
    member.latencyMs(50 * SECOND);
    DoubleSummaryStatistics there = member.latencyMs(60 * SECOND);
    assertThat(there.getMin()).as("%s", there).isGreaterThan(199.8);
    assertThat(there.getMax()).as("%s", there).isLessThan(200.2);
    assertThat(member.run.count(ReceiveCounter.RESYNCS)).isZero();
    assertThat(member.run.count(ReceiveCounter.GAPS)).isZero();
  }

  @Test
  void trimmedReceiverSoundsLaterByItsTrim() {
    Member member = new Member(10, 0, 1, 150);
    member.trimNs = 12 * MS;
    member.latencyMs(20 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(40 * SECOND);
    assertThat(seen.getMin()).isGreaterThan(161.8);
    assertThat(seen.getMax()).isLessThan(162.2);
  }

  @ParameterizedTest
  @CsvSource({"3", "20", "90"})
  void latencyOfTheDeviceIsCompensated(long deviceMs) {
    Member member = new Member(20, -30, 1, 150);
    member.run.deviceLatency(deviceMs * MS);
    member.latencyMs(20 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(40 * SECOND);
    assertThat(seen.getCount()).isGreaterThan(1_000);
    assertThat(seen.getMin()).as("%s", seen).isGreaterThan(149.8);
    assertThat(seen.getMax()).as("%s", seen).isLessThan(150.2);
    assertThat(member.run.pipeline().gauges().outputLatencyNs()).isEqualTo(deviceMs * MS);
  }

  @ParameterizedTest
  @CsvSource({"30", "-15"})
  void whatTheDeviceDoesNotSayIsCompensatedAsWell(long extraMs) {
    Member member = new Member(0, 0, 1, 150, LatencyPolicy.fixed(100 * MS), extraMs * MS);
    member.latencyMs(20 * SECOND);
    // By what the device says, it plays so much earlier.
    DoubleSummaryStatistics seen = member.latencyMs(40 * SECOND);
    assertThat(seen.getMin()).as("%s", seen).isGreaterThan(149.8 - extraMs);
    assertThat(seen.getMax()).as("%s", seen).isLessThan(150.2 - extraMs);
  }

  @Test
  void receiverThatCannotBeReachedInTimePlaysAtALatencyOfItsOwnUntilTheGroupComes() {
    Member member = new Member(10, 0, 1, 20);
    DoubleSummaryStatistics behind = member.latencyMs(10 * SECOND);
    GroupGauges gauges = member.run.pipeline().gauges().group();
    assertThat(gauges.beyondReach()).isTrue();
    assertThat(gauges.inStep()).isFalse();
    assertThat(gauges.neededNs()).isBetween(105 * MS, 110 * MS);
    assertThat(behind.getMax()).as("%s", behind).isGreaterThan(95);
    member.toNs = 120 * MS;
    member.startsNs = member.senderNs(11 * SECOND);
    member.latencyMs(50 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(60 * SECOND);
    assertThat(gauges.beyondReach()).isFalse();
    assertThat(gauges.inStep()).isTrue();
    assertThat(seen.getMin()).as("%s", seen).isGreaterThan(119.8);
    assertThat(seen.getMax()).as("%s", seen).isLessThan(120.2);
  }

  @Test
  void whatTheNetworkHasShownIsLessThanWhatIsAllowedFor() {
    Member member = new Member(10, 0, 0, 150, LatencyPolicy.standard(), 0);
    member.latencyMs(20 * SECOND);
    GroupGauges gauges = member.run.pipeline().gauges().group();
    assertThat(gauges.shownNs()).isBetween(20 * MS, 45 * MS);
    assertThat(gauges.neededNs()).isGreaterThan(60 * MS);
  }

  @Test
  void sharedClockIsGoneByWithoutAnyProbe() {
    Member member = new Member(40, -20, 10, 150);
    member.sharesClock = true;
    member.nextProbeNs = Long.MAX_VALUE;
    member.latencyMs(20 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(40 * SECOND);
    assertThat(seen.getCount()).isGreaterThan(1_000);
    assertThat(seen.getMin()).as("%s", seen).isGreaterThan(149.8);
    assertThat(seen.getMax()).as("%s", seen).isLessThan(150.2);
    assertThat(member.run.pipeline().gauges().group().onSystemClock()).isTrue();
  }

  @Test
  void sharedClockThatIsNoneIsToldFromTheProbes() {
    Member member = new Member(0, 0, 1, 150);
    member.sharesClock = true;
    member.clockErrorNs = 3 * MS;
    member.latencyMs(20 * SECOND);
    DoubleSummaryStatistics seen = member.latencyMs(40 * SECOND);
    assertThat(seen.getAverage()).as("%s", seen).isBetween(146.8, 147.2);
    assertThat(member.run.pipeline().gauges().group().uncertaintyNs())
        .isBetween(2_900_000L, 3_400_000L);
  }

  @Test
  void receiverSaysWhatItNeeds() {
    Member member = new Member(10, 0, 1, 150);
    member.latencyMs(20 * SECOND);
    // Its own 100 ms, the packet's 5.8 and the floor of the network.
    assertThat(member.run.pipeline().gauges().group().neededNs()).isBetween(105 * MS, 110 * MS);
  }
}
