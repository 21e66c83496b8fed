package audiostream.app.console.shared;

import audiostream.engine.audio.Decibels;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalDouble;

/** Numbers as the page needs them: no more digits than it shows. */
public final class Numbers {

  private Numbers() {}

  public static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }

  /** Left out where there is none. */
  public static void write(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, rounded(value.getAsDouble(), 3));
    }
  }

  /** dBFS of linear amplitudes, one digit after the point. */
  public static void writeLevels(JsonGenerator json, String name, float[] amplitudes)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (float amplitude : amplitudes) {
      json.writeNumber(rounded(Decibels.ofAmplitude(amplitude), 1));
    }
    json.writeEndArray();
  }
}
