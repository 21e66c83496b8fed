package audiostream.app.console.shared;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.BitSet;

/**
 * Which channels have reached full scale since somebody put the lights out. They are kept here and
 * not in a page, so that a page that is opened later shows them, too, and all pages show the same.
 * Any thread.
 */
public final class ClipLights {

  /** -0.05 dBFS: what is shown as 0.0. */
  private static final float FULL_SCALE = (float) Math.pow(10, -0.05 / 20);

  private final BitSet lit = new BitSet();

  /**
   * Lights those that are at full scale.
   *
   * @param peaks of each channel, linear
   */
  public synchronized void see(float[] peaks) {
    for (int c = 0; c < peaks.length; c++) {
      if (peaks[c] >= FULL_SCALE) {
        lit.set(c);
      }
    }
  }

  /** Puts all lights out. */
  public synchronized void reset() {
    lit.clear();
  }

  /** The channels whose light is on, counted from 1. */
  public synchronized void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("clip");
    for (int c = lit.nextSetBit(0); c >= 0; c = lit.nextSetBit(c + 1)) {
      json.writeNumber(c + 1);
    }
    json.writeEndArray();
  }
}
