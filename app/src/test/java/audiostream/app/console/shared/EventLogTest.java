package audiostream.app.console.shared;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.session.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private Instant now = Instant.parse("2026-05-01T20:00:00Z");
  private final EventLog log = new EventLog(() -> now);

  @Test
  void shouldMakeOneLineOfAProblemThatPersists() {
    log.accept(SessionEvent.warning("destination 'tree': 3 packets were not taken"));
    now = now.plusSeconds(60);
    log.accept(SessionEvent.warning("destination 'hall': 3 packets were not taken"));
    log.accept(SessionEvent.warning("destination 'tree': 250 packets were not taken"));
    assertThat(log.lines()).hasSize(2);
    EventLog.Line last = log.lines().getLast();
    assertThat(last.destination()).isEqualTo("tree");
    assertThat(last.text()).isEqualTo("250 packets were not taken");
    assertThat(last.count()).isEqualTo(2);
    assertThat(last.first()).isEqualTo(Instant.parse("2026-05-01T20:00:00Z"));
    assertThat(last.last()).isEqualTo(now);
  }

  @Test
  void shouldKeepTheLastTwoHundred() {
    for (int i = 0; i < 500; i++) {
      log.accept(SessionEvent.notice("x".repeat(i + 1)));
    }
    assertThat(log.lines()).hasSize(EventLog.MAX_LINES);
    assertThat(log.lines().getFirst().text()).hasSize(301);
    assertThat(log.lines().getLast().text()).hasSize(500);
  }

  @Test
  void shouldTellEachLineAsItIs() {
    List<Integer> counts = new ArrayList<>();
    log.tell(line -> counts.add(line.count()));
    log.accept(SessionEvent.notice("again"));
    log.accept(SessionEvent.notice("again"));
    assertThat(counts).containsExactly(1, 2);
    assertThat(log.json()).contains("\"count\": 2");
  }
}
