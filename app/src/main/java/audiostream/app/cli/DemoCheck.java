package audiostream.app.cli;

import audiostream.engine.audio.WavReader;
import audiostream.engine.device.tone.ToneSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Compares a recording with the generated signal, sample by sample.
 *
 * @param frames that the recording has
 * @param wrong frames that are not the signal's at their place
 * @param position of its first frame in the signal; -1 when it was not found
 */
record DemoCheck(long frames, long wrong, long position) {

  private static final int EXCERPT_FRAMES = 256;

  /** What it says of a recording that cannot be used. */
  static DemoCheck none(long frames) {
    return new DemoCheck(frames, frames, -1);
  }

  /**
   * @param channel of the signal that the file should hold, from 1
   * @param searchFrames how far into the signal its beginning may lie
   */
  static DemoCheck of(Path file, int channel, int rateHz, long searchFrames) throws IOException {
    float[] recorded = WavReader.readAll(file)[0];
    if (recorded.length < EXCERPT_FRAMES) {
      return none(recorded.length);
    }
    ToneSignal signal = new ToneSignal(rateHz);
    OptionalLong start = signal.locate(channel, recorded, 0, EXCERPT_FRAMES, 0, searchFrames);
    if (start.isEmpty()) {
      return none(recorded.length);
    }
    long wrong = 0;
    for (int i = 0; i < recorded.length; i++) {
      if (recorded[i] != signal.sample(channel, start.getAsLong() + i)) {
        wrong++;
      }
    }
    return new DemoCheck(recorded.length, wrong, start.getAsLong());
  }

  boolean good() {
    return position >= 0 && wrong == 0 && frames > 0;
  }
}
