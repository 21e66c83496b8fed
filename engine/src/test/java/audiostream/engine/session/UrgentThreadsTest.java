package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.threads.Processors;
import audiostream.engine.threads.RealTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrgentThreadsTest {

  /** Answers as it is told to, and notes what it was asked. */
  private record Scripted(Answer priority, Answer place, List<String> asked) implements RealTime {

    Scripted(Answer priority, Answer place) {
      this(priority, place, new ArrayList<>());
    }

    @Override
    public Answer enter(Role role) {
      asked.add(role.name());
      return priority;
    }

    @Override
    public Answer lockMemory() {
      asked.add("memory");
      return Answer.GRANTED;
    }

    @Override
    public Answer pin(Processors processors) {
      asked.add(processors.toString());
      return place;
    }
  }

  private static UrgentThreads threads(Scripted system, String processors) {
    Optional<Processors> wanted =
        Optional.of(processors).filter(list -> !list.isEmpty()).map(Processors::parse);
    return new UrgentThreads(new ThreadWishes(system, wanted));
  }

  @Test
  void shouldPinThreadsOfTheNetworkAndOfTheDeviceAndEachOnce() {
    Scripted system = new Scripted(RealTime.Answer.HAD_IT, RealTime.Answer.GRANTED);
    UrgentThreads urgent = threads(system, "2-3");
    urgent.begin();
    urgent.network();
    urgent.device();
    urgent.device();
    assertThat(system.asked()).containsExactly("memory", "NETWORK", "2-3", "DEVICE", "2-3");
    assertThat(urgent.refusals()).isEmpty();
  }

  @Test
  void shouldPinNothingWhereNothingWasAskedFor() {
    Scripted system = new Scripted(RealTime.Answer.GRANTED, RealTime.Answer.REFUSED);
    UrgentThreads urgent = threads(system, "");
    urgent.network();
    assertThat(system.asked()).containsExactly("NETWORK");
    assertThat(urgent.refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE, taskset -c 1", "REFUSED, cpuset"})
  void shouldTellOnceThatThreadsRunAnywhere(RealTime.Answer answer, String remedy) {
    UrgentThreads urgent = threads(new Scripted(RealTime.Answer.GRANTED, answer), "1");
    urgent.network();
    urgent.device();
    assertThat(urgent.refusals())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(SessionEvent.Kind.WARNING);
          assertThat(event.text()).contains("processors 1", remedy).doesNotContain("\n");
        });
    urgent.network();
    assertThat(urgent.refusals()).isEmpty();
  }

  @Test
  void shouldTellOfPriorityAndOfProcessors() {
    UrgentThreads urgent =
        threads(new Scripted(RealTime.Answer.REFUSED, RealTime.Answer.REFUSED), "1");
    urgent.network();
    assertThat(urgent.refusals()).hasSize(2);
    assertThat(urgent.refusals()).isEmpty();
  }
}
