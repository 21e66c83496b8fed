package audiostream.app.console.sender;

import audiostream.app.console.sender.RowStatus.Rates;
import audiostream.app.console.sender.RowStatus.State;
import audiostream.engine.pipeline.SendCounter;
import audiostream.engine.session.DestinationSnapshot;
import audiostream.engine.session.SenderSnapshot;
import audiostream.engine.session.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts into words how each destination does, from one look at the engine to the next. */
final class StatusBoard {

  /** Trouble is shown until it has been over for so long. */
  private static final long TROUBLE_SHOWN_NS = 2_000_000_000L;

  private record Before(
      DestinationSnapshot snapshot, Heard heard, long atNs, long troubleUntilNs) {}

  /** What all rows have in common; {@code group}: they are to be in step. */
  private record Look(Desk.View view, boolean group, long atNs) {}

  private Map<Integer, Before> before = new LinkedHashMap<>();

  /** Looks at each row of the page. */
  List<RowStatus> look(Desk.View view, SenderSnapshot now, long nowNs) {
    Map<String, DestinationSnapshot> byName =
        now.destinations().stream()
            .collect(Collectors.toMap(d -> d.config().name(), Function.identity()));
    List<RowStatus> all = new ArrayList<>();
    Map<Integer, Before> seen = new LinkedHashMap<>();
    Look look = new Look(view, now.groupLatencyNs().isPresent(), nowNs);
    for (Row row : view.board().rows()) {
      Optional<DestinationSnapshot> snapshot = Optional.ofNullable(byName.get(row.config().name()));
      all.add(
          snapshot
              .map(found -> running(look, row, found, seen))
              .orElseGet(() -> absent(view, row)));
    }
    before = seen;
    return all;
  }

  private static RowStatus absent(Desk.View view, Row row) {
    String held = view.held().get(row.id());
    if (held != null) {
      return status(row, State.TROUBLE, "nothing is sent: " + held);
    }
    return status(row, State.OFF, view.board().sending() ? "starting" : "stopped");
  }

  private static RowStatus status(Row row, State state, String words) {
    return new RowStatus(row.id(), state, words, 0, 0, Heard.NOTHING, Rates.NONE);
  }

  private RowStatus running(
      Look look, Row row, DestinationSnapshot snapshot, Map<Integer, Before> seen) {
    long nowNs = look.atNs();
    Heard heard = Heard.of(snapshot);
    Optional<Before> last =
        Optional.ofNullable(before.get(row.id()))
            .filter(b -> b.snapshot().ssrc() == snapshot.ssrc());
    Rates rates = last.map(b -> rates(b, snapshot, heard, nowNs)).orElse(Rates.NONE);
    long troubleUntilNs =
        rates.unsent() > 0
            ? nowNs + TROUBLE_SHOWN_NS
            : last.map(Before::troubleUntilNs).orElse(nowNs - 1);
    seen.put(row.id(), new Before(snapshot, heard, nowNs, troubleUntilNs));
    boolean trouble = troubleUntilNs - nowNs > 0;
    return new RowStatus(
        row.id(),
        trouble ? State.TROUBLE : heard.colour(),
        trouble ? trouble(snapshot) : words(look, row, heard),
        snapshot.counters().getOrDefault(SendCounter.PACKETS_SENT, 0L),
        snapshot.errors(),
        heard,
        rates);
  }

  private static String words(Look look, Row row, Heard heard) {
    String words = state(row, heard);
    if (look.group() && heard.playsAlone()) {
      words += ", not in step";
    }
    return look.view().board().sounds(row) ? words : words + " (silent)";
  }

  private static String state(Row row, Heard heard) {
    return heard
        .state()
        .orElse(
            row.config().endpoint().wire() == WireFormat.RAW
                ? "sending; raw has no feedback"
                : "sending, no feedback");
  }

  private static String trouble(DestinationSnapshot snapshot) {
    return snapshot
        .failure()
        .map(reason -> "unreachable: " + reason)
        .orElse("the network takes no more");
  }

  private static Rates rates(Before last, DestinationSnapshot now, Heard heard, long nowNs) {
    double seconds = (nowNs - last.atNs()) * 1e-9;
    if (seconds <= 0) {
      return Rates.NONE;
    }
    return new Rates(
        (sent(now) - sent(last.snapshot())) / seconds,
        (now.errors() - last.snapshot().errors()) / seconds,
        perSecond(last.heard().late(), heard.late(), seconds));
  }

  private static OptionalDouble perSecond(OptionalLong from, OptionalLong to, double seconds) {
    return from.isPresent() && to.isPresent()
        ? OptionalDouble.of(Math.max(0, to.getAsLong() - from.getAsLong()) / seconds)
        : OptionalDouble.empty();
  }

  private static long sent(DestinationSnapshot snapshot) {
    return snapshot.counters().getOrDefault(SendCounter.PACKETS_SENT, 0L);
  }
}
