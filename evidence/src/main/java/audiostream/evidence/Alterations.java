package audiostream.evidence;

import audiostream.engine.audio.WavReader;
import audiostream.engine.device.tone.ToneSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How a recording differs from the generated signal that was sent. A frame is altered when it is
 * not the signal's at its place on the timeline, be it silent, concealed or another. A glitch is a
 * maximal run of altered frames; single frames that match by chance do not divide one.
 *
 * @param frames that were compared
 * @param altered of them
 * @param glitches runs
 */
record Alterations(long frames, long altered, long glitches) {

  private static final int EXCERPT_FRAMES = 128;

  /** Fewer matching frames than these between altered ones are chance: a quarter of a packet. */
  private static final int APART_FRAMES = 64;

  /**
   * Compares channel 1.
   *
   * @param fromSecond of the recording; what is before is the start
   * @param seconds so many
   * @throws IOException when the signal is not found in the recording, or ends too early
   */
  static Alterations of(Path file, int rateHz, int fromSecond, int seconds) throws IOException {
    float[] recorded = WavReader.readAll(file)[0];
    int from = fromSecond * rateHz;
    int end = from + seconds * rateHz;
    if (recorded.length < end) {
      throw new IOException(
          file + " holds " + recorded.length / rateHz + " s; " + end / rateHz + " are needed");
    }
    ToneSignal signal = new ToneSignal(rateHz);
    long offset = offset(signal, recorded, from, file);
    long altered = 0;
    long glitches = 0;
    long latest = Long.MIN_VALUE / 2;
    for (int i = from; i < end; i++) {
      if (recorded[i] != signal.sample(1, offset + i)) {
        altered++;
        glitches += i - latest > APART_FRAMES ? 1 : 0;
        latest = i;
      }
    }
    return new Alterations(end - from, altered, glitches);
  }

  /** Position in the signal less index in the recording. */
  private static long offset(ToneSignal signal, float[] recorded, int from, Path file)
      throws IOException {
    int window = 4 * signal.rateHz();
    for (int i = from; i + EXCERPT_FRAMES < recorded.length; i += EXCERPT_FRAMES / 2) {
      OptionalLong found = signal.locate(1, recorded, i, EXCERPT_FRAMES, 0, i + window);
      if (found.isPresent()) {
        return found.getAsLong() - i;
      }
    }
    throw new IOException(file + " holds nothing of the signal");
  }

  double glitchesPerMinute(int rateHz) {
    return glitches * 60.0 * rateHz / frames;
  }

  double alteredPercent() {
    return 100.0 * altered / frames;
  }
}
