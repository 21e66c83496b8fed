package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Captures a tenth of a second without a gap, in which the lab's tones have whole numbers of
 * cycles, and tells their amplitudes apart (Goertzel's algorithm, one bin at a time).
 */
public final class ToneWindow implements CaptureCallback {

  private static final int FRAMES = Lab.RATE_HZ / 10;

  private final float[][] samples;
  private final CountDownLatch complete = new CountDownLatch(1);
  private int settling;
  private int filled;

  /**
   * @param settlingBlocks to let pass first
   */
  public ToneWindow(int channels, int settlingBlocks) {
    samples = new float[channels][FRAMES];
    settling = settlingBlocks;
  }

  @Override
  public void captured(CaptureBlock block) {
    if (settling > 0) {
      settling--;
      return;
    }
    if (complete.getCount() == 0) {
      return;
    }
    if (block.gap()) {
      filled = 0;
    }
    int frames = Math.min(block.frames(), FRAMES - filled);
    for (int c = 0; c < samples.length; c++) {
      System.arraycopy(block.samples()[c], 0, samples[c], filled, frames);
    }
    filled += frames;
    if (filled == FRAMES) {
      complete.countDown();
    }
  }

  public boolean await(int seconds) throws InterruptedException {
    return complete.await(seconds, TimeUnit.SECONDS);
  }

  /** Every channel holds its own tone at the lab's level, and of all others next to nothing. */
  public void assertOwnToneInEachChannel() {
    for (int c = 0; c < samples.length; c++) {
      for (int tone = 0; tone < Lab.CHANNELS; tone++) {
        assertThat(amplitude(c, Lab.toneHz(tone)))
            .as("channel " + (c + 1) + " at " + Lab.toneHz(tone) + " Hz")
            .isCloseTo(c == tone ? Lab.AMPLITUDE : 0, within(0.001));
      }
    }
  }

  public double amplitude(int channel, double hz) {
    double turn = 2 * Math.cos(2 * Math.PI * hz / Lab.RATE_HZ);
    double last = 0;
    double beforeLast = 0;
    for (float sample : samples[channel]) {
      double now = sample + turn * last - beforeLast;
      beforeLast = last;
      last = now;
    }
    double power = last * last + beforeLast * beforeLast - turn * last * beforeLast;
    return 2 * Math.sqrt(Math.max(0, power)) / FRAMES;
  }
}
