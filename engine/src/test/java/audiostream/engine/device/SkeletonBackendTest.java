package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import audiostream.engine.time.SystemClock;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A skeleton that does not stand misleads whoever copies it. */
class SkeletonBackendTest {

  private final SkeletonBackend backend = new SkeletonBackend(SystemClock.real());

  @Test
  void shouldCallBackUntilItIsClosed() throws Exception {
    CountDownLatch called = new CountDownLatch(3);
    CaptureDevice device = backend.openCapture("nothing", request(2));
    try (device) {
      device.start(block -> called.countDown());
      assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    }
    assertThat(device.progressFrames()).isGreaterThanOrEqualTo(3 * 64);
  }

  @Test
  void shouldNameWhatWouldBeAccepted() {
    assertThatExceptionOfType(DeviceException.class)
        .isThrownBy(() -> backend.openCapture("0", request(3)))
        .withMessage("skeleton: nothing cannot give 3 input channels: 1 to 2");
  }

  private static DeviceRequest request(int channels) {
    return new DeviceRequest(OptionalInt.of(48_000), OptionalInt.of(channels), 64);
  }
}
