package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
    GroupPolicy policy = GroupPolicy.auto(500 * MS);
    assertThat(GroupDecision.next(policy, targetMs * MS, neededMs * MS, lessForMs * MS))
        .as(what)
        .isEqualTo(expectedMs * MS);
  }

  @ParameterizedTest
  @CsvSource({"50", "300"})
  void shouldNotMoveWhenFixed(long neededMs) {
    assertThat(GroupDecision.next(GroupPolicy.fixed(80 * MS), 80 * MS, neededMs * MS, 99_000 * MS))
        .isEqualTo(80 * MS);
  }
}
