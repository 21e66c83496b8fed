package audiostream.app.session;

import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.json.Members;
import audiostream.app.session.GroupChoice.Fixed;
import audiostream.app.session.GroupChoice.Latency;
import audiostream.app.session.GroupChoice.Named;
import audiostream.app.words.Excerpt;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the group of a session file. */
final class GroupReader {

  private GroupReader() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user that says where
   */
  static GroupChoice read(JsonValue value) {
    Members group = Members.of(value, "latency", "maxMs", "slow", "clock");
    Optional<Latency> latency = group.find("latency").map(GroupReader::latency);
    Optional<Slow> slow = group.find("slow").map(GroupReader::slow);
    Optional<ClockChoice> clock = group.find("clock").map(GroupReader::clock);
    Optional<JsonValue> most = group.find("maxMs");
    if (most.isEmpty()) {
      return new GroupChoice(latency, OptionalDouble.empty(), slow, clock);
    }
    OptionalDouble mostMs = OptionalDouble.of(most.get().asNumber());
    return most.get().place().check(() -> new GroupChoice(latency, mostMs, slow, clock));
  }

  private static Latency latency(JsonValue value) {
    if (value instanceof JsonText text) {
      return value.place().check(() -> named(text.text()));
    }
    Latency fixed = new Fixed(value.asNumber());
    return value.place().check(() -> GroupChoice.OPEN.with(fixed)).latency().orElseThrow();
  }

  private static Latency named(String text) {
    for (Named named : Named.values()) {
      if (named.word().equals(text)) {
        return named;
      }
    }
    throw new IllegalArgumentException(
        "latency " + Excerpt.quoted(text) + ": " + GroupChoice.ACCEPTED);
  }

  private static ClockChoice clock(JsonValue value) {
    String text = value.asText();
    return value.place().check(() -> ClockChoice.parse(text));
  }

  private static Slow slow(JsonValue value) {
    String text = value.asText();
    return value.place().check(() -> GroupChoice.parseSlow(text));
  }
}
