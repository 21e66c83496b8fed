package audiostream.engine.device.jack;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.foreign.NativeMemory;
import audiostream.engine.device.foreign.QuietStderr;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The functions of jack.h that are used here. Pointers go in and out as plain {@code long}, which
 * every ABI of 64 bits passes alike, so that no object is made for them on a real-time thread; so
 * do numbers of C's {@code long}, whose upper half is 0.
 */
final class JackLibrary implements JackServer {

  private static final int NO_START_SERVER = 0x01;

  // jack_status_t
  private static final int SERVER_FAILED = 0x10;
  private static final int VERSION_ERROR = 0x400;

  /** Arguments of {@code jack_client_open} before those that vary. */
  private static final int FIXED_ARGUMENTS = 3;

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;

  private final MethodHandle clientOpen;
  private final MethodHandle versionText;
  final MethodHandle clientClose;
  final MethodHandle clientName;
  final MethodHandle sampleRate;
  final MethodHandle bufferSize;
  final MethodHandle activate;
  final MethodHandle registerPort;
  final MethodHandle portName;
  final MethodHandle portByName;
  final MethodHandle ports;
  final MethodHandle free;
  final MethodHandle connect;
  final MethodHandle latencyRange;
  final MethodHandle onProcess;
  final MethodHandle onXrun;
  final MethodHandle onRate;
  final MethodHandle onLatency;
  final MethodHandle onShutdown;
  final MethodHandle buffer;
  final MethodHandle cycleTimes;
  final MethodHandle time;

  private JackLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
    clientOpen =
        function(
            "jack_client_open",
            JAVA_LONG,
            Linker.Option.firstVariadicArg(FIXED_ARGUMENTS),
            ADDRESS,
            JAVA_INT,
            ADDRESS);
    versionText = function("jack_get_version_string", ADDRESS);
    clientClose = function("jack_client_close", JAVA_INT, JAVA_LONG);
    clientName = function("jack_get_client_name", JAVA_LONG, JAVA_LONG);
    sampleRate = function("jack_get_sample_rate", JAVA_INT, JAVA_LONG);
    bufferSize = function("jack_get_buffer_size", JAVA_INT, JAVA_LONG);
    activate = function("jack_activate", JAVA_INT, JAVA_LONG);
    registerPort =
        function(
            "jack_port_register", JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG);
    portName = function("jack_port_name", JAVA_LONG, JAVA_LONG);
    portByName = function("jack_port_by_name", JAVA_LONG, JAVA_LONG, ADDRESS);
    ports = function("jack_get_ports", JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    free = voidFunction("jack_free", JAVA_LONG);
    connect = function("jack_connect", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
    latencyRange = voidFunction("jack_port_get_latency_range", JAVA_LONG, JAVA_INT, ADDRESS);
    onProcess = setter("jack_set_process_callback");
    onXrun = setter("jack_set_xrun_callback");
    onRate = setter("jack_set_sample_rate_callback");
    onLatency = setter("jack_set_latency_callback");
    onShutdown = voidFunction("jack_on_info_shutdown", JAVA_LONG, ADDRESS, ADDRESS);
    // Short and without waiting: the thread need not step out of the virtual machine for them.
    buffer =
        function(
            "jack_port_get_buffer", JAVA_LONG, Linker.Option.critical(false), JAVA_LONG, JAVA_INT);
    cycleTimes =
        function(
            "jack_get_cycle_times",
            JAVA_INT,
            Linker.Option.critical(false),
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG,
            JAVA_LONG);
    time = function("jack_get_time", JAVA_LONG, Linker.Option.critical(false));
  }

  /** Where the library may be, by operating system, the likeliest first. */
  static List<String> usualPaths() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      return List.of("libjack64.dll");
    }
    if (system.contains("mac")) {
      return List.of(
          "libjack.0.dylib", "/opt/homebrew/lib/libjack.0.dylib", "/usr/local/lib/libjack.0.dylib");
    }
    return List.of("libjack.so.0", "/usr/local/lib/libjack.so.0");
  }

  /** Loads the first that is there and has what is needed. */
  static Optional<JackServer> load(List<String> paths) {
    return paths.stream().flatMap(path -> loadOne(path).stream()).findFirst();
  }

  @SuppressWarnings("restricted") // native code is what this class is for
  private static Optional<JackServer> loadOne(String path) {
    try {
      JackServer found = new JackLibrary(SymbolLookup.libraryLookup(path, Arena.global()));
      QuietStderr.hushLibraries();
      return Optional.of(found);
    } catch (IllegalArgumentException | NoSuchElementException absentOrTooOld) {
      return Optional.empty();
    }
  }

  @Override
  public String version() {
    String version = NativeMemory.text(call(() -> (MemorySegment) versionText.invokeExact()));
    return version.isEmpty() ? "JACK" : "JACK " + version;
  }

  @Override
  public JackClient open(String clientName) throws DeviceException {
    try (Arena arena = Arena.ofConfined();
        QuietStderr _ = new QuietStderr()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      MemorySegment name = arena.allocateFrom(clientName);
      long client = call(() -> (long) clientOpen.invokeExact(name, NO_START_SERVER, status));
      if (client == 0) {
        throw new DeviceException(refusal(status.get(JAVA_INT, 0)));
      }
      return new NativeJackClient(this, client);
    }
  }

  private static String refusal(int status) {
    if ((status & VERSION_ERROR) != 0) {
      return "the JACK server is of another version than its library";
    }
    if ((status & SERVER_FAILED) != 0) {
      String server = System.getenv("JACK_DEFAULT_SERVER");
      return "no JACK server"
          + (server == null ? "" : " '" + server + "'")
          + " runs; start one, such as 'jackd -d alsa', as the same user";
    }
    return "the JACK server takes no further client (status 0x" + Integer.toHexString(status) + ")";
  }

  @SuppressWarnings("restricted")
  MemorySegment stub(MethodHandle target, FunctionDescriptor shape, Arena arena) {
    return linker.upcallStub(target, shape, arena);
  }

  /** Takes client, function and its argument. */
  private MethodHandle setter(String name) {
    return function(name, JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  }

  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return link(name, FunctionDescriptor.of(result, arguments));
  }

  private MethodHandle function(
      String name, MemoryLayout result, Linker.Option option, MemoryLayout... arguments) {
    return link(name, FunctionDescriptor.of(result, arguments), option);
  }

  private MethodHandle voidFunction(String name, MemoryLayout... arguments) {
    return link(name, FunctionDescriptor.ofVoid(arguments));
  }

  @SuppressWarnings("restricted")
  private MethodHandle link(String name, FunctionDescriptor shape, Linker.Option... options) {
    return linker.downcallHandle(symbols.find(name).orElseThrow(), shape, options);
  }

  interface Call<T> {
    @SuppressWarnings("IllegalThrows")
    T run() throws Throwable;
  }

  /** For the control thread: what goes through here may be boxed. */
  static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
