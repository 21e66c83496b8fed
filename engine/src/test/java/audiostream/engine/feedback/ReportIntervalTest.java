package audiostream.engine.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportIntervalTest {

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 200", "50, 200", "51, 204", "100, 400", "1000, 4000"})
  void shouldKeepAllAnswersTogetherBelow250ASecond(int receivers, long expectedMs) {
    long ns = ReportInterval.ns(receivers);
    assertThat(ns).isEqualTo(expectedMs * 1_000_000L);
    assertThat(receivers * 1e9 / ns).isLessThanOrEqualTo(250);
  }

  @ParameterizedTest
  @CsvSource({"200, 0, 200", "200, 24, 200", "200, 25, 500", "400, 25, 500", "4000, 25, 4000"})
  void shouldReportLessOftenWhereNobodyWasEverHeard(long usualMs, long sent, long expectedMs) {
    assertThat(ReportInterval.toUnheardNs(usualMs * 1_000_000L, sent))
        .isEqualTo(expectedMs * 1_000_000L);
  }
}
