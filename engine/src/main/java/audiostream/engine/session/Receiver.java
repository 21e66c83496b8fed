package audiostream.engine.session;

import audiostream.engine.audio.LevelMeter;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Output;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.net.UdpSource;
import audiostream.engine.packet.Packet;
import audiostream.engine.pipeline.IntakeCounter;
import audiostream.engine.pipeline.OutputShape;
import audiostream.engine.pipeline.PacketIntake;
import audiostream.engine.pipeline.ReceiveCounter;
import audiostream.engine.pipeline.ReceiveGauges;
import audiostream.engine.pipeline.ReceivePipeline;
import audiostream.engine.pipeline.ReceptionConfig;
import audiostream.engine.pipeline.SenderTime;
import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A receiver as a whole: a port, an output, and the threads between them.
 *
 * <pre>
 *   net agent (RTP, raw), RTCP agent -> packet rings -> pulled by the device's thread or the writer
 *                      \- sender reports are answered at once
 *   control agent: watches the device
 * </pre>
 *
 * <p>Methods: the control thread of the caller, one at a time, except {@link #snapshot}, which any
 * one thread may call.
 */
public final class Receiver implements AutoCloseable {

  /** Opens the output; called again when a device was lost. */
  @FunctionalInterface
  public interface Opener {
    Output open() throws DeviceException;
  }

  /**
   * What a receiver needs from outside.
   *
   * @param clock of the engine
   * @param wallClock for the reference times of reports
   * @param random for its SSRC and its canonical name
   * @param listener told of what a person should know; any thread
   * @param threads what is asked of the system for those that carry sound
   */
  public record Surroundings(
      Clock clock,
      InstantSource wallClock,
      RandomGenerator random,
      Consumer<SessionEvent> listener,
      ThreadWishes threads) {

    /** With threads like any other's. */
    public Surroundings(
        Clock clock,
        InstantSource wallClock,
        RandomGenerator random,
        Consumer<SessionEvent> listener) {
      this(clock, wallClock, random, listener, ThreadWishes.none());
    }
  }

  private static final long WATCH_INTERVAL_NS = 100_000_000L;
  private static final int RING_PACKETS = 512;
  private static final int RTCP_RING_PACKETS = 16;

  /** Frames that an output without a clock is given at once. */
  private static final int FOLLOWING_BLOCK_FRAMES = 1_024;

  private final ReceiveConfig config;
  private final Clock clock;
  private final Consumer<SessionEvent> listener;
  private final Counters<IntakeCounter> intakeCounters = new Counters<>(IntakeCounter.class);
  private final Counters<ReceiveCounter> counters = new Counters<>(ReceiveCounter.class);
  private final SlotRing<Packet> ring = new SlotRing<>(RING_PACKETS, Packet::new);
  private final SlotRing<Packet> rtcpRing = new SlotRing<>(RTCP_RING_PACKETS, Packet::new);
  private final List<SlotRing<SenderTime>> times;
  private final List<UdpSource> sources = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final ReceivePipeline pipeline;
  private final ReceiverControl control;
  private final Playback playback;
  private final @Nullable Recorder recorder;
  private final OutputShape shape;
  private final UrgentThreads urgent;
  private volatile boolean failed;
  private boolean closed;

  /**
   * @param output where it plays
   * @param record a file that gets a copy
   */
  private Receiver(
      ReceiveConfig config,
      Opener opener,
      Output output,
      Optional<FollowingOutput> record,
      Surroundings surroundings) {
    this.config = config;
    this.clock = surroundings.clock();
    this.listener = surroundings.listener();
    this.urgent = new UrgentThreads(surroundings.threads());
    ReceptionConfig reception = config.reception();
    int streamChannels = reception.expected().maxChannels();
    int blockFrames = blockFramesOf(output);
    int outputChannels = outputChannelsOf(output, reception, streamChannels);
    this.shape = new OutputShape(outputChannels, outputRateOf(output, reception), blockFrames);
    this.times = ReceiverControl.timeRings();
    this.pipeline = new ReceivePipeline(reception, List.of(ring, rtcpRing), times, counters, shape);
    this.control =
        new ReceiverControl(surroundings, config.systemClock(), pipeline, times, counters);
    this.recorder =
        record
            .map(file -> new Recorder(file, streamChannels, pipeline.maxTapFrames(), listener))
            .orElse(null);
    if (recorder != null) {
      pipeline.tap(recorder);
    }
    this.playback = playbackOf(output, opener, streamChannels, blockFrames);
  }

  /**
   * Opens the output and binds the port; from then on datagrams are kept.
   *
   * @param record a file that gets a copy of what is played
   * @throws DeviceException when the output cannot be opened as asked
   * @throws SetupException when the port cannot be bound
   */
  public static Receiver open(
      ReceiveConfig config,
      Opener opener,
      Optional<FollowingOutput> record,
      Surroundings surroundings)
      throws DeviceException, SetupException {
    Output output = opener.open();
    Receiver receiver = new Receiver(config, opener, output, record, surroundings);
    try {
      receiver.bind();
      return receiver;
    } catch (SetupException e) {
      receiver.close();
      throw e;
    }
  }

  private static int blockFramesOf(Output output) {
    return switch (output) {
      case PlayoutDevice device -> device.format().maxBlockFrames();
      case FollowingOutput file -> FOLLOWING_BLOCK_FRAMES;
    };
  }

  /** An output without a clock takes whatever rate the stream has. */
  private static int outputRateOf(Output output, ReceptionConfig reception) {
    return output instanceof PlayoutDevice device
        ? device.format().rateHz()
        : reception.expected().rateHz();
  }

  private static int outputChannelsOf(
      Output output, ReceptionConfig reception, int streamChannels) {
    return switch (output) {
      case PlayoutDevice device -> device.format().channels();
      case FollowingOutput file ->
          reception.map().map(map -> map.highestOut()).orElse(streamChannels);
    };
  }

  private Playback playbackOf(Output output, Opener opener, int streamChannels, int blockFrames) {
    return switch (output) {
      case PlayoutDevice device ->
          new DevicePlayback(
              device,
              () -> reopen(opener, device.format()),
              request -> {
                urgent.device();
                pipeline.render(request);
              },
              this::changePuller,
              () -> counters.increment(ReceiveCounter.REOPENED),
              listener);
      case FollowingOutput file ->
          new FollowingPlayback(
              file,
              config.reception().map().stream().mapToInt(map -> map.highestOut()).findFirst(),
              pipeline,
              streamChannels,
              blockFrames,
              clock,
              listener);
    };
  }

  /**
   * The pipeline is made for the block and rate of the first device: another must fit into them.
   */
  private static PlayoutDevice reopen(Opener opener, DeviceFormat was) throws DeviceException {
    if (!(opener.open() instanceof PlayoutDevice device)) {
      throw new DeviceException("'" + was.description() + "' is no device any more");
    }
    DeviceFormat now = device.format();
    if (now.maxBlockFrames() > was.maxBlockFrames() || now.rateHz() != was.rateHz()) {
      device.close();
      throw new DeviceException(
          "'" + was.description() + "' came back with another rate or block: " + now);
    }
    return device;
  }

  private void changePuller() {
    ring.changeConsumer();
    rtcpRing.changeConsumer();
    times.forEach(SlotRing::changeConsumer);
    if (recorder != null) {
      recorder.changePlayer();
    }
  }

  private void bind() throws SetupException {
    boolean rtp = config.reception().expected() instanceof ReceptionConfig.Expected.Rtp;
    PacketIntake.Check check = rtp ? PacketIntake.Check.RTP : PacketIntake.Check.RAW;
    listen("audiostream-net", config.local(), check, ring, intakeCounters);
    if (rtp && config.local().getPort() < 65_535) {
      bindRtcp();
    }
  }

  private void bindRtcp() {
    InetSocketAddress local = new InetSocketAddress(config.local().getAddress(), port() + 1);
    try {
      // What comes here is not the stream: it is counted apart.
      listen(
          "audiostream-rtcp",
          local,
          PacketIntake.Check.RTCP,
          rtcpRing,
          new Counters<>(IntakeCounter.class));
    } catch (SetupException e) {
      listener.accept(
          SessionEvent.warning(
              e.getMessage()
                  + "; the sender gets no reports, and the end of a stream is noticed by its"
                  + " silence"));
    }
  }

  private void listen(
      String name,
      InetSocketAddress local,
      PacketIntake.Check check,
      SlotRing<Packet> target,
      Counters<IntakeCounter> counts)
      throws SetupException {
    try {
      UdpSource source = UdpSource.bind(local, config.multicast(), clock);
      sources.add(source);
      PacketIntake intake = new PacketIntake(source, target, check, config.allowed(), counts);
      if (check != PacketIntake.Check.RAW) {
        control.answer(intake, source);
      }
      agents.add(new Agent(name, urgent::network, () -> receiveTurn(intake), this::agentFailed));
    } catch (IOException e) {
      throw new SetupException(cannotBind(local, e), e);
    }
  }

  static String cannotBind(InetSocketAddress local, IOException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("already in use")) {
      return "port "
          + local.getPort()
          + " is taken by another program: end it, or choose another port";
    }
    if (message.contains("ermission denied")) {
      return "port " + local.getPort() + ": no permission: ports from 1024 on need none";
    }
    if (message.contains("annot assign")) {
      return "address "
          + local.getAddress().getHostAddress()
          + " is not one of this machine's: leave the host out to listen on all";
    }
    return "port " + local.getPort() + ": " + message;
  }

  private boolean receiveTurn(PacketIntake intake) {
    try {
      return intake.receiveOne();
    } catch (IOException e) {
      listener.accept(SessionEvent.warning("network: " + e.getMessage()));
      clock.parkUntil(clock.nowNs() + WATCH_INTERVAL_NS);
      return true;
    }
  }

  /** Begins to play. */
  public void start() throws DeviceException {
    // What arrives while the pipelines are warmed waits in the ring.
    urgent.begin();
    agents.forEach(Agent::start);
    WarmUp.receive(config.reception(), shape, new Counters<>(ReceiveCounter.class));
    if (recorder != null) {
      recorder.start();
    }
    playback.start(clock.nowNs());
    Agent control = new Agent("audiostream-control", this::controlTurn, this::agentFailed);
    Agent probe = new Agent("audiostream-probe", this::probeTurn, this::agentFailed);
    agents.add(control);
    agents.add(probe);
    control.start();
    probe.start();
  }

  private boolean probeTurn() {
    clock.parkUntil(clock.nowNs() + control.probe());
    return true;
  }

  private boolean controlTurn() {
    long nowNs = clock.nowNs();
    playback.check(nowNs);
    urgent.refusals().forEach(listener);
    clock.parkUntil(nowNs + WATCH_INTERVAL_NS);
    return true;
  }

  private void agentFailed(Throwable cause) {
    failed = true;
    listener.accept(
        SessionEvent.warning("the receiver has failed: " + cause + ": please report this"));
  }

  /** Whether it can go on no more: its file or pipe is gone, or a thread of it has failed. */
  public boolean failed() {
    return failed || playback.failed();
  }

  /** The port that was bound. */
  public int port() {
    try {
      return sources.getFirst().port();
    } catch (IOException e) {
      return config.local().getPort();
    }
  }

  /** Where it plays. */
  public String outputDescription() {
    return playback.description();
  }

  /** Channels of the output; empty: as many as the stream has. */
  public OptionalInt outputChannels() {
    return OptionalInt.of(pipeline.meter().channels());
  }

  /** The volume from now on, linear; any thread. */
  public void gain(float linear) {
    pipeline.gain(linear);
  }

  /** The output's levels, for one more reader; {@link #snapshot} has its own. */
  public LevelMeter.Reader levelReader() {
    return pipeline.meter().reader();
  }

  /** Root mean square of each output channel over about 0.3 s, linear; any thread. */
  public float[] rms() {
    return pipeline.meter().rms();
  }

  /** How it is doing. Takes the meters' peaks, so for one reader. */
  public ReceiverSnapshot snapshot() {
    return snapshot(pipeline.meter().take());
  }

  /**
   * How it is doing, for another reader than the one of {@link #snapshot()}; any thread.
   *
   * @param levels from {@link #levelReader}
   */
  public ReceiverSnapshot snapshot(LevelMeter.Reader levels) {
    return snapshot(levels.take());
  }

  private ReceiverSnapshot snapshot(float[] taken) {
    ReceiveGauges gauges = pipeline.gauges();
    List<Float> peaks = new ArrayList<>();
    for (float peak : taken) {
      peaks.add(peak);
    }
    return new ReceiverSnapshot(
        playback.description(),
        playback.lost(),
        gauges.state(),
        gauges.latencyNs() / 1e6,
        gauges.targetNs() / 1e6,
        gauges.outputLatencyNs() / 1e6,
        gauges.bufferFrames()
            * 1e3
            / gauges.stream()
                .map(stream -> stream.format().rateHz())
                .orElse(config.reception().expected().rateHz()),
        gauges.senderPpm(),
        gauges.driftPpm(),
        gauges.stream(),
        intakeCounters.snapshot(),
        counters.snapshot(),
        control.counted(),
        control.roundTripNs(),
        GroupSnapshot.of(gauges.group()),
        List.copyOf(peaks));
  }

  /** Stops, completes files, frees everything. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    playback.close();
    if (recorder != null) {
      recorder.close();
    }
    control.sayBye();
    for (UdpSource source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        listener.accept(SessionEvent.warning("network: " + e.getMessage()));
      }
    }
    agents.forEach(Agent::stop);
  }
}
