package audiostream.evidence;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.net.MulticastOptions;
import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSink;
import audiostream.engine.packet.PacketSink.Outcome;
import audiostream.engine.session.DestinationConfig;
import audiostream.engine.session.Endpoint;
import audiostream.engine.session.ReceiveConfig;
import audiostream.engine.session.Receiver;
import audiostream.engine.session.SendConfig;
import audiostream.engine.session.Sender;
import audiostream.engine.session.SetupException;
import audiostream.engine.session.WireFormat;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;
import audiostream.engine.time.SystemClock;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * One process of {@link WorstBlock}. In real time, each 256 frames: a block of 16 channels is sent
 * to 16 destinations, the first of which is received and played. From 10 s on, one packet in twenty
 * is lost. A neighbour thread makes garbage, so that collections happen.
 *
 * <p>Warm: before, a {@link Sender} and a {@link Receiver} are started with devices that never
 * call, so that exactly what they do before a device starts has been done in this process.
 */
final class WorstBlockRun {

  private static final int CHANNELS = 16;
  private static final int BLOCKS_BEFORE_LOSS = 10 * SendLoad.RATE_HZ / SendLoad.BLOCK_FRAMES;
  private static final int BLOCKS_WITH_LOSS = SendLoad.RATE_HZ / SendLoad.BLOCK_FRAMES;
  private static final int LOST_EVERY = 20;
  private static final int GARBAGE_BYTES_PER_BLOCK = 60_000;

  private final Clock clock = SystemClock.real();
  private final ByteBuffer wire = ByteBuffer.allocate(2_048);
  private final SendLoad sending = new SendLoad(CHANNELS, SampleEncoding.S16_BE, this::send);
  private final ReceiveLoad receiving = new ReceiveLoad(this::receive);
  private volatile byte[] garbage = new byte[0];
  private int destination;

  private WorstBlockRun() {}

  /**
   * @param args {@code cold} or {@code warm}
   */
  public static void main(String[] args) throws Exception {
    WorstBlockRun run = new WorstBlockRun();
    if (args[0].equals("warm")) {
      warmUp(run.clock);
    }
    run.measure();
  }

  private static void warmUp(Clock clock) throws DeviceException, SetupException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ReceiveConfig receive =
        new ReceiveConfig(
            new InetSocketAddress(loopback, 0),
            new MulticastOptions(1, Optional.empty()),
            Set.of(),
            ReceiveLoad.config());
    try (Receiver receiver =
        Receiver.open(
            receive,
            () -> new MutePlayout(1),
            Optional.empty(),
            new Receiver.Surroundings(
                clock, InstantSource.system(), new Random(2), WorstBlockRun::ignore))) {
      receiver.start();
      warmSender(clock, receiver.port());
    }
  }

  private static void warmSender(Clock clock, int port) throws DeviceException, SetupException {
    DestinationConfig one =
        new DestinationConfig(
            "one",
            new Endpoint(
                WireFormat.RTP,
                InetAddress.getLoopbackAddress().getHostAddress(),
                port,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty()),
            ChannelList.of(1),
            0,
            false);
    SendConfig config = new SendConfig(16, OptionalInt.empty(), 1_500, List.of(one));
    Sender.Surroundings surroundings =
        new Sender.Surroundings(
            clock, InstantSource.system(), new Random(1), WorstBlockRun::ignore);
    try (Sender sender = Sender.open(() -> new MuteCapture(CHANNELS), config, surroundings)) {
      sender.start();
    }
  }

  private static void ignore(Object event) {}

  private void send(ByteBuffer datagram, long nowNs, PacketSink.Receipt receipt) {
    int bytes = datagram.remaining();
    if (destination++ == 0) {
      int length = datagram.remaining();
      wire.clear();
      wire.put(0, datagram, datagram.position(), length);
      wire.limit(length);
    }
    receipt.settled(Outcome.SENT, bytes);
  }

  private boolean receive(Packet slot) {
    slot.room();
    slot.bytes().put(0, wire, 0, wire.limit());
    slot.bytes().limit(wire.limit());
    slot.received(null, clock.nowNs());
    return true;
  }

  private void measure() {
    // The timer runs first on nothing, so that its own first use is not measured.
    BlockTimer rehearsal = new BlockTimer(clock);
    for (int i = 0; i < 20_000; i++) {
      rehearsal.time(() -> destination = 0);
    }
    Thread neighbour = Thread.ofPlatform().daemon().start(this::makeGarbage);
    BlockTimer sendStart = new BlockTimer(clock);
    BlockTimer receiveStart = new BlockTimer(clock);
    BlockTimer receiveLoss = new BlockTimer(clock);
    long beginNs = clock.nowNs();
    for (int b = 0; b < BLOCKS_BEFORE_LOSS + BLOCKS_WITH_LOSS; b++) {
      long dueNs = beginNs + FrameTime.nsOf((long) b * SendLoad.BLOCK_FRAMES, SendLoad.RATE_HZ);
      boolean lossy = b >= BLOCKS_BEFORE_LOSS;
      waitUntil(dueNs);
      destination = 0;
      sendStart.time(() -> sending.sendBlock(dueNs));
      if (!lossy || b % LOST_EVERY != 0) {
        (lossy ? receiveLoss : receiveStart).time(receiving::receiveOne);
      }
      (lossy ? receiveLoss : receiveStart).time(() -> receiving.playBlock(dueNs));
    }
    neighbour.interrupt();
    print(sendStart, receiveStart, receiveLoss);
  }

  private void waitUntil(long dueNs) {
    while (clock.nowNs() < dueNs) {
      clock.parkUntil(dueNs);
    }
  }

  private void makeGarbage() {
    while (!Thread.currentThread().isInterrupted()) {
      garbage = new byte[GARBAGE_BYTES_PER_BLOCK];
      sending.snapshot();
      receiving.snapshot();
      clock.parkUntil(clock.nowNs() + 5_000_000L);
    }
  }

  private static void print(BlockTimer send, BlockTimer receive, BlockTimer loss) {
    long collections = 0;
    long pauseMs = 0;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += bean.getCollectionCount();
      pauseMs += bean.getCollectionTime();
    }
    System.out.printf(
        Locale.ROOT,
        "%.3f %.3f %.3f %.3f %.3f %.3f %d %d%n",
        send.worstWallMs(),
        send.worstCpuMs(),
        receive.worstWallMs(),
        receive.worstCpuMs(),
        loss.worstWallMs(),
        loss.worstCpuMs(),
        collections,
        pauseMs);
  }

  /** A device that never calls: what comes before the first block happens, and nothing after. */
  private abstract static class Mute {
    private final DeviceFormat format;

    Mute(int channels) {
      format = new DeviceFormat("mute", SendLoad.RATE_HZ, channels, SendLoad.BLOCK_FRAMES, 0);
    }

    public DeviceFormat format() {
      return format;
    }

    public DeviceState state() {
      return DeviceState.RUNNING;
    }

    public long progressFrames() {
      return 0;
    }

    public void close() {}
  }

  private static final class MuteCapture extends Mute implements CaptureDevice {
    MuteCapture(int channels) {
      super(channels);
    }

    @Override
    public void start(CaptureCallback callback) {}
  }

  private static final class MutePlayout extends Mute implements PlayoutDevice {
    MutePlayout(int channels) {
      super(channels);
    }

    @Override
    public void start(PlayoutCallback callback) {}
  }
}
