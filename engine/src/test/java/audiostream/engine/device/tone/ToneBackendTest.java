package audiostream.engine.device.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Listening;
import audiostream.engine.time.ManualClock;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ToneBackendTest {

  private final ToneBackend backend = new ToneBackend(new ManualClock());
  private final DeviceRequest any =
      new DeviceRequest(OptionalInt.of(48_000), OptionalInt.empty(), 128);

  @Test
  void shouldHandOverTheSignalAtItsPosition() throws Exception {
    ToneSignal signal = new ToneSignal(48_000);
    Listening heard = new Listening(50);
    try (CaptureDevice device = backend.openCapture("16", any)) {
      assertThat(device.format().channels()).isEqualTo(16);
      assertThat(device.format().rateHz()).isEqualTo(48_000);
      device.start(heard);
      for (CaptureBlock block : heard.awaitBlocks()) {
        for (int c = 0; c < 16; c++) {
          float[] samples = block.samples()[c];
          assertThat(signal.matchingFrames(c + 1, samples, 0, 128, block.position()))
              .isEqualTo(128);
        }
      }
    }
  }

  @Test
  void shouldHaveFourChannelsUnlessAskedOtherwise() throws DeviceException {
    assertThat(channels("", any)).isEqualTo(4);
    DeviceRequest seven = new DeviceRequest(OptionalInt.empty(), OptionalInt.of(7), 256);
    assertThat(channels("", seven)).isEqualTo(7);
    assertThat(channels("7", seven)).isEqualTo(7);
    assertThatThrownBy(() -> channels("8", seven))
        .hasMessage("tone:8: 8 channels, but 7 were asked for");
  }

  @Test
  void shouldSayWhatItCannotDo() {
    assertThatThrownBy(() -> channels("65", any)).hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> channels("loud", any)).hasMessageContaining("tone:loud");
    assertThatThrownBy(() -> backend.openOutput("", any)).isInstanceOf(DeviceException.class);
  }

  private int channels(String what, DeviceRequest request) throws DeviceException {
    try (CaptureDevice device = backend.openCapture(what, request)) {
      return device.format().channels();
    }
  }
}
