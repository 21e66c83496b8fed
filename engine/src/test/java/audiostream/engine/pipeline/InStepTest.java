package audiostream.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.dsp.DriftController;
import audiostream.engine.sync.ClockFilter;
import audiostream.engine.sync.MediaClock;
import audiostream.engine.sync.ProbePace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sixteen receivers of one sender for an hour of virtual time, positions only: each with a clock
 * and a sound card of its own, behind a network of its own in each direction. What is judged is how
 * far apart any two of them sound.
 */
@Execution(ExecutionMode.CONCURRENT)
class InStepTest {

  private static final int RECEIVERS = 16;
  private static final double BLOCK_NS = 256e9 / 44_100;
  private static final long SEED = 16;
  private static final double LATENCY_NS = 150e6;
  private static final double HOUR_NS = 3_600e9;
  private static final double LOCKED_AFTER_NS = 60e9;
  private static final long REPORTS_NS = 200_000_000L;
  private static final int JOINERS = 400;

  /** One receiver; all times in the world's ns, in which the sender's clock is right. */
  private static final class Listener {
    private final ClockFilter filter = new ClockFilter();
    private final DriftController controller = new DriftController();
    private final ProbePace pace = new ProbePace();
    private final WifiLike down;
    private final WifiLike answers;
    private final WifiLike up;
    private final boolean quiet;
    private final double clockPpm;
    private final double cardPpm;
    private final long clockOffsetNs;
    private double playedNs;
    private double ratePpm;
    private long nextProbeNs;
    private boolean playing;

    Listener(Random random, boolean quiet) {
      this.quiet = quiet;
      down = new WifiLike(random.nextLong(), 20, true);
      answers = new WifiLike(random.nextLong(), 20, true);
      up = new WifiLike(random.nextLong(), 20, true);
      clockPpm = 200 * random.nextDouble() - 100;
      cardPpm = 200 * random.nextDouble() - 100;
      clockOffsetNs = random.nextLong(1_000_000_000_000L);
      controller.inStep(true);
    }

    private long oursNs(double worldNs) {
      return Math.round(worldNs * (1 + clockPpm / 1e6)) + clockOffsetNs;
    }

    private double arrival(WifiLike network, double sentNs) {
      return quiet ? sentNs + 200_000 : network.arrivalNs(Math.round(sentNs));
    }

    void turn(double worldNs, MediaClock media) {
      filter.media(Math.round(worldNs), oursNs(arrival(down, worldNs + 300_000)));
      if (worldNs >= nextProbeNs) {
        double there = arrival(up, worldNs);
        double back = arrival(answers, there + 50_000);
        filter.exchange(
            oursNs(worldNs), Math.round(there), Math.round(there + 50_000), oursNs(back));
        long uncertaintyNs = Math.round(filter.uncertaintyNs());
        nextProbeNs =
            Math.round(worldNs)
                + pace.nextNs(filter.locked(), uncertaintyNs, REPORTS_NS, Math.round(worldNs));
      }
      if (filter.locked()) {
        play(worldNs, media);
      }
    }

    /** Plays a block at a moment; the card's clock decides how long it lasts in the world. */
    private void play(double worldNs, MediaClock media) {
      long senderNs = filter.senderNs(oursNs(worldNs));
      double dueNs = media.frameAt(Math.round(senderNs - LATENCY_NS)) * 1e9 / 44_100;
      double errorNs = dueNs - playedNs;
      if (!playing || Math.abs(errorNs) > 20e6) {
        playing = true;
        playedNs = dueNs;
        errorNs = 0;
      }
      controller.expect(filter.skewPpm() + media.ratePpm() - (cardPpm - clockPpm));
      ratePpm = controller.next(errorNs, BLOCK_NS);
      playedNs += BLOCK_NS * (1 + (ratePpm + cardPpm) / 1e6);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 20", "false, 200"})
  void sixteenReceiversSoundTogether(boolean quiet, double boundUs) {
    Random random = new Random(SEED);
    Listener[] all = new Listener[RECEIVERS];
    Arrays.setAll(all, i -> new Listener(random, quiet));
    MediaClock media = new MediaClock(44_100);
    double[] offsets = new double[RECEIVERS * (RECEIVERS - 1) / 2 * 3_600];
    int count = 0;
    double nextLookNs = LOCKED_AFTER_NS;
    for (long block = 0; block * BLOCK_NS < HOUR_NS; block++) {
      double worldNs = block * BLOCK_NS;
      if (block % 34 == 0) {
        media.report(block * 256, Math.round(worldNs));
      }
      for (Listener listener : all) {
        listener.turn(worldNs, media);
      }
      if (worldNs >= nextLookNs) {
        nextLookNs += 1e9;
        count = collect(all, offsets, count);
      }
    }
    double[] seen = Arrays.copyOf(offsets, count);
    Arrays.sort(seen);
    double p99 = seen[(int) (count * 0.99)] / 1e3;
    System.out.printf(
        "%s, seed %d: %d pairwise offsets in us:",
        quiet ? "quiet" : "Wi-Fi-like, 20 ms", SEED, count);
    for (int percent : new int[] {10, 25, 50, 75, 90, 99, 100}) {
      int index = (int) Math.min(count - 1L, (long) count * percent / 100);
      System.out.printf(" %d %% %.2f", percent, seen[index] / 1e3);
    }
    System.out.println();
    assertThat(p99).as("99th percentile in us, seed %d", SEED).isLessThan(boundUs);
  }

  /** Each hears the sender for the first time at another moment, and 5 s later it is in step. */
  @ParameterizedTest
  @CsvSource({"true, 99, 20", "false, 90, 300"})
  void whoJoinsIsInStepWithinFiveSeconds(boolean quiet, int percent, double boundUs) {
    Random random = new Random(SEED);
    double[] seen = new double[JOINERS];
    for (int i = 0; i < JOINERS; i++) {
      Listener listener = new Listener(random, quiet);
      MediaClock media = new MediaClock(44_100);
      long first = random.nextInt(1_000_000);
      long block = first;
      for (; (block - first) * BLOCK_NS < 5e9; block++) {
        if ((block - first) % 34 == 0) {
          media.report(block * 256, Math.round(block * BLOCK_NS));
        }
        listener.turn(block * BLOCK_NS, media);
      }
      seen[i] = Math.abs(listener.playedNs - (block * BLOCK_NS - LATENCY_NS));
    }
    Arrays.sort(seen);
    System.out.printf(
        "%s, seed %d: in us 5 s after the first packet: 50 %% %.2f 90 %% %.2f 99 %% %.2f%n",
        quiet ? "quiet" : "Wi-Fi-like, 20 ms",
        SEED,
        seen[JOINERS / 2] / 1e3,
        seen[JOINERS * 9 / 10] / 1e3,
        seen[JOINERS * 99 / 100] / 1e3);
    double within = seen[JOINERS * percent / 100] / 1e3;
    assertThat(within).as("%d %% in us, seed %d", percent, SEED).isLessThan(boundUs);
  }

  private static int collect(Listener[] all, double[] offsets, int from) {
    int count = from;
    for (int a = 0; a < all.length; a++) {
      for (int b = a + 1; b < all.length; b++) {
        offsets[count++] = Math.abs(all[a].playedNs - all[b].playedNs);
      }
    }
    return count;
  }
}
