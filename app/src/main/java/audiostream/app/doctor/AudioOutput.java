package audiostream.app.doctor;

import java.util.Locale;

/**
 * What the sound output did when it was asked for half a second of silence.
 *
 * @param device as a person should see it; where it could not be opened, why
 * @param opened whether it could be opened
 * @param latencyMs from being asked to sounding; 0 where the device does not know
 */
public record AudioOutput(String device, boolean opened, double latencyMs) {

  private static final String TOPIC = "sound output";
  private static final double GOOD_MS = 25;

  /** What it means. */
  public Finding judge() {
    if (!opened) {
      return Finding.inTheWay(
          TOPIC,
          device,
          "see audiostream devices; on Debian: sudo apt install libportaudio2 libasound2-plugins");
    }
    if (latencyMs <= 0) {
      return Finding.ok(TOPIC, device + "; it does not tell its latency");
    }
    String what = String.format(Locale.ROOT, "%s, %.1f ms by itself", device, latencyMs);
    return latencyMs <= GOOD_MS
        ? Finding.ok(TOPIC, what)
        : Finding.better(
            TOPIC, what, "name a hardware device or JACK with --output, or a shorter --block");
  }
}
