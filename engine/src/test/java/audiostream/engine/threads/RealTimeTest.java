package audiostream.engine.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audiostream.engine.threads.RealTime.Answer;
import audiostream.engine.threads.RealTime.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealTimeTest {

  private record Seen(Answer first, Answer second, String policy, String childsPolicy) {}

  /** "policy" of /proc/thread-self/sched: 0 other, 1 first in first out. */
  private static String policy() {
    try {
      return Files.readAllLines(Path.of("/proc/thread-self/sched")).stream()
          .filter(line -> line.startsWith("policy"))
          .map(line -> line.replaceAll("\\D+", ""))
          .findFirst()
          .orElse("none");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static <T> T inAThread(java.util.concurrent.Callable<T> work)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().start(task);
    return task.get();
  }

  @ParameterizedTest
  @EnumSource
  void shouldPutTheCallingThreadAndNoOtherBeforeTheRest(Role role) throws Exception {
    assumeTrue(LinuxRealTime.available(), "64-bit Linux with native access");
    assumeTrue(Files.isReadable(Path.of("/proc/thread-self/sched")), "a kernel that tells");
    Seen seen =
        inAThread(() -> {
          RealTime system = RealTime.system();
          Answer first = system.enter(role);
          String own = policy();
          return new Seen(first, system.enter(role), own, inAThread(RealTimeTest::policy));
        });
    if (seen.first() == Answer.GRANTED) {
      assertThat(seen).isEqualTo(new Seen(Answer.GRANTED, Answer.HAD_IT, "1", "0"));
    } else {
      assertThat(seen).isEqualTo(new Seen(Answer.REFUSED, Answer.REFUSED, "0", "0"));
    }
    assertThat(policy()).isEqualTo("0");
  }

  private record Places(Answer answer, String first, String then, String childs) {}

  /** Where the calling thread may run, as the kernel says. */
  private static String allowed() throws IOException {
    return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.replaceAll(".*\\s", ""))
        .findFirst()
        .orElse("none");
  }

  @Test
  void shouldKeepTheCallingThreadOnItsProcessor() throws Exception {
    assumeTrue(LinuxRealTime.available(), "64-bit Linux with native access");
    String before = allowed();
    int last = Processors.parse(before).numbers().getLast();
    Places seen =
        inAThread(() -> {
          String first = allowed();
          Answer answer = RealTime.system().pin(new Processors(List.of(last)));
          return new Places(answer, first, allowed(), inAThread(RealTimeTest::allowed));
        });
    String only = Integer.toString(last);
    assertThat(seen).isEqualTo(new Places(Answer.GRANTED, before, only, only));
    assertThat(allowed()).isEqualTo(before);
  }

  @Test
  void shouldTellThatAProcessorIsNotThere() throws Exception {
    assumeTrue(LinuxRealTime.available(), "64-bit Linux with native access");
    String before = allowed();
    assumeTrue(Processors.parse(before).numbers().getLast() < 1023, "fewer than all");
    assertThat(inAThread(() -> RealTime.system().pin(new Processors(List.of(1023)))))
        .isEqualTo(Answer.REFUSED);
  }

  @Test
  void shouldAskForNothingWhereNothingIsWanted() {
    assertThat(RealTime.none().enter(Role.DEVICE)).isEqualTo(Answer.UNAVAILABLE);
    assertThat(RealTime.none().lockMemory()).isEqualTo(Answer.UNAVAILABLE);
    assertThat(RealTime.none().pin(Processors.parse("0"))).isEqualTo(Answer.UNAVAILABLE);
  }
}
