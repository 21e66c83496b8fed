package audiostream.app.console.sender;

import audiostream.app.console.sender.RowStatus.State;
import audiostream.engine.session.SessionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells when a destination gets into trouble and out of it. One thread. */
final class TroubleLog {

  /** Loss is told from this share on, and is over after so many looks without any. */
  private static final double LOSS_PERCENT = 1;

  static final int CLEAN_LOOKS = 40;

  private final Consumer<SessionEvent> log;
  private Set<Integer> troubled = Set.of();
  private Map<Integer, Integer> cleanLooks = Map.of();

  TroubleLog(Consumer<SessionEvent> log) {
    this.log = log;
  }

  /** Looks at all destinations; those that are held back are told of by who holds them. */
  void look(Desk.View view, List<RowStatus> rows) {
    Set<Integer> nowTroubled = new HashSet<>();
    Map<Integer, Integer> nowClean = new HashMap<>();
    for (RowStatus row : rows) {
      if (!view.held().containsKey(row.id()) && row.state() != State.OFF) {
        String about =
            view.board()
                .find(row.id())
                .map(found -> "destination '" + found.config().name() + "': ")
                .orElse("");
        trouble(about, row, nowTroubled);
        loss(about, row, nowClean);
      }
    }
    troubled = nowTroubled;
    cleanLooks = nowClean;
  }

  private void trouble(String about, RowStatus row, Set<Integer> now) {
    boolean before = troubled.contains(row.id());
    if (row.state() == State.TROUBLE) {
      now.add(row.id());
      if (!before) {
        log.accept(SessionEvent.warning(about + row.words()));
      }
    } else if (before) {
      String good = row.heard().state().orElse(row.words()) + " again";
      log.accept(SessionEvent.notice(about + (row.state() == State.GOOD ? good : row.words())));
    }
  }

  /**
   * @param now looks without loss of each that had some
   */
  private void loss(String about, RowStatus row, Map<Integer, Integer> now) {
    double percent = row.heard().lossPercent().orElse(0);
    Integer clean = cleanLooks.get(row.id());
    if (clean == null && percent < LOSS_PERCENT) {
      return;
    }
    if (clean == null) {
      log.accept(
          SessionEvent.warning(
              about + String.format(Locale.ROOT, "loses packets: %.1f %% of them", percent)));
    } else if (percent == 0 && clean + 1 >= CLEAN_LOOKS) {
      log.accept(SessionEvent.notice(about + "loses no more packets"));
      return;
    }
    now.put(row.id(), clean == null || percent > 0 ? 0 : clean + 1);
  }
}
