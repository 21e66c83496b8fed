package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleEncodingTest {

  @ParameterizedTest
  @EnumSource(names = {"S16_BE", "S16_LE"})
  void shouldPassEvery16BitValueExactly(SampleEncoding encoding) {
    byte[] all = new byte[1 << 17];
    for (int i = 0; i < 1 << 16; i++) {
      all[2 * i] = (byte) i;
      all[2 * i + 1] = (byte) (i >> 8);
    }
    assertThat(throughFloat(encoding, all)).isEqualTo(all);
  }

  @ParameterizedTest
  @EnumSource(names = {"U8", "S24_BE", "S24_LE"})
  void shouldPassRandomBytesExactly(SampleEncoding encoding) {
    byte[] some = new byte[300_000];
    new Random(24).nextBytes(some);
    assertThat(throughFloat(encoding, some)).as("seed 24").isEqualTo(some);
  }

  @Test
  void shouldKeepTheUpper24BitsOf32() {
    byte[] some = new byte[40_000];
    new Random(32).nextBytes(some);
    for (int i = 0; i < some.length; i += 4) {
      some[i] = 0;
    }
    assertThat(throughFloat(SampleEncoding.S32_LE, some)).as("seed 32").isEqualTo(some);
  }

  private static byte[] throughFloat(SampleEncoding encoding, byte[] bytes) {
    int frames = bytes.length / encoding.bytes();
    float[] samples = new float[frames];
    encoding.decode(ByteBuffer.wrap(bytes), 0, encoding.bytes(), samples, 0, frames);
    for (float sample : samples) {
      assertThat(sample >= -1 && sample < 1).isTrue();
    }
    ByteBuffer again = ByteBuffer.allocate(bytes.length);
    encoding.encode(samples, 0, frames, 1, 0, again, 0, encoding.bytes());
    return again.array();
  }

  @ParameterizedTest
  @CsvSource({
    "S16_BE, 1, 7FFF",
    "S16_BE, -1, 8000",
    "S16_BE, 0.5, 4000",
    "S16_BE, -0.5, C000",
    "S16_LE, 2, FF7F",
    "S16_LE, -2, 0080",
    "S16_BE, NaN, 0000",
    "S24_BE, 1, 7FFFFF",
    "S24_BE, -7, 800000",
    "S24_LE, 0.5, 000040",
    "S24_LE, 1e9, FFFF7F",
    "U8, 1, FF",
    "U8, -1, 00",
    "U8, 0, 80",
    "S32_LE, 1, FFFFFF7F",
    "S32_LE, -3, 00000080",
    "S32_LE, 0.5, 00000040",
    "F32_LE, 1, 0000803F",
    "F32_LE, -2, 000000C0"
  })
  void shouldEncodeAndClip(SampleEncoding encoding, float sample, String hex) {
    ByteBuffer target = ByteBuffer.allocate(encoding.bytes());
    encoding.encode(new float[] {sample}, 0, 1, 1, 0, target, 0, encoding.bytes());
    assertThat(HexFormat.of().withUpperCase().formatHex(target.array())).isEqualTo(hex);
  }

  @ParameterizedTest
  @EnumSource
  void shouldTouchOneChannelOfAnInterleavedBufferOnly(SampleEncoding encoding) {
    int bytes = encoding.bytes();
    ByteBuffer target = ByteBuffer.allocate(3 * bytes * 4);
    Arrays.fill(target.array(), (byte) 0x55);
    float[] source = {9, 0.25f, 0.5f, -0.5f, 0.75f};
    encoding.encode(source, 1, 4, 1, 0, target, bytes, 3 * bytes);
    float[] back = new float[6];
    encoding.decode(target, bytes, 3 * bytes, back, 2, 4);
    assertThat(back).containsExactly(0, 0, 0.25f, 0.5f, -0.5f, 0.75f);
    for (int i = 0; i < target.capacity(); i++) {
      if (i / bytes % 3 != 1) {
        assertThat(target.get(i)).as("byte %d", i).isEqualTo((byte) 0x55);
      }
    }
    assertThat(target.position()).isZero();
  }

  @Test
  void shouldRampTheGain() {
    float[] source = {0.5f, 0.5f, 0.5f};
    ByteBuffer target = ByteBuffer.allocate(6);
    SampleEncoding.S16_BE.encode(source, 0, 3, 1, -0.5f, target, 0, 2);
    assertThat(target.getShort(0)).isEqualTo((short) 16_384);
    assertThat(target.getShort(2)).isEqualTo((short) 8_192);
    assertThat(target.getShort(4)).isZero();
  }

  @Test
  void shouldRoundToTheNearest() {
    float[] source = {0.4f / 32_768, 0.6f / 32_768, -0.6f / 32_768};
    ByteBuffer target = ByteBuffer.allocate(6);
    SampleEncoding.S16_BE.encode(source, 0, 3, 1, 0, target, 0, 2);
    assertThat(target.array()).containsExactly(0, 0, 0, 1, -1, -1);
  }
}
