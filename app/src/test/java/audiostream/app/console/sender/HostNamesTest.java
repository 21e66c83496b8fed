package audiostream.app.console.sender;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.time.SystemClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names of hosts on a network that answers, that does not, and that takes its time. */
@Timeout(30)
class HostNamesTest {

  private static final long LONG_NS = 20_000_000_000L;

  @Test
  void shouldLookUpNamesAndAskNobodyForAddresses() {
    List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (HostNames names =
        new HostNames(
            name -> {
              asked.add(name);
              if (name.equals("nobody")) {
                throw new UnknownHostException(name);
              }
              return InetAddress.ofLiteral("192.0.2.7");
            },
            SystemClock.real())) {
      names.settle(List.of("tree", "nobody", "192.0.2.1", "fd00::21", "fe80::1%eth0"), LONG_NS);
      assertThat(asked).containsExactlyInAnyOrder("tree", "nobody");
      assertThat(names.address("tree")).contains("192.0.2.7");
      assertThat(names.address("fe80::1%eth0")).contains("fe80::1%eth0");
      assertThat(names.address("nobody")).isEmpty();
      assertThat(names.problem("nobody")).startsWith("host 'nobody' is not known here: ");
    }
  }

  @Test
  void shouldWaitForNobodyAndTellWhenAnAnswerHasCome() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CompletableFuture<String> told = new CompletableFuture<>();
    try (HostNames names =
        new HostNames(
            name -> {
              awaitQuietly(answer);
              return InetAddress.ofLiteral("192.0.2.7");
            },
            SystemClock.real())) {
      names.tell(told::complete);
      names.settle(List.of("slow"), 1_000_000L);
      assertThat(names.address("slow")).isEmpty();
      assertThat(names.problem("slow")).isEqualTo("looking for host 'slow' on the network");
      answer.countDown();
      assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo("slow");
      assertThat(names.address("slow")).contains("192.0.2.7");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
