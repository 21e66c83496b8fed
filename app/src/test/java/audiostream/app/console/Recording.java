package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.WavReader;
import audiostream.engine.device.tone.ToneSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a receiver has played: one channel of it. */
public record Recording(float[] samples, int rateHz) {

  private static final int WINDOW = 4_410;
  private static final int EXCERPT_FRAMES = 64;

  static Recording of(Path wav) throws IOException {
    return of(wav, 1);
  }

  /**
   * @param channel counted from 1
   */
  public static Recording of(Path wav, int channel) throws IOException {
    try (WavReader reader = WavReader.open(wav)) {
      float[] samples = WavReader.readAll(wav)[channel - 1];
      return new Recording(samples, reader.header().format().rateHz());
    }
  }

  /** One channel, counted from 1, of interleaved 16-bit little-endian samples. */
  public static Recording ofRaw(Path raw, int channel, int channels, int rateHz)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[bytes.remaining() / 2 / channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = bytes.getShort(2 * (i * channels + channel - 1)) / (float) (1 << 15);
    }
    return new Recording(samples, rateHz);
  }

  /** The greatest amplitude of a frequency in any tenth of a second. */
  public double loudest(double hertz) {
    double most = 0;
    for (int from = 0; from + WINDOW <= samples.length; from += WINDOW / 2) {
      most = Math.max(most, amplitude(hertz, from));
    }
    return most;
  }

  /** The amplitude of another frequency in the tenth of a second in which one is loudest. */
  double whileLoudest(double hertz, double other) {
    int best = 0;
    for (int from = 0; from + WINDOW <= samples.length; from += WINDOW / 2) {
      best = amplitude(hertz, from) > amplitude(hertz, best) ? from : best;
    }
    return amplitude(other, best);
  }

  private double amplitude(double hertz, int from) {
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < WINDOW; i++) {
      double angle = 2 * Math.PI * hertz * i / rateHz;
      double window = 1 - Math.cos(2 * Math.PI * i / WINDOW);
      real += window * samples[from + i] * Math.cos(angle);
      imaginary += window * samples[from + i] * Math.sin(angle);
    }
    return 2 * Math.hypot(real, imaginary) / WINDOW;
  }

  /** Asserts that it holds one unbroken piece of the generated signal, bit for bit. */
  void assertUnbroken(int channel, double atLeastSeconds) {
    int from = 0;
    while (from < samples.length && samples[from] == 0) {
      from++;
    }
    int to = samples.length;
    while (to > from && samples[to - 1] == 0) {
      to--;
    }
    assertThat((double) (to - from) / rateHz).as("seconds").isGreaterThan(atLeastSeconds);
    ToneSignal signal = new ToneSignal(rateHz);
    long start =
        signal.locate(channel, samples, from, EXCERPT_FRAMES, 0, 60L * rateHz).orElseThrow();
    for (int i = 0; i < to - from; i++) {
      if (samples[from + i] != signal.sample(channel, start + i)) {
        throw new AssertionError("another sound at frame " + i + " of " + (to - from));
      }
    }
  }
}
