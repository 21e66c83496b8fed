package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavWriterTest {

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("take.wav");
  }

  @ParameterizedTest
  @CsvSource({"S16_LE, 1", "S16_LE, 2", "S16_LE, 3", "S24_LE, 1", "S24_LE, 2", "S24_LE, 64"})
  void shouldReadWhatItWrote(SampleEncoding encoding, int channels) throws IOException {
    StreamFormat format = new StreamFormat(encoding, 44_100, channels);
    float[][] sound = noise(channels, 2_501, encoding.bits());
    try (WavWriter writer = new WavWriter(file(), format)) {
      writer.write(sound, 2_501);
    }
    assertThat(WavReader.readAll(path)).isDeepEqualTo(sound);
    try (WavReader reader = WavReader.open(path)) {
      assertThat(reader.header().format()).isEqualTo(format);
      assertThat(Files.size(path) % 2).isZero();
      assertThat(tag()).isEqualTo(channels <= 2 ? 1 : 0xFFFE);
    }
  }

  private int tag() throws IOException {
    byte[] head = Files.readAllBytes(path);
    return (head[56] & 0xff) | (head[57] & 0xff) << 8;
  }

  @Test
  void shouldLeaveAPlayableFileWhenKilled() throws IOException {
    StreamFormat format = new StreamFormat(SampleEncoding.S16_LE, 8_000, 1);
    float[][] sound = noise(1, 100, 16);
    RandomAccessFile left = file();
    WavWriter writer = new WavWriter(left, format);
    for (int block = 1; block <= 200; block++) {
      writer.write(sound, 100);
      assertThat(declaredFrames()).isBetween(100 * block - 8_000, 100 * block).isPositive();
    }
    left.close();
  }

  /** Of 16-bit mono, as a player sees it that knows nothing of files cut off. */
  private int declaredFrames() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    return head.getInt(48 + 8 + 16 + 4) / 2;
  }

  @Test
  void shouldTurnIntoRf64WhenItGrowsTooLong() throws IOException {
    StreamFormat format = new StreamFormat(SampleEncoding.S24_LE, 44_100, 3);
    float[][] sound = noise(3, 500, 24);
    try (WavWriter writer = new WavWriter(file(), format, 8_000)) {
      writer.write(sound, 500);
      assertThat(kind()).isEqualTo("RIFF");
      writer.write(sound, 500);
    }
    assertThat(kind()).isEqualTo("RF64");
    assertThat(framesOf(path)).isEqualTo(1_000);
    assertThat(WavReader.readAll(path)[2][999]).isEqualTo(sound[2][499]);
  }

  private String kind() throws IOException {
    return new String(Files.readAllBytes(path), 0, 4, java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void shouldBeAValidFileBeforeTheFirstFrame() throws IOException {
    StreamFormat format = new StreamFormat(SampleEncoding.S16_LE, 44_100, 2);
    WavWriter writer = new WavWriter(file(), format);
    assertThat(framesOf(path)).isZero();
    writer.close();
    writer.close();
    assertThat(framesOf(path)).isZero();
  }

  private RandomAccessFile file() throws IOException {
    return new RandomAccessFile(path.toFile(), "rw");
  }

  private static long framesOf(Path path) throws IOException {
    try (WavReader reader = WavReader.open(path)) {
      return reader.header().dataFrames();
    }
  }

  private static float[][] noise(int channels, int frames, int bits) {
    Random random = new Random(bits * 1_000L + channels);
    float[][] planar = new float[channels][frames];
    float scale = 1 << (bits - 1);
    for (float[] channel : planar) {
      for (int i = 0; i < frames; i++) {
        channel[i] = (random.nextInt(1 << bits) - scale) / scale;
      }
    }
    return planar;
  }
}
