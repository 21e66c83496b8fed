package audiostream.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.MemoryChannel;
import audiostream.engine.audio.WavBytes;
import audiostream.engine.audio.WavFormatException;
import audiostream.engine.audio.WavHeader;
import audiostream.engine.audio.WavReader;
import java.io.IOException;
import java.util.List;

/**
 * Any bytes are either a WAV file, all of whose frames lie within it and can be read, or refused in
 * one line.
 */
public final class WavFuzz {

  private WavFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    try (WavReader reader = new WavReader(new MemoryChannel(data), "fuzz.wav")) {
      checkHeader(reader.header(), data.length);
      checkSound(reader);
    } catch (WavFormatException refused) {
      assertThat(refused.getMessage()).startsWith("fuzz.wav").matches("[ -~]+");
    }
  }

  private static void checkHeader(WavHeader header, int fileBytes) {
    assertThat(header.dataFrames()).isNotNegative();
    assertThat(header.dataOffset() + header.dataFrames() * header.format().frameBytes())
        .isBetween(header.dataOffset(), (long) fileBytes);
  }

  private static void checkSound(WavReader reader) throws IOException {
    float[][] planar = new float[reader.header().format().channels()][100];
    long total = 0;
    int frames = reader.read(planar, 0, 100);
    while (frames > 0) {
      for (int i = 0; i < frames; i++) {
        assertThat(planar[0][i]).isFinite();
      }
      total += frames;
      frames = reader.read(planar, 0, 100);
    }
    assertThat(total).isEqualTo(reader.header().dataFrames());
  }

  public static List<byte[]> seeds() {
    byte[] sound = new byte[48];
    return List.of(
        WavBytes.riff().fmt(1, 1, 44_100, 16).chunk("data", sound).complete(),
        WavBytes.riff().fmt(1, 2, 48_000, 24).chunk("data", sound).complete(),
        WavBytes.riff()
            .fmt(3, 3, 8_000, 32)
            .chunk("LIST", new byte[3])
            .chunk("data", sound)
            .complete(),
        WavBytes.riff().extensible(1, 4, 192_000, 24, 20).chunk("data", sound).complete(),
        WavBytes.riff().fmt(1, 1, 44_100, 8).chunkSaying("data", -1, sound).asItIs(),
        WavBytes.rf64()
            .ds64(120, 48, 12)
            .fmt(1, 2, 44_100, 16)
            .chunkSaying("data", -1, sound)
            .asItIs());
  }
}
