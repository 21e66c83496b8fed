package audiostream.evidence;

import audiostream.engine.dsp.Concealer;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Conceals lost packets of 256 frames in sound of several kinds, and says how near the result is to
 * what was sent, beside silence and beside the last packet once more; then what a gap costs. Prints
 * tables as docs/figures.md has them.
 */
final class Conceal {

  static final int PACKET_FRAMES = 256;
  private static final long SEED = 1;

  /** How packets are lost. */
  private record Loss(String name, double part, int burst) {
    boolean[] draw(int packets) {
      Random random = new Random(SEED);
      boolean[] lost = new boolean[packets];
      for (int p = 0; p < packets; p++) {
        if (random.nextDouble() < part / burst) {
          Arrays.fill(lost, p, Math.min(packets, p + burst), true);
        }
      }
      return lost;
    }
  }

  private static final Loss[] LOSSES = {
    new Loss("1 %", 0.01, 1),
    new Loss("5 %", 0.05, 1),
    new Loss("10 %", 0.1, 1),
    new Loss("5 %, bursts of 3", 0.05, 3)
  };

  private Conceal() {}

  public static void main(String[] args) throws IOException {
    double coldMs = firstGapMs();
    Map<String, float[]> signals = ConcealSignals.all(SEED);
    System.out.printf("Seed %d, packets of %d frames.%n%n", SEED, PACKET_FRAMES);
    System.out.println(
        "| signal | lost | SNR, silence [dB] | SNR, last packet again [dB] | SNR, concealed [dB]"
            + " | distance, silence [dB] | distance, last packet again [dB]"
            + " | distance, concealed [dB] |");
    System.out.println("|---|---|--:|--:|--:|--:|--:|--:|");
    signals.forEach(Conceal::printRows);
    printCosts(coldMs);
  }

  private static void printRows(String name, float[] sent) {
    for (Loss loss : LOSSES) {
      boolean[] lost = loss.draw(sent.length / PACKET_FRAMES);
      ConcealScore silence = ConcealScore.of(sent, silent(sent, lost), lost);
      ConcealScore repeated = ConcealScore.of(sent, repeated(sent, lost), lost);
      ConcealScore concealed = ConcealScore.of(sent, concealed(sent, lost), lost);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.1f | **%.1f** | %.1f | %.1f | **%.1f** |%n",
          name,
          loss.name(),
          silence.snrDb(),
          repeated.snrDb(),
          concealed.snrDb(),
          silence.distanceDb(),
          repeated.distanceDb(),
          concealed.distanceDb());
    }
  }

  private static float[] silent(float[] sent, boolean[] lost) {
    float[] heard = sent.clone();
    for (int p = 0; p < lost.length; p++) {
      if (lost[p]) {
        Arrays.fill(heard, p * PACKET_FRAMES, (p + 1) * PACKET_FRAMES, 0f);
      }
    }
    return heard;
  }

  private static float[] repeated(float[] sent, boolean[] lost) {
    float[] heard = sent.clone();
    for (int p = 1; p < lost.length; p++) {
      if (lost[p]) {
        int at = p * PACKET_FRAMES;
        System.arraycopy(heard, at - PACKET_FRAMES, heard, at, PACKET_FRAMES);
      }
    }
    return heard;
  }

  private static float[] concealed(float[] sent, boolean[] lost) {
    Concealer concealer = new Concealer(1, PACKET_FRAMES);
    concealer.configure(ConcealSignals.RATE_HZ, 1);
    float[][] heard = {sent.clone()};
    for (int p = 0; p < lost.length; p++) {
      if (lost[p]) {
        concealer.missing(heard, p * PACKET_FRAMES, PACKET_FRAMES);
      } else {
        concealer.present(heard, p * PACKET_FRAMES, PACKET_FRAMES);
      }
    }
    return heard[0];
  }

  /** The first gap in this process, when nothing has been compiled yet. */
  private static double firstGapMs() {
    return new ConcealLoad(1).costMs(SystemClock.real(), 1)[0];
  }

  private static void printCosts(double coldMs) {
    Clock clock = SystemClock.real();
    double blockMs = PACKET_FRAMES * 1e3 / ConcealSignals.RATE_HZ;
    System.out.printf(
        Locale.ROOT,
        "%nThe first gap of a process that has not been warmed: %.1f %% of a block (mono).%n%n",
        100 * coldMs / blockMs);
    System.out.println("| channels | first lost packet | the next one | the packet after a gap |");
    System.out.println("|--:|--:|--:|--:|");
    for (int channels : new int[] {1, 2, 8, 16, 64}) {
      double[] ms = new ConcealLoad(channels).costMs(clock, 3_000);
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f %% | %.1f %% | %.1f %% |%n",
          channels,
          100 * ms[0] / blockMs,
          100 * ms[1] / blockMs,
          100 * ms[2] / blockMs);
    }
  }
}
