package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision as a table; times in ms. */
class LatencyTargetTest {

  private static final long MS = 1_000_000L;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          rises at once,                          60,  130,   5, 1000, true,   130
          rises while young,                      60,  130,   0,   10, true,   130
          rises when it may not fall,             60,  130, 600, 1000, false,  130
          rises to the most and no further,       60, 1300, 600, 1000, true,   500
          falls by half a ms in a second,        100,   20,  60, 1000, true,  99.5
          falls by less in less time,            100,   20,  60,  100, true,  99.95
          does not fall before it has seen much, 100,   20,  29, 1000, true,   100
          does not fall when frozen,             100,   20, 600, 1000, false,  100
          leaves two ms of slack,                 22,   20, 600, 1000, true,    22
          falls to the slack and not below,     22.1,   20, 600, 1000, true,    22
          leaves a tenth of a long latency,      219,  200, 600, 1000, true,   219
          falls to the least and its slack,      7.2,    1, 600, 1000, true,     7
          stays where it is,                      60,   60, 600, 1000, true,    60
          """)
  void shouldDecide(
      String what,
      double targetMs,
      double wantedMs,
      int seconds,
      double elapsedMs,
      boolean falls,
      double expectedMs) {
    LatencyPolicy policy = LatencyPolicy.auto(5 * MS, 500 * MS, 600_000 * MS, falls);
    long next = LatencyTarget.next(policy, ns(targetMs), ns(wantedMs), seconds, ns(elapsedMs));
    assertThat(next).as(what).isEqualTo(ns(expectedMs));
  }

  private static long ns(double ms) {
    return Math.round(ms * MS);
  }
}
