package audiostream.engine.device.portaudio;

import audiostream.engine.device.Backend;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceChoice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.PlayoutDevice;
import audiostream.engine.device.foreign.QuietStderr;
import audiostream.engine.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The devices that PortAudio reaches, if its library is installed. The list is fresh whenever no
 * stream is open; while one is, PortAudio keeps the list of when it was opened.
 */
public final class PortAudioBackend implements Backend {

  public static final String NAME = "portaudio";

  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(10);

  private final Clock clock;
  private final Duration probePatience;
  private Optional<PortAudioLibrary> library;
  private @Nullable Availability availability;

  public PortAudioBackend(Clock clock) {
    this(clock, PortAudioLibrary.usualPaths(), PROBE_PATIENCE);
  }

  /**
   * @param paths where the library may be, for the system's loader
   * @param probePatience how long the first try, in a process of its own, may take
   */
  PortAudioBackend(Clock clock, List<String> paths, Duration probePatience) {
    this.clock = clock;
    this.probePatience = probePatience;
    this.library = PortAudioLibrary.load(paths);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public synchronized Availability availability() {
    Availability known = availability;
    if (known == null) {
      known = library.map(this::tryOut).orElseGet(PortAudioBackend::absent);
      availability = known;
    }
    return known;
  }

  @Override
  public List<DeviceInfo> devices() {
    try {
      return within(DeviceList::read);
    } catch (DeviceException unavailable) {
      return List.of();
    }
  }

  @Override
  public CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException {
    return open(used -> {
      DeviceInfo device = find(used, what, true);
      return new PortAudioCapture(used, StreamRequest.of(device, true, request), clock);
    });
  }

  @Override
  public PlayoutDevice openOutput(String what, DeviceRequest request) throws DeviceException {
    return open(used -> {
      DeviceInfo device = find(used, what, false);
      return new PortAudioPlayout(used, StreamRequest.of(device, false, request), clock);
    });
  }

  private interface Use<T> {
    T with(PortAudioLibrary library) throws DeviceException;
  }

  /** Does something with the initialised library, quietly. */
  private <T> T within(Use<T> use) throws DeviceException {
    PortAudioLibrary usable = usable();
    synchronized (usable.lock()) {
      try (QuietStderr _ = new QuietStderr()) {
        initialize(usable);
        try {
          return use.with(usable);
        } finally {
          usable.terminate();
        }
      }
    }
  }

  /** Opens a stream, which keeps the library initialised until it is closed. */
  private <T extends PortAudioStream> T open(Use<T> use) throws DeviceException {
    return within(used -> {
      T stream = use.with(used);
      initialize(used);
      return stream;
    });
  }

  private synchronized PortAudioLibrary usable() throws DeviceException {
    if (library.filter(PortAudioLibrary::leftBehind).isPresent()) {
      library = PortAudioLibrary.another();
      if (library.isEmpty()) {
        availability =
            new Availability.Unavailable(
                "PortAudio hangs since a device vanished; start the program anew");
      }
    }
    if (availability() instanceof Availability.Unavailable(String reason)) {
      throw new DeviceException(reason);
    }
    return library.orElseThrow();
  }

  private static void initialize(PortAudioLibrary library) throws DeviceException {
    int error = library.initialize();
    if (error != PortAudioLibrary.NO_ERROR) {
      throw new DeviceException("PortAudio does not start: " + library.describe(error));
    }
  }

  private static DeviceInfo find(PortAudioLibrary library, String what, boolean capture)
      throws DeviceException {
    List<DeviceInfo> devices = DeviceList.read(library);
    int standard = capture ? library.defaultInputDevice() : library.defaultOutputDevice();
    if (what.isEmpty() && standard >= 0) {
      return devices.get(standard);
    }
    Predicate<DeviceInfo> usable =
        device -> (capture ? device.inputChannels() : device.outputChannels()) > 0;
    return DeviceChoice.find(what, NAME, devices, usable);
  }

  private Availability tryOut(PortAudioLibrary library) {
    Availability found = new PortAudioProbe(library, probePatience).run();
    if (found instanceof Availability.Available) {
      QuietStderr.hushLibraries();
    }
    return found;
  }

  private static Availability absent() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String remedy =
        system.contains("mac")
            ? "'brew install portaudio'"
            : system.contains("win")
                ? "put portaudio.dll beside the program"
                : "install it, on Debian and Raspberry Pi OS 'sudo apt install libportaudio2'";
    return new Availability.Unavailable("PortAudio is not installed; " + remedy);
  }
}
