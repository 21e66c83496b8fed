package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.feedback.GroupTerms;
import audiostream.engine.sync.GroupNeed;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupKeeperTest {

  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  private final GroupKeeper keeper = new GroupKeeper();
  private long nowNs = 7 * SECOND;

  private void decide(int seconds, GroupNeed... needs) {
    for (int i = 0; i < seconds; i++) {
      nowNs += SECOND;
      keeper.decide(List.of(needs), nowNs);
    }
  }

  private static GroupNeed needs(long neededMs, long shownMs) {
    return new GroupNeed(neededMs * MS, shownMs * MS);
  }

  @Test
  void shouldTellNothingWithoutAGroup() {
    decide(2, needs(80, 80));
    assertThat(keeper.terms()).isEmpty();
    assertThat(keeper.targetNs()).isEmpty();
  }

  @Test
  void shouldGoToWhatTheSlowestNeeds() {
    keeper.policy(Optional.of(GroupPolicy.auto(500 * MS, Slow.LEAVE)));
    decide(1);
    assertThat(keeper.targetNs()).hasValue(100 * MS);
    decide(1, needs(60, 30), needs(180, 90));
    GroupTerms terms = keeper.terms().orElseThrow();
    assertThat(terms.fromNs()).isEqualTo(100 * MS);
    assertThat(terms.toNs()).isEqualTo(182 * MS);
    assertThat(terms.startsAtNs()).as("so that all hear of it before").isGreaterThan(nowNs);
  }

  @Test
  void shouldNotFollowAReceiverThatIsLeftBehind() {
    keeper.policy(Optional.of(GroupPolicy.auto(500 * MS, Slow.LEAVE)));
    decide(100, needs(60, 30), needs(900, 800));
    assertThat(keeper.targetNs()).hasValue(62 * MS);
  }

  @Test
  void shouldWaitForASlowReceiverWhereAskedAndComeBack() {
    keeper.policy(Optional.of(GroupPolicy.fixed(80 * MS, Slow.WAIT)));
    decide(2);
    assertThat(keeper.targetNs()).hasValue(80 * MS);
    decide(3, needs(300, 250));
    assertThat(keeper.targetNs()).hasValue(302 * MS);
    decide(60, needs(60, 30));
    assertThat(keeper.targetNs()).hasValue(80 * MS);
  }

  @Test
  void shouldGoOnFromWhereItIsWhenAnotherPolicyIsChosen() {
    keeper.policy(Optional.of(GroupPolicy.auto(500 * MS, Slow.LEAVE)));
    decide(3, needs(300, 100));
    keeper.policy(Optional.of(GroupPolicy.auto(400 * MS, Slow.WAIT)));
    decide(1, needs(300, 100));
    assertThat(keeper.targetNs()).hasValue(302 * MS);
    keeper.policy(Optional.of(GroupPolicy.fixed(90 * MS, Slow.LEAVE)));
    decide(1, needs(300, 100));
    assertThat(keeper.targetNs()).hasValue(90 * MS);
    keeper.policy(Optional.empty());
    decide(1, needs(300, 100));
    assertThat(keeper.terms()).isEmpty();
  }
}
