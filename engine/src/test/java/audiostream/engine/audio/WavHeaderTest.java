package audiostream.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavHeaderTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 8, U8",
    "1, 16, S16_LE",
    "1, 24, S24_LE",
    "1, 32, S32_LE",
    "3, 32, F32_LE",
    "1, 20, S24_LE",
  })
  void shouldReadEachEncodingPlainAndExtensible(int tag, int bits, SampleEncoding encoding)
      throws IOException {
    byte[] sound = new byte[encoding.bytes() * 2 * 5];
    StreamFormat expected = new StreamFormat(encoding, 48_000, 2);
    byte[] plain = WavBytes.riff().fmt(tag, 2, 48_000, bits).chunk("data", sound).complete();
    assertThat(read(plain)).isEqualTo(new WavHeader(expected, 44, 5));
    byte[] extensible =
        WavBytes.riff()
            .extensible(tag, 2, 48_000, encoding.bits(), bits)
            .chunk("data", sound)
            .complete();
    assertThat(read(extensible)).isEqualTo(new WavHeader(expected, 68, 5));
  }

  @Test
  void shouldSkipUnknownChunksAndTheirPadding() throws IOException {
    byte[] file =
        WavBytes.riff()
            .chunk("LIST", new byte[7])
            .chunk("JUNK", new byte[28])
            .fmt(1, 64, 192_000, 16)
            .chunk("cue ", new byte[1])
            .chunk("data", new byte[128 * 3])
            .chunk("LIST", new byte[9])
            .complete();
    assertThat(read(file).dataFrames()).isEqualTo(3);
    assertThat(read(file).format().channels()).isEqualTo(64);
  }

  @Test
  void shouldNotCountAPartialLastFrame() throws IOException {
    byte[] file = WavBytes.riff().fmt(1, 2, 44_100, 16).chunk("data", new byte[11]).complete();
    assertThat(read(file).dataFrames()).isEqualTo(2);
  }

  @Test
  void shouldReadAStreamedFileToItsEnd() throws IOException {
    byte[] sound = new byte[40];
    byte[] zero = WavBytes.riff().fmt(1, 1, 44_100, 16).chunkSaying("data", 0, sound).asItIs();
    byte[] minusOne = WavBytes.riff().fmt(1, 1, 44_100, 16).chunkSaying("data", -1, sound).asItIs();
    assertThat(read(zero).dataFrames()).isEqualTo(20);
    assertThat(read(minusOne).dataFrames()).isEqualTo(20);
  }

  @Test
  void shouldBelieveACompletedFileThatItIsEmpty() throws IOException {
    byte[] file =
        WavBytes.riff().fmt(1, 1, 44_100, 16).chunk("data").chunk("LIST", new byte[10]).complete();
    assertThat(read(file).dataFrames()).isZero();
  }

  @Test
  void shouldFindSoundBeyondFourGiB() throws IOException {
    long dataBytes = 5L << 30;
    byte[] head =
        WavBytes.rf64()
            .ds64(dataBytes + 72, dataBytes, dataBytes / 4)
            .fmt(1, 2, 44_100, 16)
            .chunkSaying("data", -1)
            .asItIs();
    Path path = folder.resolve("sparse.wav");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(head);
      file.setLength(head.length + dataBytes + 1_000);
      file.seek(head.length + dataBytes - 4);
      file.write(new byte[] {0, 0x40, 0, (byte) 0x80});
    }
    try (WavReader reader = WavReader.open(path)) {
      assertThat(reader.header().dataFrames()).isEqualTo(dataBytes / 4);
      reader.seek(dataBytes / 4 - 1);
      float[][] planar = new float[2][8];
      assertThat(reader.read(planar, 0, 8)).isEqualTo(1);
      assertThat(planar[0][0]).isEqualTo(0.5f);
      assertThat(planar[1][0]).isEqualTo(-1f);
      assertThat(reader.read(planar, 0, 8)).isZero();
    }
  }

  @Test
  void shouldFindALongChunkBeforeTheSoundByTheTable() throws IOException {
    byte[] table = new byte[40];
    table[8] = 4; // data
    table[24] = 1; // one entry
    System.arraycopy(new byte[] {'b', 'i', 'g', ' ', 6}, 0, table, 28, 5);
    byte[] file =
        WavBytes.rf64()
            .chunk("ds64", table)
            .chunkSaying("big ", -1, new byte[6])
            .fmt(1, 1, 44_100, 16)
            .chunkSaying("data", -1, new byte[6])
            .asItIs();
    assertThat(read(file).dataFrames()).isEqualTo(2);
  }

  @Test
  void shouldSayThatAFileIsCutShort() {
    byte[] file = WavBytes.riff().fmt(1, 1, 44_100, 16).chunk("data", new byte[100]).complete();
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 60)))
        .isInstanceOf(WavFormatException.class)
        .hasMessage(
            "x.wav is cut short: its 'data' chunk says 100 bytes, and the file has 40 of them");
    assertThatThrownBy(() -> read(Arrays.copyOf(file, 30)))
        .isInstanceOf(WavFormatException.class)
        .hasMessageContaining("x.wav is cut short: its 'fmt ' chunk");
    assertThatThrownBy(() -> read(Arrays.copyOf(file, 40)))
        .isInstanceOf(WavFormatException.class)
        .hasMessage("x.wav has no sound in it: it ends before a data chunk");
  }

  @Test
  void shouldSayThatAFileIsNotAWavFile() {
    for (byte[] file : List.of(new byte[0], new byte[5], "ID3 some compressed sound".getBytes())) {
      assertThatThrownBy(() -> read(file))
          .isInstanceOf(WavFormatException.class)
          .hasMessageContaining("x.wav is not a WAV file");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheFormat() {
    assertThatThrownBy(() -> read(WavBytes.riff().fmt(85, 2, 44_100, 16).chunk("data").complete()))
        .hasMessageContaining("encoding 85");
    assertThatThrownBy(() -> read(WavBytes.riff().fmt(1, 2, 44_100, 64).chunk("data").complete()))
        .hasMessageContaining("64 bits");
    assertThatThrownBy(() -> read(WavBytes.riff().fmt(1, 65, 44_100, 16).chunk("data").complete()))
        .hasMessage("x.wav: 65 channels: 1 to 64");
    assertThatThrownBy(() -> read(WavBytes.riff().fmt(1, 0, 44_100, 16).chunk("data").complete()))
        .hasMessage("x.wav: 0 channels: 1 to 64");
    assertThatThrownBy(() -> read(WavBytes.riff().fmt(1, 1, 4_000, 16).chunk("data").complete()))
        .hasMessage("x.wav: rate 4000 Hz: 8000 to 192000");
    assertThatThrownBy(() -> read(WavBytes.riff().chunk("data", new byte[4]).complete()))
        .hasMessageContaining("no fmt before data");
    assertThatThrownBy(() -> read(WavBytes.riff().chunk("fmt ", new byte[14]).complete()))
        .hasMessageContaining("14 bytes");
  }

  @Test
  void shouldRefuseSizesThatMakeNoSense() {
    byte[] negative =
        WavBytes.rf64()
            .ds64(100, Long.MIN_VALUE, 1)
            .fmt(1, 1, 44_100, 16)
            .chunkSaying("data", -1, new byte[8])
            .asItIs();
    assertThatThrownBy(() -> read(negative)).isInstanceOf(WavFormatException.class);
    byte[] endless =
        WavBytes.rf64()
            .ds64(100, Long.MAX_VALUE, 1)
            .fmt(1, 1, 44_100, 16)
            .chunkSaying("data", -1, new byte[8])
            .asItIs();
    assertThatThrownBy(() -> read(endless)).hasMessageContaining("cut short");
  }

  private static WavHeader read(byte[] file) throws IOException {
    return WavHeader.read(new MemoryChannel(file), "x.wav");
  }
}
