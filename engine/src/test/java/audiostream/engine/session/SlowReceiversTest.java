package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.feedback.FeedbackCounter;
import audiostream.engine.stats.Counters;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowReceiversTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final GroupNeed QUICK = new GroupNeed(70 * MS, 30 * MS);
  private static final GroupNeed SLOW = new GroupNeed(700 * MS, 620 * MS);

  private final List<SessionEvent> told = new ArrayList<>();
  private final Counters<FeedbackCounter> counters = new Counters<>(FeedbackCounter.class);
  private final SlowReceivers slow = new SlowReceivers(told::add, counters);
  private long nowNs = 50 * SECOND;

  private void look(Slow becomes, int seconds, GroupNeed... needs) {
    for (int i = 0; i < seconds; i++) {
      nowNs += SECOND;
      slow.look(
          GroupPolicy.auto(500 * MS, becomes),
          Map.of("tree", List.of(needs), "hall", List.of(QUICK)),
          nowNs);
    }
  }

  @Test
  void shouldTellOnceOfWhoCannotKeepUp() {
    look(Slow.LEAVE, 100, QUICK);
    assertThat(told).isEmpty();
    look(Slow.LEAVE, 100, SLOW);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().kind()).isEqualTo(SessionEvent.Kind.WARNING);
    assertThat(told.getFirst().text())
        .startsWith("destination 'tree': cannot keep up with the group: needs 620 ms")
        .contains("500 at most", "left behind", "--group-slow wait");
    assertThat(counters.value(FeedbackCounter.GROUP_SLOW)).isEqualTo(1);
  }

  @Test
  void shouldNotTellOfAMoment() {
    look(Slow.LEAVE, 2, SLOW);
    look(Slow.LEAVE, 1, QUICK);
    look(Slow.LEAVE, 2, SLOW);
    look(Slow.LEAVE, 10, QUICK);
    assertThat(told).isEmpty();
  }

  @Test
  void shouldTellOnceThatItKeepsUpAgain() {
    look(Slow.LEAVE, 10, SLOW);
    look(Slow.LEAVE, 20, QUICK);
    look(Slow.LEAVE, 2, SLOW);
    assertThat(told).as("not mended yet").hasSize(1);
    look(Slow.LEAVE, 100, QUICK);
    assertThat(told).hasSize(2);
    assertThat(told.getLast().text())
        .isEqualTo("destination 'tree': keeps up with the group again");
  }

  @Test
  void shouldCountTheSlowOnesOfAMulticastGroupAndSayThatTheyAreWaitedFor() {
    look(Slow.WAIT, 10, QUICK, SLOW, SLOW);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().text())
        .contains("2 of 3 receivers: cannot keep up", "the group waits for it");
  }

  @Test
  void shouldBeginAnewWithAnotherGroup() {
    look(Slow.LEAVE, 10, SLOW);
    slow.forget();
    look(Slow.LEAVE, 10, SLOW);
    assertThat(told).hasSize(2);
  }
}
