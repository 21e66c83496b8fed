package audiostream.app.cli;

import audiostream.engine.audio.Decibels;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Levels as people and programs read them. */
final class Levels {

  private Levels() {}

  static float highest(List<Float> peaks) {
    return peaks.stream().max(Float::compare).orElse(0f);
  }

  /** For example {@code -12.0 dBFS}, or {@code silent}. */
  static String words(float peak) {
    return peak <= 0
        ? "silent"
        : String.format(Locale.ROOT, "%.1f dBFS", Decibels.ofAmplitude(peak));
  }

  /** The field {@code levelsDb}: one number a channel, -150 for silence. */
  static void write(JsonGenerator json, List<Float> peaks) throws IOException {
    json.writeArrayFieldStart("levelsDb");
    for (float peak : peaks) {
      json.writeNumber(Math.round(Decibels.ofAmplitude(peak) * 10) / 10.0);
    }
    json.writeEndArray();
  }
}
