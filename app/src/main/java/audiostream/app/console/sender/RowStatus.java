package audiostream.app.console.sender;

import audiostream.app.console.shared.Numbers;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a destination is doing.
 *
 * @param words for the user
 * @param packets handed to the network since its stream began
 * @param unsent packets that the network or the destination refused
 * @param heard what its receiver says
 * @param rates what has changed since the last look, a second
 */
record RowStatus(
    int id, State state, String words, long packets, long unsent, Heard heard, Rates rates) {

  /** For the colour on the page. */
  enum State {
    GOOD,
    QUIET,
    TROUBLE,
    OFF
  }

  /** Changes a second. */
  record Rates(double packets, double unsent, OptionalDouble late) {
    static final Rates NONE = new Rates(0, 0, OptionalDouble.empty());
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("state", state.name().toLowerCase(Locale.ROOT));
    json.writeStringField("words", words);
    json.writeNumberField("packets", packets);
    json.writeNumberField("unsent", unsent);
    count(json, "lost", heard.lost());
    count(json, "late", heard.late());
    Numbers.write(json, "lateNow", rates.late());
    Numbers.write(json, "lossPercent", heard.lossPercent());
    Numbers.write(json, "jitterMs", heard.jitterMs());
    Numbers.write(json, "roundTripMs", heard.roundTripMs());
    Numbers.write(json, "latencyMs", heard.latencyMs());
    Numbers.write(json, "syncErrorMs", heard.sync().errorMs());
    Numbers.write(json, "worstSyncErrorMs", heard.sync().worstErrorMs());
    Numbers.write(json, "clockOffsetMs", heard.sync().clockOffsetMs());
    Numbers.write(json, "clockUncertaintyMs", heard.sync().clockUncertaintyMs());
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsLong());
    }
  }

  /**
   * This second in one character, for the small history: a blank where nothing runs, {@code -}
   * where nothing is known, 0 where all is well, to 9. From 1 on, each doubles the share of packets
   * that did not sound, from 0.1 % to a quarter of them; trouble of any other kind is 9.
   */
  char mark() {
    return switch (state) {
      case OFF -> ' ';
      case TROUBLE -> '9';
      case QUIET -> '-';
      case GOOD -> heard.state().isPresent() ? digit(missingPercent()) : '-';
    };
  }

  private double missingPercent() {
    double missing = rates.late().orElse(0) + rates.unsent();
    return heard.lossPercent().orElse(0)
        + (missing > 0 ? 100 * missing / Math.max(missing, rates.packets()) : 0);
  }

  static char digit(double missingPercent) {
    if (missingPercent <= 0) {
      return '0';
    }
    double doublings = Math.log(missingPercent / 0.1) / Math.log(2);
    return (char) ('0' + Math.clamp((int) Math.floor(doublings) + 1, 1, 9));
  }

  /** For the history, together with the level. */
  Map<Measure, Double> measures(Optional<Double> levelDb) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    levelDb.ifPresent(level -> values.put(Measure.LEVEL, level));
    values.put(Measure.PACKETS, rates.packets());
    values.put(Measure.UNSENT, rates.unsent());
    heard.lossPercent().ifPresent(loss -> values.put(Measure.LOSS, loss));
    rates.late().ifPresent(late -> values.put(Measure.LATE, late));
    heard.jitterMs().ifPresent(ms -> values.put(Measure.JITTER, ms));
    heard.roundTripMs().ifPresent(ms -> values.put(Measure.ROUND_TRIP, ms));
    heard.latencyMs().ifPresent(ms -> values.put(Measure.LATENCY, ms));
    heard.sync().errorMs().ifPresent(ms -> values.put(Measure.SYNC, ms));
    return values;
  }
}
