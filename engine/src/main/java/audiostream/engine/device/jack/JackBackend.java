package audiostream.engine.device.jack;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.Output;
import audiostream.engine.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JACK server (JACK 1, JACK 2, or PipeWire in its place), if its library is installed and the
 * server that {@code $JACK_DEFAULT_SERVER} names runs. Each device is a client of its own.
 */
public final class JackBackend implements Backend {

  public static final String NAME = "jack";

  /** The server adds a number where there is one already. */
  static final String CLIENT_NAME = "audiostream";

  /** Of an input that has nothing to count them by. */
  private static final int USUAL_CHANNELS = 2;

  private final Clock clock;
  private final Supplier<Optional<JackServer>> loading;
  private @Nullable JackServer loaded;

  public JackBackend(Clock clock) {
    this(clock, () -> JackLibrary.load(JackLibrary.usualPaths()));
  }

  /**
   * @param loading asked when it is needed, until it is found; empty: it is not installed
   */
  JackBackend(Clock clock, Supplier<Optional<JackServer>> loading) {
    this.clock = clock;
    this.loading = loading;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability availability() {
    try (JackClient client = open()) {
      return new Availability.Available(
          String.join(
              ", ",
              server().version(),
              client.rateHz() + " Hz",
              "periods of " + client.periodFrames()));
    } catch (DeviceException absent) {
      return new Availability.Unavailable(message(absent));
    }
  }

  @Override
  public List<DeviceInfo> devices() {
    try (JackClient client = open()) {
      return JackPorts.list(client);
    } catch (DeviceException absent) {
      return List.of();
    }
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    return open(client -> {
      requireRate(client, request);
      JackPorts sources = JackPorts.find(client, what, true);
      return new JackCapture(client, sources, channels(request, sources), clock);
    });
  }

  @Override
  public Output openOutput(String what, DeviceRequest request) throws DeviceException {
    return open(client -> {
      requireRate(client, request);
      JackPorts destinations = JackPorts.find(client, what, false);
      return new JackPlayout(client, destinations, channels(request, destinations), clock);
    });
  }

  private interface Use<T> {
    T with(JackClient client) throws DeviceException;
  }

  /** The client lives as long as the device; where that is refused, it is closed. */
  private <T> T open(Use<T> use) throws DeviceException {
    JackClient client = open();
    @Nullable T device = null;
    try {
      device = use.with(client);
      return device;
    } finally {
      if (device == null) {
        client.close();
      }
    }
  }

  private JackClient open() throws DeviceException {
    return server().open(CLIENT_NAME);
  }

  private synchronized JackServer server() throws DeviceException {
    JackServer known = loaded;
    if (known == null) {
      known = loading.get().orElseThrow(() -> new DeviceException(absent()));
      loaded = known;
    }
    return known;
  }

  /** The rate is the server's: everyone's on it. */
  private static void requireRate(JackClient client, DeviceRequest request) throws DeviceException {
    int rateHz = client.rateHz();
    if (request.rateHz().orElse(rateHz) != rateHz) {
      throw new DeviceException(
          "the JACK server does not run at "
              + request.rateHz().getAsInt()
              + " Hz: it accepts "
              + rateHz
              + " Hz");
    }
  }

  /** As many ports as asked for, wherever they lead; else one for each of the others'. */
  private static int channels(DeviceRequest request, JackPorts others) {
    int available = Math.min(others.ports().size(), StreamFormat.MAX_CHANNELS);
    return request.channels().orElse(available == 0 ? USUAL_CHANNELS : available);
  }

  private static String message(DeviceException problem) {
    return String.valueOf(problem.getMessage());
  }

  private static String absent() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String remedy =
        system.contains("mac")
            ? "'brew install jack'"
            : system.contains("win")
                ? "its installer is on jackaudio.org"
                : "on Debian and Raspberry Pi OS 'sudo apt install jackd2', or pipewire-jack with PipeWire";
    return "JACK is not installed; " + remedy;
  }
}
