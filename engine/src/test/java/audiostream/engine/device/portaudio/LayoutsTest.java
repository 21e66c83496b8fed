package audiostream.engine.device.portaudio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;

class LayoutsTest {

  @Test
  void shouldPadAsCDoes() {
    StructLayout layout =
        Layouts.struct(JAVA_BYTE.withName("a"), JAVA_DOUBLE.withName("b"), JAVA_INT.withName("c"));
    assertThat(Layouts.offset(layout, "b")).isEqualTo(8);
    assertThat(Layouts.offset(layout, "c")).isEqualTo(16);
    assertThat(layout.byteSize()).isEqualTo(24);
  }

  @Test
  void shouldLayOutPortAudiosStructures() {
    assertThat(Layouts.DEVICE_INFO.byteSize()).isEqualTo(72);
    assertThat(Layouts.offset(Layouts.DEVICE_INFO, "maxInputChannels")).isEqualTo(20);
    assertThat(Layouts.offset(Layouts.DEVICE_INFO, "defaultSampleRate")).isEqualTo(64);
    assertThat(Layouts.HOST_API_INFO.byteSize()).isEqualTo(32);
    assertThat(Layouts.STREAM_PARAMETERS.byteSize()).isEqualTo(32);
    assertThat(Layouts.offset(Layouts.STREAM_PARAMETERS, "suggestedLatency")).isEqualTo(16);
    assertThat(Layouts.offset(Layouts.STREAM_INFO, "sampleRate")).isEqualTo(24);
  }
}
