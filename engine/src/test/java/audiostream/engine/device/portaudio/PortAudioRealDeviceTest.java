package audiostream.engine.device.portaudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Lab;
import audiostream.engine.device.RealDeviceChecks;
import audiostream.engine.device.javasound.JavaSoundBackend;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Against the devices of {@code scripts/lab-up}: PulseAudio through ALSA, and JACK. */
@Timeout(value = RealDeviceChecks.LONGEST_S, threadMode = ThreadMode.SEPARATE_THREAD)
@Isolated // the collector of others' garbage would stop its callbacks
class PortAudioRealDeviceTest {

  private static final PortAudioBackend BACKEND = new PortAudioBackend(RealDeviceChecks.CLOCK);

  @BeforeAll
  @Timeout(value = RealDeviceChecks.LONGEST_S, threadMode = ThreadMode.SEPARATE_THREAD)
  static void requireLab() {
    Lab.require();
    if (BACKEND.availability() instanceof Availability.Unavailable(String reason)) {
      Assumptions.abort(reason);
    }
  }

  @Test
  void shouldListAlsaAndJack() {
    assertThat(BACKEND.devices())
        .extracting(DeviceInfo::name)
        .contains("lab16", "labout", "system", "tones16");
  }

  @Test
  void shouldCaptureEachChannelOfAlsaInItsPlace() throws Exception {
    RealDeviceChecks.everyChannelCarriesItsOwnTone(BACKEND, "lab16");
  }

  @Test
  void shouldCaptureEachChannelOfJackInItsPlace() throws Exception {
    RealDeviceChecks.everyChannelCarriesItsOwnTone(BACKEND, "tones16");
  }

  @Test
  void shouldHandOverWhatWasCapturedBefore() throws Exception {
    RealDeviceChecks.blocksWereCapturedBeforeNow(BACKEND, "lab16");
    RealDeviceChecks.blocksWereCapturedBeforeNow(BACKEND, "tones16");
  }

  @Test
  void shouldPlaySixteenChannelsIntoJack() throws Exception {
    RealDeviceChecks.plays(BACKEND, "system", Lab.CHANNELS);
  }

  @Test
  void shouldPlayIntoAlsa() throws Exception {
    RealDeviceChecks.plays(BACKEND, "labout", 2);
  }

  @Test
  void shouldSoundAsItWasPlayed() throws Exception {
    RealDeviceChecks.comesOutAgain(BACKEND, "labout", BACKEND, "labout");
  }

  @Test
  void shouldHearWhatJavaSoundPlays() throws Exception {
    JavaSoundBackend javaSound = new JavaSoundBackend(RealDeviceChecks.CLOCK);
    RealDeviceChecks.comesOutAgain(javaSound, "default", BACKEND, "labout");
  }

  @Test
  void shouldReportACallbackThatFails() throws Exception {
    RealDeviceChecks.aFailingCallbackStopsTheDeviceOnly(BACKEND, "lab16");
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
    CaptureDevice capture = BACKEND.openCapture("lab16", RealDeviceChecks.request(2));
    capture.close();
    capture.close();
    assertThat(capture.progressFrames()).isZero();
  }

  @Test
  void shouldAllocateNothingOnTheDriversThread() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[600];
    int[] blocks = {0};
    CountDownLatch complete = new CountDownLatch(allocated.length);
    try (CaptureDevice capture =
        BACKEND.openCapture("lab16", RealDeviceChecks.request(Lab.CHANNELS))) {
      capture.start(block -> {
        if (blocks[0] < allocated.length) {
          allocated[blocks[0]++] = threads.getCurrentThreadAllocatedBytes();
        }
        complete.countDown();
      });
      assertThat(complete.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(allocated[599] - allocated[200]).isZero();
  }

  @Test
  void shouldSayWhichRatesAreAccepted() {
    DeviceRequest request = new DeviceRequest(OptionalInt.of(96_000), OptionalInt.of(2), 256);
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> BACKEND.openCapture("tones16", request))
        .withMessageContaining("tones16")
        .withMessageContaining("96000 Hz")
        .withMessageContaining("accepts 44100 Hz");
  }

  @Test
  void shouldRefuseMoreChannelsThanThereAre() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> BACKEND.openCapture("tones16", RealDeviceChecks.request(17)))
        .withMessageContaining("17 input channels: 1 to 16");
  }
}
