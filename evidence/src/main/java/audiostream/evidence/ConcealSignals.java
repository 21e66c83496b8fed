package audiostream.evidence;

import audiostream.engine.audio.WavReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What is concealed in {@link Conceal}: mono at 44 100 Hz, made here, the same for the same seed;
 * and, where Debian's alsa-utils is installed, the words that it brings (a real voice, 48 kHz).
 */
final class ConcealSignals {

  static final int RATE_HZ = 44_100;
  private static final int SECONDS = 30;
  private static final int FRAMES = SECONDS * RATE_HZ;
  private static final Path WORDS = Path.of("/usr/share/sounds/alsa");

  private ConcealSignals() {}

  /** By name, in the order of the table. */
  static Map<String, float[]> all(long seed) throws IOException {
    Map<String, float[]> signals = new LinkedHashMap<>();
    signals.put("speech, synthetic", speech(new Random(seed)));
    float[] words = words();
    if (words.length > 0) {
      signals.put("speech, recorded words", words);
    }
    signals.put("music, plucked", music(new Random(seed)));
    signals.put("tones, steady", tones());
    return signals;
  }

  /** Words such as "front left", one after the other; none where they are not installed. */
  private static float[] words() throws IOException {
    if (!Files.isDirectory(WORDS)) {
      return new float[0];
    }
    List<float[]> parts = new ArrayList<>();
    try (var files = Files.list(WORDS)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".wav") && !file.endsWith("Noise.wav")) {
          parts.add(WavReader.readAll(file)[0]);
        }
      }
    }
    float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  /** Five steady tones that fit no packet. */
  private static float[] tones() {
    double[] hz = {196.3, 311.1, 523.7, 1_174.9, 3_135.3};
    float[] samples = new float[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      double sum = 0;
      for (int t = 0; t < hz.length; t++) {
        sum += 0.12 * Math.sin(2 * Math.PI * hz[t] / RATE_HZ * i + t);
      }
      samples[i] = (float) sum;
    }
    return samples16(samples);
  }

  /** Every quarter of a second one to three strings are plucked; each has twelve partials. */
  private static float[] music(Random random) {
    float[] samples = new float[FRAMES];
    for (int at = 0; at < FRAMES; at += RATE_HZ / 4) {
      int strings = 1 + random.nextInt(3);
      for (int s = 0; s < strings; s++) {
        pluck(samples, at, 110 * Math.pow(2, random.nextInt(36) / 12.0), random);
      }
    }
    return samples16(samples);
  }

  private static void pluck(float[] samples, int from, double hz, Random random) {
    int frames = Math.min(2 * RATE_HZ, FRAMES - from);
    for (int partial = 1; partial <= 12; partial++) {
      // A stiff string's partials lie a little above the multiples, and higher ones die sooner.
      double partialHz = hz * partial * Math.sqrt(1 + 3e-4 * partial * partial);
      double decay = Math.exp(-(1.5 + 0.7 * partial) / RATE_HZ);
      double phase = random.nextDouble() * 2 * Math.PI;
      double gain = partialHz < 18_000 ? 0.12 / partial : 0;
      for (int i = 0; i < frames; i++) {
        double onset = Math.min(1, i / 100.0);
        samples[from + i] +=
            (float) (onset * gain * Math.sin(2 * Math.PI * partialHz / RATE_HZ * i + phase));
        gain *= decay;
      }
    }
  }

  /**
   * Vowels and fricatives with pauses: pulses of a gliding pitch, or noise, through three
   * resonators that glide between the vowels of a man's voice (Peterson and Barney, 1952).
   */
  private static float[] speech(Random random) {
    double[][] vowels = {
      {730, 1_090, 2_440}, {270, 2_290, 3_010}, {300, 870, 2_240}, {530, 1_840, 2_480},
      {570, 840, 2_410}, {660, 1_720, 2_410}, {440, 1_020, 2_240}, {490, 1_350, 1_690}
    };
    float[] samples = new float[FRAMES];
    Voice voice = new Voice(random, vowels[0].clone());
    int at = 0;
    while (at < FRAMES) {
      int frames = Math.min(FRAMES - at, RATE_HZ * (80 + random.nextInt(150)) / 1_000);
      int kind = random.nextInt(10);
      double[] vowel = vowels[random.nextInt(vowels.length)];
      if (kind < 7) {
        voice.speak(samples, at, frames, vowel, 90 + random.nextInt(60));
      } else if (kind < 9) {
        voice.hiss(samples, at, frames);
      }
      at += frames;
    }
    return samples16(samples);
  }

  /** A source and three resonators in a row. */
  private static final class Voice {
    private static final double[] BANDWIDTHS_HZ = {70, 100, 140};

    private final Random random;
    private final double[] formantsHz;
    private final double[][] states = new double[3][2];
    private double pitchHz = 110;
    private double phase;
    private double flow;

    Voice(Random random, double[] formantsHz) {
      this.random = random;
      this.formantsHz = formantsHz;
    }

    void speak(float[] samples, int from, int frames, double[] vowelHz, double targetHz) {
      for (int i = 0; i < frames; i++) {
        double envelope = Math.sin(Math.PI * (i + 0.5) / frames);
        pitchHz += (targetHz - pitchHz) * 1e-4 + random.nextGaussian() * 0.02;
        for (int f = 0; f < 3; f++) {
          formantsHz[f] += (vowelHz[f] - formantsHz[f]) * 8e-4;
        }
        phase += pitchHz / RATE_HZ;
        double pulse = phase >= 1 ? 1 : 0;
        phase -= pulse;
        // Two poles that make the pulse fall by 12 dB an octave, and a little breath.
        flow = 0.97 * flow + pulse + 0.002 * random.nextGaussian();
        samples[from + i] = (float) (0.25 * envelope * resonate(flow));
      }
    }

    private double resonate(double sample) {
      double now = sample;
      for (int f = 0; f < 3; f++) {
        double radius = Math.exp(-Math.PI * BANDWIDTHS_HZ[f] / RATE_HZ);
        double turn = 2 * radius * Math.cos(2 * Math.PI * formantsHz[f] / RATE_HZ);
        double[] state = states[f];
        // A gain of one at 0 Hz.
        double next =
            (1 - turn + radius * radius) * now + turn * state[0] - radius * radius * state[1];
        state[1] = state[0];
        state[0] = next;
        now = next;
      }
      return now;
    }

    void hiss(float[] samples, int from, int frames) {
      double before = 0;
      for (int i = 0; i < frames; i++) {
        double noise = random.nextGaussian();
        double envelope = Math.sin(Math.PI * (i + 0.5) / frames);
        samples[from + i] = (float) (0.03 * envelope * (noise - before));
        before = 0.9 * noise;
      }
    }
  }

  /** As L16 carries them. */
  private static float[] samples16(float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.round(Math.clamp(samples[i], -1f, 0.9999f) * 32_768) / 32_768f;
    }
    return samples;
  }
}
