package audiostream.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.PlayoutRequest;
import audiostream.engine.device.tone.ToneBackend;
import audiostream.engine.feedback.ReceiverFeedback.Playout;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.pipeline.ReceptionConfig.Expected;
import audiostream.engine.rtp.PayloadFormats;
import audiostream.engine.session.GroupConfig.When;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender and two receivers on loopback, with all their threads: they find each other's time. */
class InStepSessionTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;
  private static final long DEVICE_LATENCY_NS = 15_000_000L;
  private static final long PATIENCE_NS = 20_000_000_000L;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final Clock clock = SystemClock.real();
  private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

  /** A sound card that runs by the machine's clock and keeps nothing. */
  private static final class QuietCard implements PlayoutDevice {
    private final Clock clock;
    private volatile boolean closed;
    private volatile long frames;
    private @Nullable Thread thread;

    QuietCard(Clock clock) {
      this.clock = clock;
    }

    @Override
    public DeviceFormat format() {
      return new DeviceFormat("quiet", RATE_HZ, 1, BLOCK, DEVICE_LATENCY_NS);
    }

    @Override
    public DeviceState state() {
      return DeviceState.RUNNING;
    }

    @Override
    public long progressFrames() {
      return frames;
    }

    @Override
    public void start(PlayoutCallback callback) {
      thread = Thread.ofPlatform().daemon().start(() -> run(callback));
    }

    private void run(PlayoutCallback callback) {
      PlayoutRequest request = new PlayoutRequest(1, BLOCK);
      long startNs = clock.nowNs();
      for (long block = 0; !closed; block++) {
        long dueNs = startNs + block * BLOCK * 1_000_000_000L / RATE_HZ;
        while (!closed && clock.nowNs() < dueNs) {
          clock.parkUntil(dueNs);
        }
        request.describe(BLOCK, block * BLOCK, clock.nowNs(), dueNs + DEVICE_LATENCY_NS, false);
        callback.render(request);
        frames = (block + 1) * BLOCK;
      }
    }

    /** As a device must: nothing is asked for any more when this has returned. */
    @Override
    public void close() {
      closed = true;
      if (thread != null) {
        thread.interrupt();
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Receiver receiver(int port, int seed, boolean systemClock) throws Exception {
    Receiver receiver =
        Receiver.open(
            new ReceiveConfig(
                new InetSocketAddress(LOOPBACK, port),
                MulticastOptions.DEFAULT,
                Set.of(),
                Receptions.of(new Expected.Rtp(PayloadFormats.standard(), RATE_HZ), 60),
                systemClock),
            () -> new QuietCard(clock),
            Optional.empty(),
            new Receiver.Surroundings(
                clock, InstantSource.system(), new Random(seed), events::add));
    receiver.start();
    return receiver;
  }

  private static DestinationConfig to(int port) {
    Endpoint endpoint =
        new Endpoint(
            WireFormat.RTP,
            LOOPBACK.getHostAddress(),
            port,
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty());
    return new DestinationConfig("to" + port, endpoint, ChannelList.of(1), 0, false);
  }

  private static SendConfig config(boolean systemClock, int... ports) {
    GroupPolicy policy = GroupPolicy.auto(GroupPolicy.DEFAULT_MOST_NS, Slow.LEAVE);
    return new SendConfig(
        16,
        OptionalInt.empty(),
        1_500,
        Arrays.stream(ports).mapToObj(InStepSessionTest::to).toList(),
        new GroupConfig(When.SEVERAL, policy, systemClock));
  }

  private Sender sender(SendConfig config) throws Exception {
    DeviceRequest request = new DeviceRequest(OptionalInt.of(RATE_HZ), OptionalInt.of(2), BLOCK);
    Sender sender =
        Sender.open(
            () -> new ToneBackend(clock).openCapture("2", request),
            config,
            new Sender.Surroundings(clock, InstantSource.system(), new Random(8), events::add));
    sender.start();
    return sender;
  }

  private boolean holdsInTime(BooleanSupplier condition) {
    long endNs = clock.nowNs() + PATIENCE_NS;
    while (!condition.getAsBoolean()) {
      if (clock.nowNs() - endNs > 0) {
        return false;
      }
      clock.parkUntil(clock.nowNs() + 10_000_000L);
    }
    return true;
  }

  private static boolean inStep(Receiver receiver) {
    return receiver.snapshot().group().filter(GroupSnapshot::inStep).isPresent();
  }

  private static List<Playout> told(Sender sender) {
    return sender.snapshot().destinations().stream()
        .flatMap(d -> d.feedback().stream())
        .flatMap(f -> f.worst().playout().stream())
        .toList();
  }

  private static boolean tellsAll(Playout playout) {
    return playout.syncErrorNs().isPresent()
        && playout.worstSyncErrorNs().isPresent()
        && playout.clockOffsetNs().isPresent()
        && playout.clockUncertaintyNs().isPresent()
        && playout.shownLatencyNs().isPresent();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldKeepTwoReceiversInStepAndHearHowFarTheyAre(boolean systemClock) throws Exception {
    int first = Ports.freePair();
    int second = Ports.freePair();
    try (Receiver one = receiver(first, 1, systemClock);
        Receiver two = receiver(second, 2, systemClock);
        Sender sender = sender(config(systemClock, first, second))) {
      assertThat(holdsInTime(() -> inStep(one) && inStep(two)))
          .as("%s, %s", one.snapshot(), two.snapshot())
          .isTrue();
      assertThat(holdsInTime(() -> told(sender).stream().filter(p -> tellsAll(p)).count() == 2))
          .as("%s", told(sender))
          .isTrue();
      assertThat(sender.snapshot().groupLatencyNs()).isPresent();
      for (Playout playout : told(sender)) {
        assertThat(playout.outputLatencyNs().orElseThrow()).isBetween(0L, 40_000_000L);
        // One clock for all: what they find of it is the time that their threads take.
        assertThat(Math.abs(playout.clockOffsetNs().orElseThrow())).isLessThan(5_000_000L);
      }
      GroupSnapshot group = one.snapshot().group().orElseThrow();
      assertThat(group.onSystemClock()).isEqualTo(systemClock);
    }
  }

  @Test
  void shouldSayThatTheSenderDoesNotGoByTheClockThatWasAskedFor() throws Exception {
    int first = Ports.freePair();
    int second = Ports.freePair();
    try (Receiver one = receiver(first, 1, true);
        Receiver two = receiver(second, 2, false);
        Sender sender = sender(config(false, first, second))) {
      assertThat(holdsInTime(() -> inStep(one) && inStep(two)))
          .as("%s, %s", one.snapshot(), sender.snapshot())
          .isTrue();
      assertThat(one.snapshot().group().orElseThrow().onSystemClock()).isFalse();
    }
    assertThat(events.stream().map(SessionEvent::text).filter(t -> t.contains("clock")))
        .containsExactly(
            "the sender does not go by the system's clock: in step by the sender's own; start it"
                + " with --clock system, or choose that on its page");
  }

  @Test
  void shouldLeaveAReceiverThatIsAloneItsOwnLatency() throws Exception {
    int port = Ports.freePair();
    int other = Ports.freePair();
    try (Receiver one = receiver(port, 1, false);
        Sender sender = sender(config(false, port))) {
      assertThat(holdsInTime(() -> one.snapshot().latencyMs() > 0)).isTrue();
      assertThat(sender.snapshot().groupLatencyNs()).isEmpty();
      assertThat(one.snapshot().group()).isEmpty();
      sender.update(config(false, port, other));
      assertThat(holdsInTime(() -> inStep(one))).as("%s", one.snapshot()).isTrue();
      assertThat(sender.snapshot().groupLatencyNs()).isEqualTo(OptionalLong.of(100_000_000L));
      sender.update(config(false, port));
      assertThat(holdsInTime(() -> one.snapshot().group().isEmpty())).isTrue();
    }
  }
}
