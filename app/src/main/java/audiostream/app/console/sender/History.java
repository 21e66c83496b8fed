package audiostream.app.console.sender;

import audiostream.app.console.shared.Numbers;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Ten minutes of each destination, a value a second; what was not measured is not a number. */
final class History {

  static final int SECONDS = 600;

  /** So many seconds are one mark of the small history; the worst of them counts. */
  static final int MARK_SECONDS = 5;

  /** The values of one destination; the next one overwrites the oldest. */
  private static final class Ring {
    private final Map<Measure, float[]> values = new EnumMap<>(Measure.class);
    private final char[] marks = new char[SECONDS];
    private int count;

    Ring() {
      for (Measure measure : Measure.values()) {
        values.put(measure, new float[SECONDS]);
      }
    }

    void add(Map<Measure, Double> now, char mark) {
      int at = count++ % SECONDS;
      marks[at] = mark;
      values.forEach(
          (measure, ring) -> ring[at] = now.getOrDefault(measure, Double.NaN).floatValue());
    }

    /** The latest last. A mark of more trouble is a greater character. */
    String marks() {
      int size = Math.min(count, SECONDS) / MARK_SECONDS;
      StringBuilder text = new StringBuilder();
      for (int i = size; i > 0; i--) {
        char worst = 0;
        for (int second = 0; second < MARK_SECONDS; second++) {
          char mark = marks[(count - i * MARK_SECONDS + second) % SECONDS];
          worst = mark > worst ? mark : worst;
        }
        text.append(worst);
      }
      return text.toString();
    }

    float[] inOrder(Measure measure) {
      float[] ring = values.getOrDefault(measure, new float[SECONDS]);
      int size = Math.min(count, SECONDS);
      float[] ordered = new float[size];
      for (int i = 0; i < size; i++) {
        ordered[i] = ring[(count - size + i) % SECONDS];
      }
      return ordered;
    }
  }

  private final Map<Integer, Ring> rings = new LinkedHashMap<>();

  synchronized void add(int id, Map<Measure, Double> now, char mark) {
    rings.computeIfAbsent(id, fresh -> new Ring()).add(now, mark);
  }

  /** The small history of all, as {@link RowStatus#mark} puts it. */
  synchronized void writeMarks(JsonGenerator json) throws IOException {
    json.writeNumberField("markSeconds", MARK_SECONDS);
    json.writeArrayFieldStart("destinations");
    for (Map.Entry<Integer, Ring> ring : rings.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("id", ring.getKey());
      json.writeStringField("marks", ring.getValue().marks());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Forgets those that are no more. */
  synchronized void keepOnly(Set<Integer> ids) {
    rings.keySet().retainAll(ids);
  }

  /** One array for each measure that has any value, the latest last. */
  synchronized void write(JsonGenerator json, int id) throws IOException {
    Ring ring = rings.getOrDefault(id, new Ring());
    json.writeNumberField("seconds", Math.min(ring.count, SECONDS));
    json.writeArrayFieldStart("measures");
    for (Measure measure : Measure.values()) {
      write(json, measure, ring.inOrder(measure));
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Measure measure, float[] values)
      throws IOException {
    double[] plain = new double[values.length];
    Arrays.setAll(plain, i -> values[i]);
    if (Arrays.stream(plain).allMatch(Double::isNaN)) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("name", measure.words());
    json.writeStringField("unit", measure.unit());
    json.writeArrayFieldStart("values");
    for (double value : plain) {
      if (Double.isNaN(value)) {
        json.writeNull();
      } else {
        json.writeNumber(Numbers.rounded(value, 2));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
