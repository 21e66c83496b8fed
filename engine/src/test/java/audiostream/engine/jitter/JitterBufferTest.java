package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JitterBufferTest {

  private static final StreamFormat STEREO = new StreamFormat(SampleEncoding.S16_BE, 44_100, 2);

  private final JitterBuffer buffer = new JitterBuffer(2, 1_000);
  private final float[][] out = new float[2][256];

  private static ByteBuffer payload(long position, int frames) {
    ByteBuffer bytes = ByteBuffer.allocate(frames * 4);
    for (int i = 0; i < frames; i++) {
      bytes.putShort((short) ((position + i) % 10_000 + 1));
      bytes.putShort((short) -((position + i) % 10_000 + 1));
    }
    return bytes;
  }

  private static float sample(long position) {
    return (position % 10_000 + 1) / 32_768f;
  }

  @Test
  void shouldGiveEveryFrameAtItsPlaceWhateverTheOrder() {
    buffer.reset(0);
    buffer.put(100, 50, payload(100, 50), 0, STEREO);
    buffer.put(0, 100, payload(0, 100), 0, STEREO);
    assertThat(take(buffer, out, 200, 2)).isEqualTo(50);
    for (int i = 0; i < 150; i++) {
      assertThat(out[0][i]).isEqualTo(sample(i));
      assertThat(out[1][i]).isEqualTo(-sample(i));
    }
    assertThat(out[0][150]).isZero();
    assertThat(buffer.readPosition()).isEqualTo(200);
  }

  @Test
  void shouldKeepOnlyWhatIsInTime() {
    buffer.reset(0);
    take(buffer, out, 100, 2);
    assertThat(buffer.put(90, 30, payload(90, 30), 0, STEREO)).isEqualTo(20);
    assertThat(buffer.put(0, 100, payload(0, 100), 0, STEREO)).isZero();
    assertThat(take(buffer, out, 20, 2)).isZero();
    assertThat(out[0][0]).isEqualTo(sample(100));
  }

  @Test
  void shouldMoveItsStartBackForAnEarlierFrameUntilItIsRead() {
    buffer.reset(500);
    buffer.put(500, 10, payload(500, 10), 0, STEREO);
    assertThat(buffer.put(400, 100, payload(400, 100), 0, STEREO)).isEqualTo(100);
    assertThat(buffer.readPosition()).isEqualTo(400);
    assertThat(take(buffer, out, 110, 2)).isZero();
  }

  @Test
  void shouldRefuseWhatWouldOverwriteUnplayedFrames() {
    buffer.reset(0);
    assertThat(buffer.capacityFrames()).isEqualTo(1_024);
    assertThat(buffer.beyondCapacity(1_000, 23)).isFalse();
    assertThat(buffer.beyondCapacity(1_000, 24)).isTrue();
  }

  @Test
  void shouldAgreeWithAPlainArrayOverRandomLossAndReads() {
    long seed = 4_711;
    Random random = new Random(seed);
    int total = 50_000;
    boolean[] arrived = new boolean[total + 1_000];
    buffer.reset(0);
    long written = 0;
    long read = 0;
    while (read < total) {
      int frames = 1 + random.nextInt(200);
      if (written + frames - read < 1_000) {
        if (random.nextInt(5) != 0) {
          buffer.put(written, frames, payload(written, frames), 0, STEREO);
          java.util.Arrays.fill(arrived, (int) written, (int) written + frames, true);
        }
        written += frames;
      } else {
        take(buffer, out, 100, 2);
        for (int i = 0; i < 100; i++, read++) {
          assertThat(out[0][i])
              .as("seed %d, frame %d", seed, read)
              .isEqualTo(arrived[(int) read] ? sample(read) : 0f);
        }
      }
      if (written >= total) {
        return;
      }
    }
  }

  /** Takes all runs, however often there and missing frames alternate. */
  private static int take(JitterBuffer buffer, float[][] target, int frames, int channels) {
    int missing = 0;
    int done = 0;
    while (done < frames) {
      int run = buffer.nextRun(frames - done);
      missing += Math.max(0, -run);
      buffer.takeRun(target, done, Math.abs(run), channels);
      done += Math.abs(run);
    }
    return missing;
  }
}
