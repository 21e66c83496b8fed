package audiostream.engine.device.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.DeviceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JackDeviceTest {

  private static final int PERIOD = FakeJack.PERIOD;
  private static final int NEXT_PERIOD_FRAMES = 160;

  private final FakeJack server = FakeJack.usual();
  private final JackBackend backend = new JackBackend(server.clock(), () -> Optional.of(server));
  private final List<CaptureBlock> captured = new ArrayList<>();

  /** What a playout device asked for. */
  private record Asked(int frames, long position, long nowNs, long soundsAtNs, boolean underrun) {}

  private final List<Asked> asked = new ArrayList<>();

  @Test
  void shouldHandOverWhatWasCapturedInTheCycle() throws Exception {
    JackCapture device = capture();
    server.client().ownLatencyFrames = 96;
    server.client().events.latencyChanged();
    server.client().fill(0, ramp(0, PERIOD));
    server.client().fill(1, ramp(1_000, PERIOD));
    server.client().cycle(PERIOD, 300);
    server.client().cycle(PERIOD, 20);
    assertThat(captured.get(0).samples()[0]).isEqualTo(ramp(0, PERIOD));
    assertThat(captured.get(0).samples()[1]).isEqualTo(ramp(1_000, PERIOD));
    assertThat(captured).extracting(CaptureBlock::position).containsExactly(0L, (long) PERIOD);
    assertThat(captured).extracting(CaptureBlock::gap).containsExactly(false, false);
    // 96 frames before the cycle began, however late we were called in it.
    assertThat(captured.get(1).capturedNs()).isEqualTo(server.client().cycleNs() - 2_000_000);
    assertThat(device.progressFrames()).isEqualTo(2 * PERIOD);
  }

  @Test
  void shouldAskForWhatSoundsWithTheCycle() throws Exception {
    playout();
    server.client().ownLatencyFrames = 48;
    server.client().events.latencyChanged();
    server.client().cycle(PERIOD, 250);
    long cycleNs = server.client().cycleNs();
    assertThat(asked)
        .containsExactly(new Asked(PERIOD, 0, cycleNs + 250_000, cycleNs + 1_000_000, false));
    assertThat(server.client().samples(0, PERIOD)).isEqualTo(ramp(0, PERIOD));
    assertThat(server.client().samples(1, PERIOD)).isEqualTo(ramp(1, PERIOD));
  }

  @Test
  void shouldSoundAtOnceWhereNothingLiesBetween() throws Exception {
    playout();
    server.client().cycle(PERIOD, 250);
    assertThat(asked.getFirst().soundsAtNs()).isEqualTo(asked.getFirst().nowNs() - 250_000);
  }

  @Test
  void shouldCountSkippedCyclesAsAGap() throws Exception {
    capture();
    server.client().cycle(PERIOD, 20);
    server.client().cycleAfterSkipping(3, PERIOD);
    server.client().cycle(PERIOD, 20);
    assertThat(captured).extracting(CaptureBlock::position).containsExactly(0L, 64L, 320L);
    assertThat(captured).extracting(CaptureBlock::gap).containsExactly(false, false, true);
  }

  @Test
  void shouldCountTheTimeInWhichTheServerStoodStill() throws Exception {
    capture();
    server.client().cycle(PERIOD, 20);
    server.client().cycleAfterStanding(10_000, PERIOD);
    for (int i = 0; i < 20; i++) {
      server.client().cycle(PERIOD, 20);
    }
    assertThat(captured.getLast().position()).isCloseTo(21L * PERIOD + 480, within(1L));
    assertThat(captured.stream().filter(CaptureBlock::gap)).hasSize(1);
    assertThat(captured.getLast().capturedNs()).isEqualTo(server.client().cycleNs());
  }

  @Test
  void shouldNotTakeACycleForLostThatItIsStillIn() throws Exception {
    capture();
    server.client().cycle(PERIOD, 20);
    server.client().cycleWhoseSuccessorHasBegun(PERIOD);
    server.client().cycle(PERIOD, 20);
    server.client().cycle(PERIOD, 20);
    assertThat(captured).extracting(CaptureBlock::position).containsExactly(0L, 64L, 128L, 192L);
    long blockNs = captured.get(1).capturedNs() - captured.get(0).capturedNs();
    assertThat(blockNs).isCloseTo(1_333_333, within(50_000L));
  }

  @Test
  void shouldTakeACorrectionOfTheServersClockForNoLoss() throws Exception {
    capture();
    server.client().cycle(PERIOD, 20);
    server.client().cycleAfterStanding(200, PERIOD);
    assertThat(captured).extracting(CaptureBlock::position).containsExactly(0L, (long) PERIOD);
    assertThat(captured.getLast().gap()).isFalse();
  }

  @Test
  void shouldTellTheNextBlockOfAnXrun() throws Exception {
    playout();
    server.client().cycle(PERIOD, 20);
    server.client().events.xrun();
    server.client().cycle(PERIOD, 20);
    server.client().cycle(PERIOD, 20);
    assertThat(asked).extracting(Asked::underrun).containsExactly(false, true, false);
  }

  @Test
  void shouldGoOnWithoutTheServersTimes() throws Exception {
    capture();
    server.client().knowsTimes = false;
    server.client().cycle(PERIOD, 300);
    server.client().cycle(PERIOD, 300);
    assertThat(captured.getLast().capturedNs()).isCloseTo(server.nowNs, within(3_000_000L));
    assertThat(captured.getLast().gap()).isFalse();
  }

  @Test
  void shouldExchangeALongerPeriodInBlocks() throws Exception {
    capture();
    server.client().cycle(PERIOD, 20);
    server.client().fill(0, ramp(0, NEXT_PERIOD_FRAMES));
    server.client().cycle(NEXT_PERIOD_FRAMES, 20);
    assertThat(captured).extracting(CaptureBlock::frames).containsExactly(64, 64, 64, 32);
    assertThat(captured).extracting(CaptureBlock::position).containsExactly(0L, 64L, 128L, 192L);
    assertThat(captured.get(2).samples()[0]).isEqualTo(ramp(64, PERIOD));
    long laterNs = captured.get(2).capturedNs() - captured.get(1).capturedNs();
    assertThat(laterNs).isCloseTo(1_333_333, within(1L));
  }

  @Test
  void shouldPlayALongerPeriodInBlocks() throws Exception {
    playout();
    server.client().cycle(NEXT_PERIOD_FRAMES, 20);
    assertThat(asked).extracting(Asked::frames).containsExactly(64, 64, 32);
    assertThat(server.client().samples(0, NEXT_PERIOD_FRAMES))
        .isEqualTo(ramp(0, NEXT_PERIOD_FRAMES));
  }

  @Test
  void shouldBeSilentAfterACallbackHasFailed() throws Exception {
    JackPlayout device = (JackPlayout) backend.openOutput("", request(1));
    device.start(request -> {
      throw new IllegalStateException("on purpose");
    });
    server.client().fill(0, ramp(5, PERIOD));
    server.client().cycle(PERIOD, 20);
    assertThat(server.client().samples(0, PERIOD)).containsOnly(0f);
    assertThat(reason(device)).contains("on purpose");
  }

  @Test
  void shouldFailWhenTheServerGoes() throws Exception {
    JackCapture device = capture();
    server.client().events.shutdown("jackd was stopped\n");
    assertThat(reason(device)).isEqualTo("the JACK server has gone: jackd was stopped");
    server.client().cycle(PERIOD, 20);
    assertThat(captured).isEmpty();
    device.close();
    assertThat(server.open()).isZero();
  }

  @Test
  void shouldFailWhenTheServerChangesItsRate() throws Exception {
    JackCapture device = capture();
    server.client().events.rate(FakeJack.RATE_HZ);
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    server.client().events.rate(44_100);
    assertThat(reason(device)).isEqualTo("the JACK server went from 48000 to 44100 Hz");
  }

  @Test
  void shouldSayThatItDoesNotStart() throws Exception {
    JackCapture device = (JackCapture) backend.openCapture("", request(2));
    server.client().refusesActivation = true;
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> device.start(block -> {}))
        .withMessageContaining("does not start");
  }

  @Test
  void shouldCloseOnce() throws Exception {
    JackCapture device = capture();
    device.close();
    device.close();
    assertThat(server.open()).isZero();
    server.client().cycle(PERIOD, 20);
    assertThat(captured).isEmpty();
  }

  private JackCapture capture() throws DeviceException {
    JackCapture device = (JackCapture) backend.openCapture("player", request(2));
    device.start(block -> {
      CaptureBlock copy = new CaptureBlock(block.channels(), block.frames());
      copy.copyFrom(block);
      captured.add(copy);
    });
    return device;
  }

  private void playout() throws DeviceException {
    JackPlayout device = (JackPlayout) backend.openOutput("none", request(2));
    device.start(request -> {
      asked.add(
          new Asked(
              request.frames(),
              request.position(),
              request.nowNs(),
              request.soundsAtNs(),
              request.underrun()));
      for (int c = 0; c < 2; c++) {
        float[] ramp = ramp(c + (int) request.position(), request.frames());
        System.arraycopy(ramp, 0, request.samples()[c], 0, ramp.length);
      }
    });
  }

  private static String reason(Device device) {
    assertThat(device.state()).isInstanceOf(DeviceState.Failed.class);
    return ((DeviceState.Failed) device.state()).reason();
  }

  private static DeviceRequest request(int channels) {
    return new DeviceRequest(OptionalInt.empty(), OptionalInt.of(channels), 256);
  }

  private static float[] ramp(int from, int frames) {
    float[] ramp = new float[frames];
    for (int i = 0; i < frames; i++) {
      ramp[i] = from + i;
    }
    return ramp;
  }
}
