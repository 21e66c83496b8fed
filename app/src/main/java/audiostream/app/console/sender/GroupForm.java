package audiostream.app.console.sender;

import audiostream.app.console.http.Refusal;
import audiostream.app.json.JsonValue;
import audiostream.app.json.JsonValue.JsonNull;
import audiostream.app.json.JsonValue.JsonText;
import audiostream.app.json.Members;
import audiostream.app.session.ClockChoice;
import audiostream.app.session.GroupChoice;
import audiostream.app.session.GroupChoice.Latency;
import audiostream.app.session.SessionFile;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.Optional;
import java.util.OptionalDouble;

/** The group as a request has it; null and empty texts mean the default. */
final class GroupForm {

  private GroupForm() {}

  /** The head of a session with another group. */
  static SessionFile change(JsonValue body, SessionFile head) {
    GroupChoice before = head.group();
    Members group = Members.of(body, "latency", "maxMs", "slow", "clock");
    Optional<Latency> latency =
        group.find("latency").map(GroupForm::latency).orElse(before.latency());
    OptionalDouble mostMs = group.find("maxMs").map(GroupForm::mostMs).orElse(before.mostMs());
    Optional<Slow> slow = group.find("slow").map(GroupForm::slow).orElse(before.slow());
    Optional<ClockChoice> clock = group.find("clock").map(GroupForm::clock).orElse(before.clock());
    boolean bounded = latency.isEmpty() || latency.get() == GroupChoice.Named.AUTO;
    OptionalDouble kept =
        bounded || group.find("maxMs").isPresent() ? mostMs : OptionalDouble.empty();
    return head.withGroup(
        Refusal.check("maxMs", () -> new GroupChoice(latency, kept, slow, clock)));
  }

  /** As it is typed, or a number. */
  private static Optional<String> text(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> Optional.empty();
      case JsonText text ->
          Optional.of(text.text().strip().replace(',', '.')).filter(typed -> !typed.isEmpty());
      case JsonValue.JsonNumber number -> Optional.of(number.written());
      case JsonValue.JsonObject _, JsonValue.JsonArray _, JsonValue.JsonFlag _ ->
          Optional.of(value.asText());
    };
  }

  private static Optional<Latency> latency(JsonValue value) {
    return Refusal.check("latency", () -> text(value).map(GroupChoice::parseLatency));
  }

  private static OptionalDouble mostMs(JsonValue value) {
    return Refusal.check("maxMs", () -> text(value).map(GroupChoice::parseMostMs))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private static Optional<ClockChoice> clock(JsonValue value) {
    return Refusal.check("clock", () -> text(value).map(ClockChoice::parse));
  }

  private static Optional<Slow> slow(JsonValue value) {
    return Refusal.check("slow", () -> text(value).map(GroupChoice::parseSlow));
  }
}
