package audiostream.engine.device.silent;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Listening;
import audiostream.engine.time.ManualClock;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SilentBackendTest {

  private final SilentBackend backend = new SilentBackend(new ManualClock());
  private final DeviceRequest any =
      new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), 256);

  @Test
  void shouldBeSilentOnTwoChannels() throws Exception {
    Listening heard = new Listening(3);
    try (CaptureDevice device = backend.openCapture("", any)) {
      assertThat(device.format().rateHz()).isEqualTo(44_100);
      device.start(heard);
      assertThat(heard.awaitBlocks())
          .allSatisfy(
              block -> assertThat(block.samples()).isDeepEqualTo(new float[2][block.frames()]));
    }
  }

  @Test
  void shouldTakeEverything() throws Exception {
    try (FollowingOutput output = (FollowingOutput) backend.openOutput("", any)) {
      output.begin(44_100, 1, SampleEncoding.S16_BE);
      output.write(new float[1][256], 256);
      assertThat(output.description()).isEqualTo("silent");
    }
  }
}
