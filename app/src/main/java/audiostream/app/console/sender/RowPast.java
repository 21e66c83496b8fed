package audiostream.app.console.sender;

import audiostream.app.session.Decimal;
import audiostream.app.session.DelayText;
import audiostream.app.session.DestinationUri;
import audiostream.app.words.Excerpt;
import audiostream.engine.session.DestinationConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rows were before, to tell the later of two people what the earlier one did. */
final class RowPast {

  private static final int KEPT = 20;

  private final Map<Integer, Deque<Row>> rows = new LinkedHashMap<>();

  void keep(Row before) {
    Deque<Row> versions = rows.computeIfAbsent(before.id(), id -> new ArrayDeque<>());
    versions.addLast(before);
    if (versions.size() > KEPT) {
      versions.removeFirst();
    }
  }

  void clear() {
    rows.clear();
  }

  /** A sentence for the user. */
  String whatChanged(Row now, int knownRevision) {
    String start = Excerpt.quoted(now.config().name()) + " was changed meanwhile";
    Optional<Row> known =
        rows.getOrDefault(now.id(), new ArrayDeque<>()).stream()
            .filter(row -> row.revision() == knownRevision)
            .findFirst();
    return known
        .map(before -> start + ": " + String.join(", ", differences(before, now)))
        .orElse(start);
  }

  private static List<String> differences(Row before, Row now) {
    List<String> found = new ArrayList<>();
    DestinationConfig a = before.config();
    DestinationConfig b = now.config();
    add(found, "name", a.name(), b.name());
    add(found, "address", DestinationUri.print(a.endpoint()), DestinationUri.print(b.endpoint()));
    add(found, "channels", a.channels().toString(), b.channels().toString());
    add(found, "gain", Decimal.print(a.gainDb()), Decimal.print(b.gainDb()));
    add(found, "delay", DelayText.print(a.delay()), DelayText.print(b.delay()));
    add(found, "mute", onOff(a.mute()), onOff(b.mute()));
    add(found, "solo", onOff(before.solo()), onOff(now.solo()));
    return found.isEmpty() ? List.of("and changed back") : found;
  }

  private static String onOff(boolean on) {
    return on ? "on" : "off";
  }

  private static void add(List<String> found, String what, String before, String now) {
    if (!before.equals(now)) {
      found.add(what + " from " + Excerpt.of(before) + " to " + Excerpt.of(now));
    }
  }
}
