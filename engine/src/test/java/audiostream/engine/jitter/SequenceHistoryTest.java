package audiostream.engine.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.jitter.SequenceHistory.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceHistoryTest {

  private final SequenceHistory history = new SequenceHistory();

  @Test
  void shouldCountNothingAsLostInAnUnbrokenRun() {
    history.start(65_530);
    for (long s = 65_531; s < 70_000; s++) {
      assertThat(history.register(s)).isEqualTo(Verdict.IN_ORDER);
    }
    assertThat(history.lost()).isZero();
    assertThat(history.highest()).isEqualTo(69_999);
  }

  @Test
  void shouldTellReorderedFromDuplicate() {
    history.start(10);
    assertThat(history.register(13)).isEqualTo(Verdict.IN_ORDER);
    assertThat(history.lost()).isEqualTo(2);
    assertThat(history.register(12)).isEqualTo(Verdict.REORDERED);
    assertThat(history.register(12)).isEqualTo(Verdict.DUPLICATE);
    assertThat(history.register(13)).isEqualTo(Verdict.DUPLICATE);
    assertThat(history.lost()).isEqualTo(1);
  }

  @Test
  void shouldTakeFarNumbersForAnotherRun() {
    history.start(10_000);
    assertThat(history.register(14_000)).isEqualTo(Verdict.FAR);
    assertThat(history.register(5_000)).isEqualTo(Verdict.FAR);
    assertThat(history.lost()).isZero();
  }

  @Test
  void shouldAgreeWithASetWhateverComesInWhateverOrder() {
    long seed = 20_261_122L;
    Random random = new Random(seed);
    List<Long> sent = new ArrayList<>();
    for (long s = 1; s < 5_000; s++) {
      if (random.nextInt(10) != 0) {
        sent.add(s);
      }
      if (random.nextInt(20) == 0) {
        sent.add(s);
      }
    }
    for (int i = 0; i + 40 < sent.size(); i += 40) {
      Collections.shuffle(sent.subList(i, i + 40), random);
    }
    history.start(0);
    long duplicates = sent.stream().filter(s -> history.register(s) == Verdict.DUPLICATE).count();
    long distinct = sent.stream().distinct().count();
    assertThat(duplicates).as("seed %d", seed).isEqualTo(sent.size() - distinct);
    assertThat(history.lost()).as("seed %d", seed).isEqualTo(history.highest() - distinct);
  }
}
