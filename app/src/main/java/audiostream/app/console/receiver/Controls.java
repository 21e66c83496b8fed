package audiostream.app.console.receiver;

import audiostream.app.console.http.Refusal;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.json.Members;
import audiostream.app.session.Decimal;
import audiostream.engine.audio.Decibels;
import java.util.function.Consumer;

/** What the page can change: name and volume. One monitor. */
final class Controls {

  private static final double LOWEST_DB = -100;
  private static final double HIGHEST_DB = 40;
  private static final int MAX_NAME = 60;

  private final Consumer<Float> gain;
  private final Consumer<String> rename;
  private String name;
  private double volumeDb;

  /** What holds now. */
  record Now(String name, double volumeDb) {}

  /**
   * @param gain takes the volume, linear
   * @param rename takes the name
   */
  Controls(Now start, Consumer<Float> gain, Consumer<String> rename) {
    this.name = start.name();
    this.volumeDb = start.volumeDb();
    this.gain = gain;
    this.rename = rename;
  }

  synchronized Now now() {
    return new Now(name, volumeDb);
  }

  /** Takes the fields that are there. */
  synchronized void change(JsonValue body) {
    Members members = Members.of(body, "name", "volumeDb");
    String nextName = members.find("name").map(Controls::nameOf).orElse(name);
    double nextDb = members.find("volumeDb").map(Controls::volumeOf).orElse(volumeDb);
    if (nextDb != volumeDb) {
      gain.accept(Decibels.toFactor(nextDb));
    }
    if (!nextName.equals(name)) {
      rename.accept(nextName);
    }
    name = nextName;
    volumeDb = nextDb;
  }

  private static String nameOf(JsonValue value) {
    String name = Refusal.check("name", value::asText).strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw Refusal.field("name", "name '" + name + "': 1 to 60 characters");
    }
    return name;
  }

  private static double volumeOf(JsonValue value) {
    return Refusal.check("volumeDb", () -> checkedVolume(value));
  }

  private static double checkedVolume(JsonValue value) {
    if (value instanceof JsonText typed) {
      return Decimal.parseGainDb(typed.text().strip().replace(',', '.'));
    }
    double db = value.asNumber();
    if (!(db >= LOWEST_DB && db <= HIGHEST_DB)) {
      throw new IllegalArgumentException("gain " + db + " dB: -100 to 40");
    }
    return db + 0.0;
  }
}
