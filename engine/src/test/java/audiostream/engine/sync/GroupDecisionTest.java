package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision as a table; times in ms. */
class GroupDecisionTest {

  private static final long MS = 1_000_000L;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          stays while nobody has said,            100,    0, 99000, 100
          rises at once to what is needed,        100,  150,     0, 152
          rises to the most and no further,       100, 5000,     0, 500
          stays when less would do for a moment,  100,   50, 29000, 100
          falls when less has done for a while,   100,   50, 31000,  52
          stays when there is little to gain,     100,   89, 99000, 100
          falls to the least and no further,      100,    1, 99000,   5
          """)
  void shouldDecide(String what, long targetMs, long neededMs, long lessForMs, long expectedMs) {
    GroupPolicy policy = GroupPolicy.auto(500 * MS, Slow.LEAVE);
    assertThat(GroupDecision.next(policy, targetMs * MS, neededMs * MS, lessForMs * MS))
        .as(what)
        .isEqualTo(expectedMs * MS);
  }

  @ParameterizedTest
  @CsvSource({"50", "300"})
  void shouldNotMoveWhenFixed(long neededMs) {
    GroupPolicy fixed = GroupPolicy.fixed(80 * MS, Slow.LEAVE);
    assertThat(GroupDecision.next(fixed, 80 * MS, neededMs * MS, 99_000 * MS)).isEqualTo(80 * MS);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          waits for who needs more,      80, 300,     0,  302
          comes back when nobody does,  302,  50, 31000,   80
          comes back the last step too,  84,  50, 31000,   80
          waits for nobody for ever,     80, 9999,    0, 5000
          """)
  void shouldWaitForSlowReceiversWhereAsked(
      String what, long targetMs, long neededMs, long lessForMs, long expectedMs) {
    GroupPolicy fixed = GroupPolicy.fixed(80 * MS, Slow.WAIT);
    assertThat(GroupDecision.next(fixed, targetMs * MS, neededMs * MS, lessForMs * MS))
        .as(what)
        .isEqualTo(expectedMs * MS);
  }

  @Test
  void shouldNotCountWhoIsLeftBehind() {
    List<GroupNeed> needs =
        List.of(new GroupNeed(60 * MS, 20 * MS), new GroupNeed(800 * MS, 700 * MS));
    assertThat(GroupNeed.most(GroupPolicy.auto(500 * MS, Slow.LEAVE), needs)).isEqualTo(60 * MS);
    assertThat(GroupNeed.most(GroupPolicy.auto(500 * MS, Slow.WAIT), needs)).isEqualTo(800 * MS);
  }

  @Test
  void shouldTakeAlongWhoOnlyAllowsForMore() {
    List<GroupNeed> cautious = List.of(new GroupNeed(510 * MS, 30 * MS));
    assertThat(GroupNeed.most(GroupPolicy.auto(500 * MS, Slow.LEAVE), cautious))
        .isEqualTo(510 * MS);
  }
}
