package audiostream.engine.device.jack;

import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;
import java.time.Duration;

/**
 * A client of ours and its ports, in one direction.
 *
 * <p>A server that changes its period goes on: a longer one is exchanged in blocks of the length
 * that was opened, one after the other.
 */
abstract class JackDevice implements Device, JackEvents {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  final CycleClock times;
  private final JackClient client;
  private final JackPorts others;
  private final boolean capture;
  private final int rateHz;
  private final DeviceFormat format;
  private final long[] ports;
  private final Object asking = new Object();

  private volatile DeviceState state = DeviceState.RUNNING;
  private volatile boolean serving;
  private volatile long progressFrames;
  private volatile int latencyFrames;
  private volatile long xruns;
  private long seenXruns;
  private long position;
  private boolean started;
  private boolean closed;

  /**
   * Registers its ports; the caller closes the client where that is refused.
   *
   * @param others whose ports ours will be connected to
   * @param channels 1 to 64
   */
  JackDevice(JackClient client, JackPorts others, boolean capture, int channels, Clock clock)
      throws DeviceException {
    this.client = client;
    this.others = others;
    this.capture = capture;
    this.rateHz = client.rateHz();
    this.times = new CycleClock(client, clock, rateHz);
    this.ports = new long[channels];
    for (int c = 0; c < channels; c++) {
      ports[c] = client.registerPort((capture ? "in_" : "out_") + (c + 1), capture);
      if (ports[c] == 0) {
        throw new DeviceException(
            label() + ": the JACK server has no room for " + channels + " ports, only for " + c);
      }
    }
    if (!others.ports().isEmpty()) {
      latencyFrames = client.latencyFrames(others.ports().getFirst(), capture);
    }
    this.format = new DeviceFormat(label(), rateHz, channels, client.periodFrames(), latencyNs());
    client.listen(this);
  }

  /**
   * Exchanges one block with the ports; process thread.
   *
   * @param offset of its first frame in the cycle
   * @param disturbed whether something was lost before it
   */
  abstract void exchange(int offset, int frames, boolean disturbed);

  /** Leaves the ports with silence where nothing better can be had; process thread. */
  abstract void giveUp(int frames);

  @Override
  public DeviceFormat format() {
    return format;
  }

  @Override
  public DeviceState state() {
    return state;
  }

  @Override
  public long progressFrames() {
    return progressFrames;
  }

  /** Closing waits for the server's answer; where none comes, the client is left behind. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    serving = false;
    try {
      Thread closing = Thread.ofPlatform().name("jack-close").daemon().start(client::close);
      closing.join(CLOSING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void begin() throws DeviceException {
    if (started || closed) {
      throw new IllegalStateException(label() + " has been started before");
    }
    started = true;
    serving = true;
    if (!client.activate()) {
      serving = false;
      throw new DeviceException(label() + " does not start: the JACK server refuses to call it");
    }
    connect();
    latencyChanged();
  }

  /** Position of the next block's first frame. */
  long position() {
    return position;
  }

  /** From the edge of the graph to us, or from us to its edge, as the server says. */
  long latencyNs() {
    return FrameTime.nsOf(latencyFrames, rateHz);
  }

  /** Address of a channel's samples in this cycle. */
  long buffer(int channel, int frames) {
    return client.buffer(ports[channel], frames);
  }

  int channels() {
    return ports.length;
  }

  @Override
  public void process(int frames) {
    try {
      if (serving) {
        serve(frames);
        return;
      }
    } catch (Throwable problem) {
      fail("stopped: " + problem);
    }
    giveUp(frames);
  }

  private void serve(int frames) {
    times.begin(frames);
    long lost = times.lostFrames();
    long xrunsNow = xruns;
    boolean disturbed = position > 0 && (lost > 0 || xrunsNow != seenXruns);
    seenXruns = xrunsNow;
    position += lost;
    for (int offset = 0; offset < frames; ) {
      int part = Math.min(frames - offset, format.maxBlockFrames());
      exchange(offset, part, offset == 0 && disturbed);
      offset += part;
      position += part;
    }
    progressFrames = position;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the server's one thread for news
  public void xrun() {
    xruns++;
  }

  @Override
  public void rate(int newRateHz) {
    if (newRateHz != rateHz) {
      fail("the JACK server went from " + rateHz + " to " + newRateHz + " Hz");
    }
  }

  /** Asked and kept in one, so that an older answer never takes the place of a newer one. */
  @Override
  public void latencyChanged() {
    synchronized (asking) {
      int most = 0;
      for (long port : ports) {
        most = Math.max(most, client.latencyFrames(port, capture));
      }
      latencyFrames = most;
    }
  }

  @Override
  public void shutdown(String reason) {
    fail("the JACK server has gone" + (reason.isBlank() ? "" : ": " + reason.strip()));
  }

  private void fail(String why) {
    serving = false;
    state = new DeviceState.Failed(why);
  }

  /** One by one, as far as there are ports on both sides. */
  private void connect() throws DeviceException {
    for (int c = 0; c < Math.min(ports.length, others.ports().size()); c++) {
      String ours = client.portName(ports[c]);
      String other = others.ports().get(c);
      if (!client.connect(capture ? other : ours, capture ? ours : other)) {
        throw new DeviceException(label() + ": the JACK server does not connect it to " + other);
      }
    }
  }

  private String label() {
    String from = capture ? others.name() : client.name();
    String to = capture ? client.name() : others.name();
    return JackBackend.NAME + ": " + (others.name().isEmpty() ? client.name() : from + " -> " + to);
  }
}
