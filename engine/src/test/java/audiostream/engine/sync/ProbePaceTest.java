package audiostream.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbePaceTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long REPORTS = 200 * MS;

  private final ProbePace pace = new ProbePace();

  @Test
  void shouldAskFiftyTimesASecondUntilInStep() {
    assertThat(pace.nextNs(false, Long.MAX_VALUE, REPORTS, 0)).isEqualTo(20 * MS);
    assertThat(pace.nextNs(false, 0, REPORTS, 100 * SECOND)).isEqualTo(20 * MS);
  }

  @Test
  void shouldAskFiveTimesASecondWhenSure() {
    pace.nextNs(false, Long.MAX_VALUE, REPORTS, 0);
    assertThat(pace.nextNs(true, 3_000, REPORTS, SECOND)).isEqualTo(200 * MS);
  }

  @Test
  void shouldGoOnWhileUnsureForHalfAMinuteAtMost() {
    pace.nextNs(false, Long.MAX_VALUE, REPORTS, 0);
    assertThat(pace.nextNs(true, 90_000, REPORTS, 29 * SECOND)).isEqualTo(20 * MS);
    assertThat(pace.nextNs(true, 90_000, REPORTS, 31 * SECOND)).isEqualTo(200 * MS);
    assertThat(pace.nextNs(true, 90_000, REPORTS, 500 * SECOND)).isEqualTo(200 * MS);
    pace.nextNs(false, Long.MAX_VALUE, REPORTS, 600 * SECOND);
    assertThat(pace.nextNs(true, 90_000, REPORTS, 601 * SECOND)).isEqualTo(20 * MS);
  }

  @Test
  void shouldAskSeldomerWhereTheSenderHasMany() {
    assertThat(pace.nextNs(false, 0, 1_000 * MS, 0)).isEqualTo(100 * MS);
    assertThat(pace.nextNs(false, 0, 4_000 * MS, 0)).isEqualTo(200 * MS);
    assertThat(pace.nextNs(false, 0, 0, 0)).as("not known").isEqualTo(20 * MS);
  }
}
