package audiostream.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class DiscoveryTest {

  private static final Clock CLOCK = SystemClock.real();

  /** By which its announcement is known among those of other programs on this machine. */
  private final int port = Ports.freePair();

  private final Announcement tree =
      new Announcement("Tree \u00e4", "rtp", port, 2, "44100", "0.1.0");

  private static Set<InetAddress> loopback() {
    return Set.of(InetAddress.getLoopbackAddress());
  }

  private static boolean holdsInTime(BooleanSupplier condition) {
    long endNs = CLOCK.nowNs() + 25_000_000_000L;
    while (!condition.getAsBoolean() && endNs - CLOCK.nowNs() > 0) {
      CLOCK.parkUntil(CLOCK.nowNs() + 20_000_000L);
    }
    return condition.getAsBoolean();
  }

  @Test
  @Timeout(90)
  void shouldFindWhatAnnouncesItselfAndMissWhatHasGone() {
    try (Finder finder = Finder.start(DiscoveryTest::loopback, CLOCK)) {
      try (Announcer announcer = Announcer.start(tree, DiscoveryTest::loopback, CLOCK)) {
        assertThat(holdsInTime(() -> ours(finder).contains(expected("Tree \u00e4"))))
            .as("%s", finder.found())
            .isTrue();
        announcer.rename("Oak");
        assertThat(holdsInTime(() -> ours(finder).equals(List.of(expected("Oak")))))
            .as("%s", finder.found())
            .isTrue();
      }
      assertThat(holdsInTime(() -> ours(finder).isEmpty())).isTrue();
    }
  }

  private List<FoundReceiver> ours(Finder finder) {
    return finder.found().stream().filter(found -> found.port() == port).toList();
  }

  @Test
  @Timeout(90)
  void shouldForgetThoseOfANetworkThatIsGone() {
    AtomicReference<Set<InetAddress>> networks = new AtomicReference<>(loopback());
    Announcement other = new Announcement("Elm", "rtp", port, 1, "48000", "0.1.0");
    try (Announcer announcer = Announcer.start(other, DiscoveryTest::loopback, CLOCK);
        Finder finder = Finder.start(networks::get, CLOCK)) {
      assertThat(holdsInTime(() -> !ours(finder).isEmpty()))
          .as("%s of %s", finder.found(), announcer)
          .isTrue();
      networks.set(Set.of());
      assertThat(holdsInTime(() -> finder.found().isEmpty())).isTrue();
    }
  }

  private FoundReceiver expected(String name) {
    return new FoundReceiver(name, "rtp", "127.0.0.1", port, 2, "44100", "0.1.0");
  }

  @Test
  void shouldCutANameToWhatDnsCarries() {
    String label = tree.named("\uD83D\uDD0A".repeat(40)).label();
    assertThat(label.getBytes(StandardCharsets.UTF_8)).hasSize(60);
    assertThat(label).isEqualTo("\uD83D\uDD0A".repeat(15));
    assertThat(tree.named(" \n ").label()).isEqualTo("receiver");
  }

  @Test
  void shouldTakeWhatStrangersSayWithinBounds() {
    Map<String, String> hostile =
        Map.of("name", "x".repeat(5_000) + "\u0000", "wire", "ftp", "channels", "9999999999");
    Optional<FoundReceiver> found =
        FoundReceiver.of(key -> hostile.getOrDefault(key, ""), "", "10.0.0.1", 5_004);
    assertThat(found).isPresent();
    assertThat(found.get().name()).hasSizeLessThan(70);
    assertThat(found.get().wire()).isEqualTo("rtp");
    assertThat(found.get().channels()).isZero();
    assertThat(FoundReceiver.of(key -> "", "Tree", "10.0.0.1", 0)).isEmpty();
    assertThat(FoundReceiver.of(key -> "", " Tree ", "10.0.0.1", 5_004).map(FoundReceiver::name))
        .as("known before its text is")
        .contains("Tree");
    assertThat(FoundReceiver.of(key -> "", "", "10.0.0.1", 5_004).map(FoundReceiver::name))
        .contains("10.0.0.1");
  }
}
