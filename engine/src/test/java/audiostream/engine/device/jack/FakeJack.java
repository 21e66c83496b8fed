package audiostream.engine.device.jack;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.time.Clock;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server without sound, whose time passes and whose cycles run when a test says so. */
final class FakeJack implements JackServer {

  static final int RATE_HZ = 48_000;
  static final int PERIOD = 64;

  /** How far the server's clock is from the tests' own. */
  static final long OFFSET_US = 7_000_000;

  private static final int MOST_FRAMES = 1_024;

  /** Of others: full name to whether it gives sound and is hardware's. */
  record Port(boolean source, boolean physical, int latencyFrames) {}

  final Map<String, Port> others = new LinkedHashMap<>();
  final List<Client> clients = new ArrayList<>();
  int mostPorts = Integer.MAX_VALUE;
  boolean running = true;
  long nowNs = 1_000_000_000L;

  /** One with hardware of two channels each way, and a player. */
  static FakeJack usual() {
    FakeJack server = new FakeJack();
    server.others.put("player:left", new Port(true, false, 0));
    server.others.put("player:right", new Port(true, false, 0));
    server.others.put("system:capture_1", new Port(true, true, 96));
    server.others.put("system:capture_2", new Port(true, true, 96));
    server.others.put("system:playback_1", new Port(false, true, 128));
    server.others.put("system:playback_2", new Port(false, true, 128));
    return server;
  }

  @Override
  public String version() {
    return "JACK of tests";
  }

  @Override
  public JackClient open(String clientName) throws DeviceException {
    if (!running) {
      throw new DeviceException("no JACK server runs");
    }
    Client client = new Client(clientName);
    clients.add(client);
    return client;
  }

  Client client() {
    return clients.getLast();
  }

  /** The tests' own clock. */
  Clock clock() {
    return new Clock() {
      @Override
      public long nowNs() {
        return nowNs;
      }

      @Override
      public void parkUntil(long deadlineNs) {
        throw new UnsupportedOperationException("nothing waits for JACK");
      }
    };
  }

  /** How many have not been closed. */
  long open() {
    return clients.stream().filter(client -> !client.closed).count();
  }

  /** Our side of it, as the test drives it. */
  final class Client implements JackClient {
    private final String name;
    private final Arena arena = Arena.ofAuto();
    final List<String> ports = new ArrayList<>();
    final List<String> connections = new ArrayList<>();
    private final List<Long> buffers = new ArrayList<>();
    JackEvents events;
    boolean active;
    boolean closed;
    boolean refusesActivation;
    boolean knowsTimes = true;
    int ownLatencyFrames;
    int frame = Integer.MAX_VALUE - 100;
    long cycleUs;
    long nextCycleUs;

    /** By how much the times that the server tells are wrong. */
    long filteredLateUs;

    Client(String name) {
      this.name = name;
    }

    /** The cycle that follows at once on the one before; we are called a little after it began. */
    void cycle(int frames, long calledAfterUs) {
      long began = cycleUs == 0 ? nowNs / 1_000 + OFFSET_US : nextCycleUs;
      run(began, frames, calledAfterUs);
    }

    /** The same after cycles in which we were not called. */
    void cycleAfterSkipping(int cycles, int frames) {
      frame += cycles * frames;
      run(nextCycleUs + us(cycles * frames), frames, 10);
    }

    /** The same after the server stood still. */
    void cycleAfterStanding(long us, int frames) {
      run(nextCycleUs + us, frames, 10);
    }

    /** We are called so late that the server already tells of the cycle after this one. */
    void cycleWhoseSuccessorHasBegun(int frames) {
      long began = nextCycleUs;
      frame += frames;
      run(began + us(frames), frames, 10);
      frame -= 2 * frames;
      nextCycleUs = began + us(frames);
      frame += frames;
    }

    private void run(long beganUs, int frames, long calledAfterUs) {
      cycleUs = beganUs;
      nextCycleUs = beganUs + us(frames);
      nowNs = (beganUs - OFFSET_US + calledAfterUs) * 1_000;
      events.process(frames);
      frame += frames;
    }

    /** When the cycle that ran last began, on the tests' clock. */
    long cycleNs() {
      return (cycleUs - OFFSET_US) * 1_000;
    }

    void fill(int port, float[] samples) {
      NativeMemory.write(samples, buffers.get(port), samples.length);
    }

    float[] samples(int port, int frames) {
      float[] samples = new float[frames];
      NativeMemory.read(buffers.get(port), samples, frames);
      return samples;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int rateHz() {
      return RATE_HZ;
    }

    @Override
    public int periodFrames() {
      return PERIOD;
    }

    @Override
    public long registerPort(String shortName, boolean capture) {
      if (ports.size() == mostPorts) {
        return 0;
      }
      ports.add(name + ":" + shortName);
      buffers.add(arena.allocate(ValueLayout.JAVA_FLOAT, MOST_FRAMES).address());
      return ports.size();
    }

    @Override
    public void listen(JackEvents listener) {
      events = listener;
    }

    @Override
    public boolean activate() {
      active = !refusesActivation;
      return active;
    }

    @Override
    public List<String> ports(boolean sources, boolean physicalOnly) {
      return others.entrySet().stream()
          .filter(port -> port.getValue().source() == sources)
          .filter(port -> port.getValue().physical() || !physicalOnly)
          .map(Map.Entry::getKey)
          .toList();
    }

    @Override
    public boolean connect(String source, String destination) {
      connections.add(source + " -> " + destination);
      return true;
    }

    @Override
    public String portName(long port) {
      return ports.get((int) port - 1);
    }

    @Override
    public int latencyFrames(long port, boolean capture) {
      return ownLatencyFrames;
    }

    @Override
    public int latencyFrames(String portName, boolean capture) {
      return others.get(portName).latencyFrames();
    }

    @Override
    public long buffer(long port, int frames) {
      return buffers.get((int) port - 1);
    }

    @Override
    public boolean readCycle() {
      return knowsTimes;
    }

    @Override
    public int cycleFrame() {
      return frame;
    }

    @Override
    public long cycleUs() {
      return cycleUs + filteredLateUs;
    }

    @Override
    public long nextCycleUs() {
      return nextCycleUs + filteredLateUs;
    }

    @Override
    public long nowUs() {
      return nowNs / 1_000 + OFFSET_US;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static long us(int frames) {
    return Math.round(frames * 1e6 / RATE_HZ);
  }
}
