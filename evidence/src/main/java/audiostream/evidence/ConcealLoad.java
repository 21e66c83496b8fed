package audiostream.evidence;

import audiostream.engine.device.tone.ToneSignal;
import audiostream.engine.dsp.Concealer;
import audiostream.engine.time.Clock;
import java.util.Arrays;

/** A concealer with tones before it, of which packets are lost. */
final class ConcealLoad {

  private static final int FRAMES = SendLoad.BLOCK_FRAMES;

  private final Concealer concealer;
  private final ToneSignal signal = new ToneSignal(SendLoad.RATE_HZ);
  private final float[][] block;
  private long position;

  ConcealLoad(int channels) {
    concealer = new Concealer(channels, FRAMES);
    concealer.configure(SendLoad.RATE_HZ, channels);
    block = new float[channels][FRAMES];
    for (int b = 0; b < 20; b++) {
      next();
      present();
    }
  }

  /** The next packet's frames come to lie in the block. */
  void next() {
    position += signal.fill(position, block, FRAMES);
  }

  void present() {
    concealer.present(block, 0, FRAMES);
  }

  void missing() {
    concealer.missing(block, 0, FRAMES);
  }

  /**
   * The medians of so many gaps of two packets: the first, the second, the one that comes after.
   */
  double[] costMs(Clock clock, int gaps) {
    double[][] costs = new double[3][gaps];
    for (int g = 0; g < gaps; g++) {
      costs[0][g] = time(clock, this::missing);
      costs[1][g] = time(clock, this::missing);
      next();
      costs[2][g] = time(clock, this::present);
    }
    return Arrays.stream(costs).mapToDouble(ConcealLoad::median).toArray();
  }

  private static double time(Clock clock, Runnable turn) {
    long beforeNs = clock.nowNs();
    turn.run();
    return (clock.nowNs() - beforeNs) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
