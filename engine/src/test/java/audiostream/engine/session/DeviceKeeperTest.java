package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.stats.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceKeeperTest {

  private static final long MS = 1_000_000L;

  /** A device that does as it is told. */
  private static final class ScriptedDevice implements CaptureDevice {
    private DeviceState state = DeviceState.RUNNING;
    private long progress;
    private boolean closed;

    @Override
    public DeviceFormat format() {
      return new DeviceFormat("scripted", 44_100, 2, 256, 0);
    }

    @Override
    public void start(CaptureCallback callback) {}

    @Override
    public DeviceState state() {
      return state;
    }

    @Override
    public long progressFrames() {
      return progress;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final List<SessionEvent> events = new ArrayList<>();
  private final List<ScriptedDevice> opened = new ArrayList<>();
  private final List<Long> attempts = new ArrayList<>();
  private boolean absent;
  private int reopened;
  private long nowNs;

  private final DeviceKeeper<ScriptedDevice> keeper =
      new DeviceKeeper<>("input", this::open, () -> reopened++, events::add);

  private ScriptedDevice open() throws DeviceException {
    attempts.add(nowNs / MS);
    if (absent) {
      throw new DeviceException("it is not there");
    }
    ScriptedDevice device = new ScriptedDevice();
    opened.add(device);
    return device;
  }

  /** Checks ten times a second; a device that runs makes progress. */
  private void pass(long ms, boolean progress) {
    for (long end = nowNs + ms * MS; nowNs < end; nowNs += 100 * MS) {
      if (progress) {
        opened.getLast().progress += 4_410;
      }
      keeper.check(nowNs);
    }
  }

  @Test
  void shouldLeaveARunningDeviceAlone() throws DeviceException {
    keeper.open(nowNs);
    pass(60_000, true);
    assertThat(events).isEmpty();
    assertThat(opened).hasSize(1);
  }

  @Test
  void shouldReopenADeviceThatStandsStillForTwoSeconds() throws DeviceException {
    keeper.open(nowNs);
    pass(5_000, true);
    pass(1_900, false);
    assertThat(events).isEmpty();
    pass(800, false);
    assertThat(opened).hasSize(2);
    assertThat(opened.getFirst().closed).isTrue();
    assertThat(events).extracting(SessionEvent::text).first().asString().contains("stands still");
    assertThat(reopened).isEqualTo(1);
    assertThat(keeper.down()).isFalse();
  }

  @Test
  void shouldReportALossOnceAndRetryWithGrowingPauses() throws DeviceException {
    keeper.open(nowNs);
    pass(1_000, true);
    absent = true;
    opened.getFirst().state = new DeviceState.Failed("it was unplugged");
    pass(40_000, false);
    assertThat(keeper.down()).isTrue();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().text()).contains("unplugged").contains("scripted");
    assertThat(attempts.subList(1, 6)).containsExactly(1_500L, 2_500L, 4_500L, 8_500L, 16_500L);
    absent = false;
    pass(9_000, false);
    assertThat(events).hasSize(2);
    assertThat(events.getLast().kind()).isEqualTo(SessionEvent.Kind.NOTICE);
    assertThat(reopened).isEqualTo(1);
  }

  @Test
  void shouldTakeAnEndForAnEnd() throws DeviceException {
    keeper.open(nowNs);
    opened.getFirst().state = DeviceState.ENDED;
    pass(10_000, false);
    assertThat(keeper.ended()).isTrue();
    assertThat(opened).hasSize(1);
    assertThat(events).isEmpty();
  }

  @Test
  void shouldGoOnWithItsPositionsWhenTheDeviceWasReopened() {
    SlotRing<CaptureBlock> ring = new SlotRing<>(8, () -> new CaptureBlock(2, 256));
    Counters<InputCounter> counters = new Counters<>(InputCounter.class);
    CaptureFeed feed = new CaptureFeed(ring, 44_100, counters);
    CaptureBlock block = new CaptureBlock(2, 256);
    block.describe(256, 0, 0, false);
    feed.captured(block);
    feed.deviceReopened();
    // The first block had ended after 5.8 ms; the new device begins at 0, one second later.
    long secondLater = Math.round(256e9 / 44_100) + 1_000 * MS;
    block.describe(256, 0, secondLater, false);
    feed.captured(block);
    ring.release();
    CaptureBlock second = ring.peek();
    assertThat(second).isNotNull();
    assertThat(second.position()).isEqualTo(256 + 44_100);
    assertThat(second.gap()).isTrue();
  }

  @Test
  void shouldCountAndMarkWhatTheSendAgentDidNotFetch() {
    SlotRing<CaptureBlock> ring = new SlotRing<>(2, () -> new CaptureBlock(2, 256));
    Counters<InputCounter> counters = new Counters<>(InputCounter.class);
    CaptureFeed feed = new CaptureFeed(ring, 44_100, counters);
    CaptureBlock block = new CaptureBlock(2, 256);
    for (int b = 0; b < 3; b++) {
      block.describe(256, b * 256L, 0, false);
      feed.captured(block);
    }
    assertThat(counters.value(InputCounter.OVERRUNS)).isEqualTo(1);
    ring.release();
    block.describe(256, 3 * 256L, 0, false);
    feed.captured(block);
    ring.release();
    CaptureBlock last = ring.peek();
    assertThat(last).isNotNull();
    assertThat(last.position()).isEqualTo(768);
    assertThat(last.gap()).isTrue();
  }
}
