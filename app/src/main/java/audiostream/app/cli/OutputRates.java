package audiostream.app.cli;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.Output;

/** Opens an output at the stream's rate or, where it cannot, at another that sounds as good. */
final class OutputRates {

  /** Tried in this order when the stream's own is refused. */
  private static final int[] USUAL_HZ = {48_000, 44_100, 96_000, 32_000};

  /** Opens an output at a rate. */
  @FunctionalInterface
  interface Opening {
    Output at(int rateHz) throws DeviceException;
  }

  private OutputRates() {}

  static Output exactly(int rateHz, Opening opening) throws DeviceException {
    return opening.at(rateHz);
  }

  static Output nearest(int rateHz, Opening opening) throws DeviceException {
    try {
      return opening.at(rateHz);
    } catch (DeviceException refused) {
      for (int usual : USUAL_HZ) {
        try {
          return opening.at(usual);
        } catch (DeviceException alsoRefused) {
          refused.addSuppressed(alsoRefused);
        }
      }
      throw refused;
    }
  }
}
