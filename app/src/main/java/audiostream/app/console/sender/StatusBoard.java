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

  private Map<Integer, Before> before = new LinkedHashMap<>();

  /** Looks at each row of the page. */
  List<RowStatus> look(Desk.View view, SenderSnapshot now, long nowNs) {
    Map<String, DestinationSnapshot> byName =
        now.destinations().stream()
            .collect(Collectors.toMap(d -> d.config().name(), Function.identity()));
    List<RowStatus> all = new ArrayList<>();
    Map<Integer, Before> seen = new LinkedHashMap<>();
    for (Row row : view.board().rows()) {
      Optional<DestinationSnapshot> snapshot = Optional.ofNullable(byName.get(row.config().name()));
      all.add(
          snapshot
              .map(found -> running(view, row, found, nowNs, seen))
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
      Desk.View view,
      Row row,
      DestinationSnapshot snapshot,
      long nowNs,
      Map<Integer, Before> seen) {
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
        trouble ? State.TROUBLE : stateOf(heard),
        trouble ? trouble(snapshot) : words(view, row, heard),
        snapshot.counters().getOrDefault(SendCounter.PACKETS_SENT, 0L),
        snapshot.errors(),
        heard,
        rates);
  }

  private static State stateOf(Heard heard) {
    return heard.state().isPresent() ? State.GOOD : State.QUIET;
  }

  private static String words(Desk.View view, Row row, Heard heard) {
    String words =
        heard
            .state()
            .orElse(
                row.config().endpoint().wire() == WireFormat.RAW
                    ? "sending; raw has no feedback"
                    : "sending, no feedback");
    return view.board().sounds(row) ? words : words + " (silent)";
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
    double packets = sent(now) - sent(last.snapshot());
    OptionalDouble lost = difference(last.heard().lost(), heard.lost());
    return new Rates(
        packets / seconds,
        (now.errors() - last.snapshot().errors()) / seconds,
        lost.isPresent() && packets > 0
            ? OptionalDouble.of(Math.clamp(100 * lost.getAsDouble() / packets, 0, 100))
            : lost,
        perSecond(difference(last.heard().late(), heard.late()), seconds));
  }

  private static OptionalDouble perSecond(OptionalDouble change, double seconds) {
    return change.isPresent() ? OptionalDouble.of(change.getAsDouble() / seconds) : change;
  }

  private static OptionalDouble difference(OptionalLong from, OptionalLong to) {
    return from.isPresent() && to.isPresent()
        ? OptionalDouble.of((double) Math.max(0, to.getAsLong() - from.getAsLong()))
        : OptionalDouble.empty();
  }

  private static long sent(DestinationSnapshot snapshot) {
    return snapshot.counters().getOrDefault(SendCounter.PACKETS_SENT, 0L);
  }
}
