package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.session.GroupConfig.When;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupConfigTest {

  @ParameterizedTest
  @CsvSource({
    "NEVER, 5, true, false",
    "SEVERAL, 0, false, false",
    "SEVERAL, 1, false, false",
    "SEVERAL, 1, true, true",
    "SEVERAL, 2, false, true",
    "ALWAYS, 1, false, true"
  })
  void shouldKeepReceiversInStepWhereThereMayBeSeveral(
      When when, int streams, boolean multicast, boolean expected) {
    GroupPolicy policy = GroupPolicy.auto(GroupPolicy.DEFAULT_MOST_NS, Slow.LEAVE);
    assertThat(new GroupConfig(when, policy, false).policyFor(streams, multicast).isPresent())
        .isEqualTo(expected);
  }
}
