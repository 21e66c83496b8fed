package audiostream.engine.device.tone;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToneSignalTest {

  private final ToneSignal signal = new ToneSignal(44_100);

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 32_000, 44_100, 48_000, 96_000, 192_000})
  void shouldGiveEachChannelAFrequencyOfItsOwnBelowHalfTheRate(int rateHz) {
    Set<Integer> all = new HashSet<>();
    for (int channel = 1; channel <= 64; channel++) {
      int frequencyHz = ToneSignal.frequencyHz(channel, rateHz);
      assertThat(frequencyHz).isBetween(300, (rateHz - 1) / 2);
      all.add(frequencyHz);
    }
    assertThat(all).hasSize(64);
  }

  @Test
  void shouldCountIn100HzStepsFrom300() {
    assertThat(ToneSignal.frequencyHz(1, 44_100)).isEqualTo(300);
    assertThat(ToneSignal.frequencyHz(16, 44_100)).isEqualTo(1_800);
    assertThat(ToneSignal.frequencyHz(64, 13_202)).isEqualTo(6_600);
    assertThat(ToneSignal.frequencyHz(64, 8_000)).isEqualTo(300 + 63 * 58);
  }

  @Test
  void shouldPutThePowerAtTheChannelsFrequency() {
    float[] second = new float[44_100];
    for (int channel : new int[] {1, 5, 64}) {
      signal.fillChannel(channel, 123_456_789, second, second.length);
      double peak = amplitudeAt(second, ToneSignal.frequencyHz(channel, 44_100));
      assertThat(20 * Math.log10(peak)).isBetween(-12.02, -11.98);
      assertThat(amplitudeAt(second, ToneSignal.frequencyHz(channel, 44_100) + 100))
          .isLessThan(1e-4);
    }
  }

  private static double amplitudeAt(float[] second, int frequencyHz) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < second.length; i++) {
      double angle = 2 * Math.PI * frequencyHz * i / second.length;
      re += second[i] * Math.cos(angle);
      im += second[i] * Math.sin(angle);
    }
    return 2 * Math.hypot(re, im) / second.length;
  }

  @Test
  void shouldBeTheSameInBulkAndOneByOne() {
    float[][] planar = new float[64][1_000];
    long position = (1L << 40) + 17;
    signal.fill(position, planar, 1_000);
    for (int c = 0; c < 64; c++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(planar[c][i]).isEqualTo(signal.sample(c + 1, position + i));
      }
    }
  }

  @Test
  void shouldPassThrough16BitsExactly() {
    float[] source = new float[5_000];
    signal.fillChannel(3, 99, source, source.length);
    ByteBuffer bytes = ByteBuffer.allocate(2 * source.length);
    SampleEncoding.S16_BE.encode(source, 0, source.length, 1, 0, bytes, 0, 2);
    float[] decoded = new float[source.length];
    SampleEncoding.S16_BE.decode(bytes, 0, 2, decoded, 0, decoded.length);
    assertThat(decoded).containsExactly(source);
  }

  @Test
  void shouldFindWhereARecordingWasTaken() {
    float[] recorded = new float[441_000 + 50];
    signal.fillChannel(2, 1_234_567, recorded, recorded.length);
    assertThat(signal.locate(2, recorded, 50, 441_000, 0, 3_000_000)).hasValue(1_234_617);
    assertThat(signal.locate(2, recorded, 50, 64, 0, 3_000_000)).hasValue(1_234_617);
    assertThat(signal.locate(1, recorded, 50, 64, 0, 3_000_000)).isEqualTo(OptionalLong.empty());
    assertThat(signal.locate(2, recorded, 50, 64, 0, 1_234_617)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldTellWhereARecordingDeparts() {
    float[] recorded = new float[1_000];
    signal.fillChannel(1, 500, recorded, 1_000);
    Arrays.fill(recorded, 700, 702, 0);
    assertThat(signal.matchingFrames(1, recorded, 0, 1_000, 500)).isEqualTo(700);
    assertThat(signal.matchingFrames(1, recorded, 702, 298, 1_202)).isEqualTo(298);
    assertThat(signal.matchingFrames(1, recorded, 0, 1_000, 501)).isLessThan(10);
  }
}
