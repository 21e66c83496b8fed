package audiostream.app.console.sender;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.console.sender.RowStatus.Rates;
import audiostream.app.console.sender.RowStatus.State;
import audiostream.app.session.SessionFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TroubleLogTest {

  private final List<String> told = new ArrayList<>();
  private final TroubleLog log = new TroubleLog(event -> told.add(event.text()));

  private static Desk.View view(Map<Integer, String> held) {
    var session =
        SessionFiles.parse(
                "test",
                "{\"version\": 1, \"destinations\": [{\"name\": \"tree\", \"url\": \"rtp://h\", \"channels\": [1]}]}"
                    .getBytes(StandardCharsets.UTF_8))
            .session();
    Row row = new Row(1, 1, session.destinations().getFirst(), false);
    Board board = new Board(session, List.of(row), true, false);
    return new Desk.View(board, held, Optional.empty(), false, Optional.empty(), 1);
  }

  private void look(State state, String words, double lossPercent) {
    Heard heard =
        new Heard(
            Optional.of(words),
            state,
            OptionalLong.of(0),
            OptionalLong.of(0),
            OptionalDouble.of(lossPercent),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Heard.Sync.NONE);
    log.look(view(Map.of()), List.of(new RowStatus(1, state, words, 0, 0, heard, Rates.NONE)));
  }

  @Test
  void shouldTellOfTroubleWhenItBeginsAndWhenItEnds() {
    look(State.GOOD, "playing", 0);
    look(State.TROUBLE, "unreachable: nobody listens there", 0);
    look(State.TROUBLE, "unreachable: nobody listens there", 0);
    look(State.GOOD, "playing", 0);
    look(State.GOOD, "playing", 0);
    assertThat(told)
        .containsExactly(
            "destination 'tree': unreachable: nobody listens there",
            "destination 'tree': playing again");
  }

  @Test
  void shouldTellOfLossOnceForAsLongAsItLasts() {
    look(State.GOOD, "playing", 0.4);
    look(State.GOOD, "playing", 8.14);
    look(State.GOOD, "playing", 0.4);
    look(State.GOOD, "playing", 12);
    for (int i = 0; i < TroubleLog.CLEAN_LOOKS - 1; i++) {
      look(State.GOOD, "playing", 0);
    }
    look(State.GOOD, "playing", 0.4);
    assertThat(told).hasSize(1);
    for (int i = 0; i < TroubleLog.CLEAN_LOOKS + 5; i++) {
      look(State.GOOD, "playing", 0);
    }
    assertThat(told)
        .containsExactly(
            "destination 'tree': loses packets: 8.1 % of them",
            "destination 'tree': loses no more packets");
  }

  @Test
  void shouldSayNothingOfWhatIsHeldOrOff() {
    RowStatus status =
        new RowStatus(1, State.TROUBLE, "nothing is sent", 0, 0, Heard.NOTHING, Rates.NONE);
    log.look(view(Map.of(1, "host 'h' is not known")), List.of(status));
    look(State.OFF, "stopped", 0);
    assertThat(told).isEmpty();
  }
}
