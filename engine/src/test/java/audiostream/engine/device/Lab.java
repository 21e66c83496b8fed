package audiostream.engine.device;

import org.junit.jupiter.api.Assumptions;

/** The virtual devices of {@code scripts/lab-up}, if they run. */
public final class Lab {

  public static final int CHANNELS = 16;
  public static final int RATE_HZ = 44_100;
  public static final double AMPLITUDE = 0.25;

  private Lab() {}

  /** Skips the test, saying why, where no lab runs in the environment of this process. */
  public static void require() {
    if (System.getenv("AUDIOSTREAM_LAB") == null) {
      Assumptions.abort(
          "needs real sound devices: . \"$(scripts/lab-up)\" first, then run the tests from the same shell");
    }
  }

  /** The tone of a channel counted from 0. */
  public static double toneHz(int channel) {
    return 300 + 100.0 * channel;
  }
}
