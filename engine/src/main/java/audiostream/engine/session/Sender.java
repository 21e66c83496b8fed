package audiostream.engine.session;

import audiostream.engine.audio.LevelMeter;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.net.UdpDeparture;
import audiostream.engine.packet.Departure;
import audiostream.engine.pipeline.DestinationStream;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.pipeline.Overlay;
import audiostream.engine.pipeline.SendPipeline;
import audiostream.engine.pipeline.SendPlan;
import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A sender as a whole: an input, its destinations, and the threads between them.
 *
 * <pre>
 *   capture device's thread -> block ring -> send agent -> network
 *   (an input of our own, such as a file, is sent by its own thread)
 *   control agent: watches the device; RTCP agent: reports, and hears what receivers answer
 * </pre>
 *
 * <p>Methods: the control thread of the caller, one at a time, except {@link #snapshot}, which any
 * one thread may call.
 */
public final class Sender implements AutoCloseable {

  /** Opens the input; called again when it was lost. */
  @FunctionalInterface
  public interface Input {
    CaptureDevice open() throws DeviceException;
  }

  /**
   * What a sender needs from outside.
   *
   * @param clock of the engine
   * @param wallClock for sender reports
   * @param random for SSRCs, first sequence numbers and timestamps, and the canonical name
   * @param listener told of what a person should know; any thread
   * @param threads what is asked of the system for those that carry sound
   * @param together whether the packets of a block enter the system together, where it can that
   */
  public record Surroundings(
      Clock clock,
      InstantSource wallClock,
      RandomGenerator random,
      Consumer<SessionEvent> listener,
      ThreadWishes threads,
      boolean together) {

    /** With threads like any other's, packets together. */
    public Surroundings(
        Clock clock,
        InstantSource wallClock,
        RandomGenerator random,
        Consumer<SessionEvent> listener) {
      this(clock, wallClock, random, listener, ThreadWishes.none(), true);
    }
  }

  private static final long WATCH_INTERVAL_NS = 250_000_000L;
  private static final long IDLE_WAIT_NS = 20_000_000L;

  /** Blocks between capture and network: what the send agent may be late. */
  private static final int RING_NS = 500_000_000;

  private final Surroundings surroundings;
  private final UrgentThreads urgent;
  private final CaptureFeed feed;
  private final SlotRing<CaptureBlock> ring;
  private final Optional<UdpDeparture> departure;
  private final SendPipeline pipeline;
  private final LevelMeter meter;
  private final Counters<InputCounter> counters = new Counters<>(InputCounter.class);
  private final DeviceKeeper<CaptureDevice> keeper;
  private final Agent sendAgent;

  /** Another opening of the same input is of the same kind. */
  private final boolean sendsOnDeviceThread;

  private final Agent controlAgent;
  private final SenderControl rtcp;
  private final InputShape shape;
  private final String inputDescription;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile List<Destination> destinations = List.of();
  private final Map<DestinationStream, Overlay> overlays = new LinkedHashMap<>();
  private volatile int payloads;
  private volatile boolean inputEnded;
  private SendPlan plan = SendPlan.empty();
  private @Nullable CaptureDevice first;
  private volatile boolean failed;
  private boolean closed;

  private Sender(Input input, CaptureDevice opened, Surroundings surroundings) {
    DeviceFormat format = opened.format();
    this.surroundings = surroundings;
    this.urgent = new UrgentThreads(surroundings.threads());
    this.first = opened;
    this.inputDescription = format.description();
    this.shape = new InputShape(format.rateHz(), format.channels(), format.maxBlockFrames());
    int blocks =
        (int) ((long) RING_NS * format.rateHz() / 1_000_000_000L / format.maxBlockFrames());
    this.ring =
        new SlotRing<>(
            Math.max(8, blocks), () -> new CaptureBlock(shape.channels(), shape.blockFrames()));
    this.meter = new LevelMeter(shape.channels());
    this.departure = surroundings.together() ? UdpDeparture.open() : Optional.empty();
    this.pipeline =
        new SendPipeline(
            meter,
            counters,
            Delay.mostFrames(shape.rateHz()) + shape.blockFrames(),
            departure.isPresent() ? departure.get() : Departure.IMMEDIATE);
    this.feed = new CaptureFeed(ring, shape.rateHz(), counters);
    this.keeper =
        new DeviceKeeper<>(
            "input",
            () -> openAndStart(input),
            () -> counters.increment(InputCounter.REOPENED),
            surroundings.listener());
    this.sendAgent =
        new Agent("audiostream-send", urgent::network, this::sendTurn, this::agentFailed);
    this.controlAgent = new Agent("audiostream-control", this::controlTurn, this::agentFailed);
    this.rtcp = new SenderControl(surroundings, pipeline.timeline(), this::agentFailed);
    this.sendsOnDeviceThread = opened.mayBeHeldUp();
    feed.then(sendsOnDeviceThread ? this::sendAll : () -> LockSupport.unpark(sendAgent.thread()));
  }

  /**
   * Opens the input and every destination; nothing is sent before {@link #start}.
   *
   * @throws DeviceException when the input cannot be opened as asked
   * @throws SetupException when a destination cannot be used
   */
  public static Sender open(Input input, SendConfig config, Surroundings surroundings)
      throws DeviceException, SetupException {
    CaptureDevice device = input.open();
    Sender sender = new Sender(input, device, surroundings);
    try {
      sender.update(config);
      return sender;
    } catch (SetupException e) {
      device.close();
      sender.departure.ifPresent(UdpDeparture::close);
      throw e;
    }
  }

  /** How the input was opened. */
  public String inputDescription() {
    return inputDescription;
  }

  public int rateHz() {
    return shape.rateHz();
  }

  public int inputChannels() {
    return shape.channels();
  }

  public int blockFrames() {
    return shape.blockFrames();
  }

  /** Begins to send. */
  public void start() throws DeviceException {
    urgent.begin();
    WarmUp.send(shape);
    if (!sendsOnDeviceThread) {
      sendAgent.start();
    }
    keeper.open(surroundings.clock().nowNs());
    controlAgent.start();
    rtcp.start();
  }

  /**
   * Changes the destinations while sending. Streams that stay the same are not disturbed; where
   * anything in the new configuration cannot be used, everything stays as it was.
   */
  public void update(SendConfig config) throws SetupException {
    requireChannels(config);
    List<Destination> next = new ArrayList<>();
    List<Destination> opened = new ArrayList<>();
    try {
      for (DestinationConfig wanted : config.destinations()) {
        Optional<Destination> same = sameStream(wanted, config, next);
        if (same.isPresent()) {
          next.add(same.get().with(wanted, config, shape));
        } else {
          Destination fresh =
              Destination.open(
                  wanted,
                  config,
                  shape,
                  surroundings.random(),
                  new Destination.Ways(departure, rtcp));
          opened.add(fresh);
          next.add(fresh);
        }
      }
    } catch (SetupException e) {
      opened.forEach(this::close);
      throw e;
    }
    opened.forEach(this::report);
    adopt(next);
    keepInStep(config.group());
  }

  private void keepInStep(GroupConfig group) {
    List<Destination> told = destinations.stream().filter(d -> d.control().isPresent()).toList();
    boolean multicast = told.stream().anyMatch(Destination::multicast);
    rtcp.group(group.policyFor(told.size(), multicast), group.systemClock());
  }

  private void requireChannels(SendConfig config) throws SetupException {
    for (DestinationConfig destination : config.destinations()) {
      int highest = destination.channels().highest();
      if (highest > shape.channels()) {
        throw new SetupException(
            "destination '"
                + destination.name()
                + "': channel "
                + highest
                + " is beyond the input: '"
                + inputDescription
                + "' has channels 1 to "
                + shape.channels());
      }
    }
  }

  private Optional<Destination> sameStream(
      DestinationConfig wanted, SendConfig config, List<Destination> taken) {
    Destination.Identity identity = Destination.identityOf(wanted, config);
    return destinations.stream()
        .filter(d -> d.identity().equals(identity))
        .filter(d -> taken.stream().noneMatch(t -> t.stream() == d.stream()))
        .min(java.util.Comparator.comparing(d -> !d.config().name().equals(wanted.name())));
  }

  private void report(Destination destination) {
    destination
        .packetSize()
        .notice()
        .ifPresent(event ->
            surroundings
                .listener()
                .accept(
                    new SessionEvent(
                        event.kind(),
                        "destination '" + destination.config().name() + "': " + event.text())));
  }

  private void adopt(List<Destination> next) {
    List<Destination> before = destinations;
    overlays.values().removeIf(Overlay::over);
    plan = plan.next(next.stream().map(this::route).toList());
    payloads = plan.payloads();
    destinations = List.copyOf(next);
    pipeline.adopt(plan);
    next.forEach(d -> d.control().ifPresent(c -> c.rename(d.config().name())));
    rtcp.adopt(next.stream().flatMap(d -> d.control().stream()).toList());
    for (Destination old : before) {
      if (next.stream().noneMatch(d -> d.stream() == old.stream())) {
        sayBye(old);
        close(old);
      }
    }
  }

  private SendPlan.Route route(Destination destination) {
    SendPlan.Route plain = destination.route(shape.rateHz());
    Overlay overlay = overlays.get(plain.stream());
    return overlay == null ? plain : new SendPlan.Route(plain.stream(), plain.key().under(overlay));
  }

  /**
   * Mixes a sound once over the programme of one destination and no other; over silence where it is
   * muted.
   *
   * @param samples at {@link #rateHz}, full scale is [-1, 1)
   * @return whether there is a destination of that name
   */
  public boolean overlay(String name, float[] samples) {
    Optional<Destination> found =
        destinations.stream().filter(d -> d.config().name().equals(name)).findFirst();
    found.ifPresent(destination -> {
      overlays.put(destination.stream(), new Overlay(samples));
      adopt(destinations);
    });
    return found.isPresent();
  }

  /** Breaks off what {@link #overlay} has begun. */
  public void endOverlays() {
    overlays.clear();
    adopt(destinations);
  }

  /** The input's levels, for one more reader; {@link #snapshot} has its own. */
  public LevelMeter.Reader levelReader() {
    return meter.reader();
  }

  /** Root mean square of each input channel over about 0.3 s, linear; any thread. */
  public float[] rms() {
    return meter.rms();
  }

  /** How it is doing. Takes the meters' peaks, so for one reader. */
  public SenderSnapshot snapshot() {
    return snapshot(meter.take());
  }

  /**
   * How it is doing, for another reader than the one of {@link #snapshot()}; any thread.
   *
   * @param levels from {@link #levelReader}
   */
  public SenderSnapshot snapshot(LevelMeter.Reader levels) {
    return snapshot(levels.take());
  }

  private SenderSnapshot snapshot(float[] taken) {
    long nowNs = surroundings.clock().nowNs();
    List<Float> peaks = new ArrayList<>();
    for (float peak : taken) {
      peaks.add(peak);
    }
    return new SenderSnapshot(
        inputDescription,
        state(),
        shape.rateHz(),
        List.copyOf(peaks),
        pipeline.silentFrames() * 1_000_000_000L / shape.rateHz(),
        payloads,
        counters.snapshot(),
        rtcp.counters().snapshot(),
        rtcp.groupLatencyNs(),
        destinations.stream().map(d -> d.snapshot(nowNs)).toList());
  }

  private SenderSnapshot.State state() {
    if (ended.getCount() == 0) {
      return SenderSnapshot.State.ENDED;
    }
    return keeper.down() ? SenderSnapshot.State.INPUT_LOST : SenderSnapshot.State.SENDING;
  }

  /**
   * Waits for the end of a finite input.
   *
   * @return whether it has ended
   */
  public boolean awaitEnd(long timeoutMs) throws InterruptedException {
    return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Whether a thread of it has failed, so that nothing is sent any more. */
  public boolean failed() {
    return failed;
  }

  /** Stops, says BYE to every RTP destination, and frees everything. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    controlAgent.stop();
    keeper.close();
    if (first != null) {
      first.close();
    }
    rtcp.stop();
    sendAgent.stop();
    pipeline.flush(surroundings.clock().nowNs());
    destinations.forEach(this::sayBye);
    destinations.forEach(this::close);
    departure.ifPresent(UdpDeparture::close);
    ended.countDown();
  }

  private CaptureDevice openAndStart(Input input) throws DeviceException {
    CaptureDevice device = first;
    first = null;
    if (device == null) {
      device = input.open();
      feed.deviceReopened();
      if (sendsOnDeviceThread) {
        ring.changeConsumer();
      }
    }
    try {
      device.start(block -> {
        urgent.device();
        feed.captured(block);
      });
      return device;
    } catch (DeviceException e) {
      device.close();
      throw e;
    }
  }

  /** What is in the ring; false: nothing was. */
  private boolean sendNext() {
    CaptureBlock block = ring.peek();
    if (block == null) {
      return false;
    }
    pipeline.process(block, surroundings.clock().nowNs());
    ring.release();
    return true;
  }

  private void sendAll() {
    try {
      while (sendNext()) {}
    } catch (RuntimeException | Error e) {
      agentFailed(e);
      throw e;
    }
  }

  private boolean sendTurn() {
    if (sendNext()) {
      return true;
    }
    if (inputEnded) {
      // The device has ended before the flag was set, so nothing can follow an empty ring.
      boolean empty = ring.peek() == null;
      if (empty) {
        ended.countDown();
      }
      return !empty;
    }
    LockSupport.parkNanos(this, IDLE_WAIT_NS);
    return true;
  }

  private boolean controlTurn() {
    long nowNs = surroundings.clock().nowNs();
    keeper.check(nowNs);
    urgent.refusals().forEach(surroundings.listener());
    if (keeper.ended()) {
      inputEnded = true;
      if (sendsOnDeviceThread) {
        ended.countDown();
      }
      LockSupport.unpark(sendAgent.thread());
      return false;
    }
    surroundings.clock().parkUntil(nowNs + WATCH_INTERVAL_NS);
    return true;
  }

  private void agentFailed(Throwable cause) {
    failed = true;
    surroundings
        .listener()
        .accept(SessionEvent.warning("the sender has failed: " + cause + ": please report this"));
    ended.countDown();
  }

  private void sayBye(Destination destination) {
    destination
        .control()
        .ifPresent(control -> {
          try {
            rtcp.sayBye(control);
          } catch (IOException e) {
            surroundings
                .listener()
                .accept(
                    SessionEvent.warning(
                        "destination '"
                            + destination.config().name()
                            + "': no BYE: "
                            + e.getMessage()));
          }
        });
  }

  private void close(Destination destination) {
    try {
      destination.close();
    } catch (IOException e) {
      surroundings
          .listener()
          .accept(
              SessionEvent.warning(
                  "destination '" + destination.config().name() + "': " + e.getMessage()));
    }
  }
}
