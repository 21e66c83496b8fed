package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WavReaderTest {

  @Test
  void shouldDecodeEachEncoding() throws IOException {
    assertThat(firstSample(1, 8, 192)).isEqualTo(0.5f);
    assertThat(firstSample(1, 16, 0x4000)).isEqualTo(0.5f);
    assertThat(firstSample(1, 24, 0xC0_0000)).isEqualTo(-0.5f);
    assertThat(firstSample(1, 32, 0x4000_0000)).isEqualTo(0.5f);
    assertThat(firstSample(3, 32, Float.floatToIntBits(-1.5f))).isEqualTo(-1.5f);
  }

  @Test
  void shouldReadWhatIsNotANumberAsSilence() throws IOException {
    assertThat(firstSample(3, 32, Float.floatToIntBits(Float.NaN))).isZero();
    assertThat(firstSample(3, 32, Float.floatToIntBits(Float.NEGATIVE_INFINITY))).isZero();
  }

  private static float firstSample(int tag, int bits, int value) throws IOException {
    ByteBuffer sample = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value);
    byte[] body = Arrays.copyOf(sample.array(), bits / 8);
    byte[] file = WavBytes.riff().fmt(tag, 1, 44_100, bits).chunk("data", body).complete();
    float[][] planar = new float[1][1];
    try (WavReader reader = new WavReader(new MemoryChannel(file), "x.wav")) {
      assertThat(reader.read(planar, 0, 1)).isEqualTo(1);
    }
    return planar[0][0];
  }

  @Test
  void shouldReadTheFirstChannelsOnly() throws IOException {
    byte[] sound = {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6};
    byte[] file = WavBytes.riff().fmt(1, 3, 44_100, 16).chunk("data", sound).complete();
    float[][] planar = new float[2][2];
    try (WavReader reader = new WavReader(new MemoryChannel(file), "x.wav")) {
      assertThat(reader.read(planar, 0, 99)).isEqualTo(2);
    }
    assertThat(planar).isDeepEqualTo(new float[][] {{1 / 128f, 4 / 128f}, {2 / 128f, 5 / 128f}});
  }

  @Test
  void shouldRefuseToSeekBeyondTheEnd() throws IOException {
    byte[] file = WavBytes.riff().fmt(1, 1, 44_100, 16).chunk("data", new byte[4]).complete();
    try (WavReader reader = new WavReader(new MemoryChannel(file), "x.wav")) {
      reader.seek(2);
      assertThat(reader.read(new float[1][1], 0, 1)).isZero();
      assertThatThrownBy(() -> reader.seek(3)).hasMessage("frame 3: 0 to 2");
    }
  }
}
