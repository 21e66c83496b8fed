package audiostream.engine.device.jack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.Lab;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.RealDeviceChecks;
import audiostream.engine.device.TonePlayer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Against the JACK server of {@code scripts/lab-up}. */
@Timeout(value = RealDeviceChecks.LONGEST_S, threadMode = ThreadMode.SEPARATE_THREAD)
@Isolated // the collector of others' garbage would stop its callbacks
class JackRealDeviceTest {

  private static final JackBackend BACKEND = new JackBackend(RealDeviceChecks.CLOCK);
  private static final int BLOCKS = 900;
  private static final int WARMED = 300;

  @BeforeAll
  @Timeout(value = RealDeviceChecks.LONGEST_S, threadMode = ThreadMode.SEPARATE_THREAD)
  static void requireLab() {
    Lab.require();
    if (BACKEND.availability() instanceof Availability.Unavailable(String reason)) {
      Assumptions.abort(reason);
    }
  }

  @Test
  void shouldListTheServersClients() {
    assertThat(BACKEND.devices())
        .extracting(DeviceInfo::name, DeviceInfo::inputChannels)
        .contains(org.assertj.core.groups.Tuple.tuple("system", Lab.CHANNELS))
        .contains(org.assertj.core.groups.Tuple.tuple("tones16", Lab.CHANNELS));
  }

  @Test
  void shouldCaptureEachChannelInItsPlace() throws Exception {
    RealDeviceChecks.everyChannelCarriesItsOwnTone(BACKEND, "tones16");
  }

  @Test
  void shouldHandOverWhatWasCapturedBefore() throws Exception {
    AtomicLong future = new AtomicLong();
    try (CaptureDevice capture = BACKEND.openCapture("system", RealDeviceChecks.request(2))) {
      capture.start(block -> {
        if (block.capturedNs() > RealDeviceChecks.CLOCK.nowNs()) {
          future.incrementAndGet();
        }
      });
      RealDeviceChecks.awaitProgress(capture, 2L * Lab.RATE_HZ);
    }
    // The server's clock is filtered, and swings while a busy machine keeps it waiting.
    assertThat(future.get()).isLessThan(35);
  }

  @Test
  void shouldPlaySixteenChannels() throws Exception {
    TonePlayer player = new TonePlayer();
    PlayoutDevice playout =
        (PlayoutDevice) BACKEND.openOutput("system", RealDeviceChecks.request(Lab.CHANNELS));
    try (playout) {
      playout.start(player);
      RealDeviceChecks.awaitProgress(playout, 2L * Lab.RATE_HZ);
      assertThat(playout.state()).isEqualTo(DeviceState.RUNNING);
      // A busy machine calls us later than what we are asked for should sound, now and then.
      assertThat(player.soundedInThePast()).isLessThan(100);
    }
  }

  @Test
  void shouldHearInTheSameCycleWhatAnotherClientOfOursPlays() throws Exception {
    try (PlayoutDevice playout =
        (PlayoutDevice) BACKEND.openOutput("none", RealDeviceChecks.request(2))) {
      playout.start(new TonePlayer());
      String name = playout.format().description().replace("jack: ", "");
      RealDeviceChecks.isHeardAt(BACKEND, name + ":");
    }
  }

  @Test
  void shouldReportACallbackThatFails() throws Exception {
    RealDeviceChecks.aFailingCallbackStopsTheDeviceOnly(BACKEND, "tones16");
  }

  @Test
  void shouldReopenAgainAndAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (CaptureDevice capture = BACKEND.openCapture("tones16", RealDeviceChecks.request(2))) {
        CountDownLatch called = new CountDownLatch(3);
        capture.start(block -> called.countDown());
        assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void shouldCloseWhatWasNeverStarted() throws Exception {
    CaptureDevice capture = BACKEND.openCapture("tones16", RealDeviceChecks.request(2));
    capture.close();
    capture.close();
    assertThat(capture.progressFrames()).isZero();
  }

  @Test
  void shouldAllocateNothingOnTheServersThread() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[BLOCKS];
    int[] blocks = {0};
    CountDownLatch complete = new CountDownLatch(BLOCKS);
    try (CaptureDevice capture =
        BACKEND.openCapture("tones16", RealDeviceChecks.request(Lab.CHANNELS))) {
      capture.start(block -> {
        if (blocks[0] < BLOCKS) {
          allocated[blocks[0]++] = threads.getCurrentThreadAllocatedBytes();
        }
        complete.countDown();
      });
      assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
    }
    long allocating =
        IntStream.range(WARMED, BLOCKS).filter(i -> allocated[i] != allocated[i - 1]).count();
    // The virtual machine tailors a method handle that is called often, once each.
    assertThat(allocating).as("blocks that allocated, of %d", BLOCKS - WARMED).isLessThan(5);
  }

  @Test
  void shouldSayWhichRateIsAccepted() {
    DeviceRequest request = new DeviceRequest(OptionalInt.of(96_000), OptionalInt.of(2), 256);
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> BACKEND.openCapture("tones16", request))
        .withMessageContaining("96000 Hz")
        .withMessageContaining("accepts 44100 Hz");
  }
}
