package audiostream.engine.device.javasound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.device.Backend.Availability;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.Lab;
import audiostream.engine.device.RealDeviceChecks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Against the devices of {@code scripts/lab-up}. */
@Timeout(value = RealDeviceChecks.LONGEST_S, threadMode = ThreadMode.SEPARATE_THREAD)
@Isolated // the collector of others' garbage would stop its callbacks
class JavaSoundRealDeviceTest {

  private final JavaSoundBackend backend = new JavaSoundBackend(RealDeviceChecks.CLOCK);

  @BeforeAll
  static void requireLab() {
    Lab.require();
  }

  @Test
  void shouldListTheDevice() {
    assertThat(backend.availability()).isInstanceOf(Availability.Available.class);
    assertThat(backend.devices())
        .anySatisfy(device -> {
          assertThat(device.name()).contains("default");
          assertThat(device.inputChannels()).isGreaterThanOrEqualTo(Lab.CHANNELS);
          assertThat(device.outputChannels()).isGreaterThanOrEqualTo(2);
        });
  }

  @Test
  void shouldCaptureEachChannelInItsPlace() throws Exception {
    RealDeviceChecks.everyChannelCarriesItsOwnTone(backend, "default");
  }

  @Test
  void shouldHandOverWhatWasCapturedBefore() throws Exception {
    RealDeviceChecks.blocksWereCapturedBeforeNow(backend, "default");
  }

  @Test
  void shouldPlayAndCloseCleanly() throws Exception {
    RealDeviceChecks.plays(backend, "default", 2);
  }

  @Test
  void shouldReportACallbackThatFails() throws Exception {
    RealDeviceChecks.aFailingCallbackStopsTheDeviceOnly(backend, "default");
  }

  @Test
  void shouldRefuseMoreChannelsThanThereAre() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> backend.openCapture("default", RealDeviceChecks.request(64)))
        .withMessageContaining("64 input channels")
        .withMessageContaining("1 to ");
  }
}
