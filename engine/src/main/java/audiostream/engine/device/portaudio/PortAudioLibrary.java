package audiostream.engine.device.portaudio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.device.foreign.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The functions of portaudio.h (version 19) that are used here. None but those on a running stream
 * may be called by two threads at once: callers hold {@link #lock()}.
 */
final class PortAudioLibrary {

  /** No error. */
  static final int NO_ERROR = 0;

  static final int UNANTICIPATED_HOST_ERROR = -9999;

  /** The first of PortAudio's error codes; the others follow upwards. */
  static final int FIRST_ERROR = -10_000;

  private static final long FLOAT_32 = 0x1;
  private static final long NON_INTERLEAVED = 0x8000_0000L;

  /** {@code paDitherOff}: what was sent as 16 bits must come out as the same 16 bits. */
  private static final long DITHER_OFF = 0x2;

  private static final FunctionDescriptor CALLBACK =
      FunctionDescriptor.of(
          JAVA_INT, JAVA_LONG, JAVA_LONG, Layouts.C_LONG, JAVA_LONG, Layouts.C_LONG, JAVA_LONG);

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;
  private final String path;
  private final Object lock = new Object();
  private volatile boolean leftBehind;

  private final MethodHandle initialize;
  private final MethodHandle terminate;
  private final MethodHandle versionText;
  private final MethodHandle errorText;
  private final MethodHandle lastHostErrorInfo;
  private final MethodHandle deviceCount;
  private final MethodHandle deviceInfo;
  private final MethodHandle hostApiInfo;
  private final MethodHandle defaultInputDevice;
  private final MethodHandle defaultOutputDevice;
  private final MethodHandle isFormatSupported;
  private final MethodHandle openStream;
  private final MethodHandle streamInfo;
  private final MethodHandle setStreamFinished;
  private final MethodHandle isStreamActive;
  private final MethodHandle startStream;
  private final MethodHandle abortStream;
  private final MethodHandle closeStream;

  private PortAudioLibrary(SymbolLookup symbols, String path) {
    this.symbols = symbols;
    this.path = path;
    initialize = function("Pa_Initialize", JAVA_INT);
    terminate = function("Pa_Terminate", JAVA_INT);
    versionText = function("Pa_GetVersionText", ADDRESS);
    errorText = function("Pa_GetErrorText", ADDRESS, JAVA_INT);
    lastHostErrorInfo = function("Pa_GetLastHostErrorInfo", ADDRESS);
    deviceCount = function("Pa_GetDeviceCount", JAVA_INT);
    deviceInfo = function("Pa_GetDeviceInfo", ADDRESS, JAVA_INT);
    hostApiInfo = function("Pa_GetHostApiInfo", ADDRESS, JAVA_INT);
    defaultInputDevice = function("Pa_GetDefaultInputDevice", JAVA_INT);
    defaultOutputDevice = function("Pa_GetDefaultOutputDevice", JAVA_INT);
    isFormatSupported = function("Pa_IsFormatSupported", JAVA_INT, ADDRESS, ADDRESS, JAVA_DOUBLE);
    openStream =
        widening(
            function(
                "Pa_OpenStream",
                JAVA_INT,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                JAVA_DOUBLE,
                Layouts.C_LONG,
                Layouts.C_LONG,
                ADDRESS,
                ADDRESS));
    streamInfo = function("Pa_GetStreamInfo", ADDRESS, ADDRESS);
    setStreamFinished = function("Pa_SetStreamFinishedCallback", JAVA_INT, ADDRESS, ADDRESS);
    isStreamActive = function("Pa_IsStreamActive", JAVA_INT, ADDRESS);
    startStream = function("Pa_StartStream", JAVA_INT, ADDRESS);
    abortStream = function("Pa_AbortStream", JAVA_INT, ADDRESS);
    closeStream = function("Pa_CloseStream", JAVA_INT, ADDRESS);
  }

  /** Where the library may be, by operating system, the likeliest first. */
  static List<String> usualPaths() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      return List.of("portaudio.dll", "portaudio_x64.dll", "libportaudio.dll");
    }
    if (system.contains("mac")) {
      return List.of(
          "libportaudio.2.dylib",
          "/opt/homebrew/lib/libportaudio.2.dylib",
          "/usr/local/lib/libportaudio.2.dylib",
          "/opt/local/lib/libportaudio.2.dylib");
    }
    return List.of("libportaudio.so.2", "/usr/local/lib/libportaudio.so.2");
  }

  /**
   * Loads the first that is there, without initialising it.
   *
   * @throws IllegalStateException if a library by that name is not PortAudio 19
   */
  static Optional<PortAudioLibrary> load(List<String> paths) {
    return paths.stream()
        .flatMap(path -> symbols(path).map(found -> new PortAudioLibrary(found, path)).stream())
        .findFirst();
  }

  /** What it was loaded by. */
  String path() {
    return path;
  }

  /** Held around every call of this class. */
  Object lock() {
    return lock;
  }

  /** Tells that one of its functions does not return: nothing more can be asked of this one. */
  void leaveBehind() {
    leftBehind = true;
  }

  boolean leftBehind() {
    return leftBehind;
  }

  /**
   * Another PortAudio beside one that was left behind: a copy of its file, which the loader takes
   * for a different library, with a state of its own. Only on Linux, where the trouble was seen.
   */
  static Optional<PortAudioLibrary> another() {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      Optional<String> file =
          mapped
              .filter(line -> line.contains("/libportaudio.so"))
              .map(line -> line.substring(line.indexOf('/')))
              .findFirst();
      return file.isEmpty() ? Optional.empty() : loadCopy(Path.of(file.get()));
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<PortAudioLibrary> loadCopy(Path file) throws IOException {
    Path copy = Files.createTempFile("portaudio", ".so");
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return load(List.of(copy.toString()));
    } finally {
      Files.delete(copy);
    }
  }

  int initialize() {
    return callInt(() -> (int) initialize.invokeExact());
  }

  int terminate() {
    return callInt(() -> (int) terminate.invokeExact());
  }

  String versionText() {
    return NativeMemory.text(call(() -> (MemorySegment) versionText.invokeExact()));
  }

  /** What an error code means, with what the host API says where the error is its own. */
  String describe(int error) {
    if (error == UNANTICIPATED_HOST_ERROR) {
      MemorySegment info =
          sized(
              call(() -> (MemorySegment) lastHostErrorInfo.invokeExact()), Layouts.HOST_ERROR_INFO);
      String text =
          info.byteSize() == 0 ? "" : Layouts.textIn(Layouts.HOST_ERROR_INFO, "errorText", info);
      if (!text.isBlank()) {
        return text;
      }
    }
    return NativeMemory.text(call(() -> (MemorySegment) errorText.invokeExact(error)));
  }

  int deviceCount() {
    return callInt(() -> (int) deviceCount.invokeExact());
  }

  /** A {@link Layouts#DEVICE_INFO}; valid until the library is terminated. */
  MemorySegment deviceInfo(int device) {
    return sized(call(() -> (MemorySegment) deviceInfo.invokeExact(device)), Layouts.DEVICE_INFO);
  }

  /** A {@link Layouts#HOST_API_INFO}; valid until the library is terminated. */
  MemorySegment hostApiInfo(int hostApi) {
    return sized(
        call(() -> (MemorySegment) hostApiInfo.invokeExact(hostApi)), Layouts.HOST_API_INFO);
  }

  int defaultInputDevice() {
    return callInt(() -> (int) defaultInputDevice.invokeExact());
  }

  int defaultOutputDevice() {
    return callInt(() -> (int) defaultOutputDevice.invokeExact());
  }

  /** 32-bit float, one array a channel. */
  MemorySegment parameters(Arena arena, int device, int channels, double latencyS) {
    MemorySegment parameters = arena.allocate(Layouts.STREAM_PARAMETERS);
    parameters.set(JAVA_INT, Layouts.offset(Layouts.STREAM_PARAMETERS, "device"), device);
    parameters.set(JAVA_INT, Layouts.offset(Layouts.STREAM_PARAMETERS, "channelCount"), channels);
    // As an int, so that it fits Windows' long too; the upper half of a longer one stays 0.
    parameters.set(
        JAVA_INT,
        Layouts.offset(Layouts.STREAM_PARAMETERS, "sampleFormat"),
        (int) (FLOAT_32 | NON_INTERLEAVED));
    parameters.set(
        JAVA_DOUBLE, Layouts.offset(Layouts.STREAM_PARAMETERS, "suggestedLatency"), latencyS);
    return parameters;
  }

  /** {@link #NO_ERROR} if a stream would open. {@code NULL} for a direction that is not wanted. */
  int isFormatSupported(MemorySegment input, MemorySegment output, double rateHz) {
    return callInt(() -> (int) isFormatSupported.invokeExact(input, output, rateHz));
  }

  /**
   * @param holder receives the stream's pointer
   * @param callback made by {@link #callbackStub}
   */
  int openStream(
      MemorySegment holder,
      MemorySegment input,
      MemorySegment output,
      int rateHz,
      int blockFrames,
      MemorySegment callback) {
    return callInt(() ->
        (int)
            openStream.invokeExact(
                holder,
                input,
                output,
                (double) rateHz,
                (long) blockFrames,
                DITHER_OFF,
                callback,
                MemorySegment.NULL));
  }

  /** A {@link Layouts#STREAM_INFO}; valid until the stream is closed. */
  MemorySegment streamInfo(MemorySegment stream) {
    return sized(call(() -> (MemorySegment) streamInfo.invokeExact(stream)), Layouts.STREAM_INFO);
  }

  int setStreamFinished(MemorySegment stream, MemorySegment callback) {
    return callInt(() -> (int) setStreamFinished.invokeExact(stream, callback));
  }

  /** 1 while it calls back, 0 before, after, and when the driver ended it; any thread. */
  int isStreamActive(MemorySegment stream) {
    return callInt(() -> (int) isStreamActive.invokeExact(stream));
  }

  int startStream(MemorySegment stream) {
    return callInt(() -> (int) startStream.invokeExact(stream));
  }

  int abortStream(MemorySegment stream) {
    return callInt(() -> (int) abortStream.invokeExact(stream));
  }

  int closeStream(MemorySegment stream) {
    return callInt(() -> (int) closeStream.invokeExact(stream));
  }

  /**
   * A {@code PaStreamCallback}. Pointers arrive as plain {@code long}, which every ABI passes
   * alike, so that no object is made for them.
   *
   * @param target of type (long input, long output, long frames, long times, long flags, long user)
   *     to int
   */
  @SuppressWarnings("restricted")
  MemorySegment callbackStub(MethodHandle target, Arena arena) {
    MethodHandle narrowed = MethodHandles.explicitCastArguments(target, CALLBACK.toMethodType());
    return linker.upcallStub(narrowed, CALLBACK, arena);
  }

  /** A {@code PaStreamFinishedCallback}: takes the user pointer, gives nothing. */
  @SuppressWarnings("restricted")
  MemorySegment finishedStub(MethodHandle target, Arena arena) {
    return linker.upcallStub(target, FunctionDescriptor.ofVoid(JAVA_LONG), arena);
  }

  @SuppressWarnings("restricted")
  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new IllegalStateException(path + " lacks the function " + name));
    return linker.downcallHandle(address, FunctionDescriptor.of(result, arguments));
  }

  @SuppressWarnings("restricted") // native code is what this class is for
  private static Optional<SymbolLookup> symbols(String path) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(path, Arena.global()));
    } catch (IllegalArgumentException absent) {
      return Optional.empty();
    }
  }

  /** So that C's long can be given as Java's, whatever its size. */
  private static MethodHandle widening(MethodHandle handle) {
    MethodType type = handle.type();
    for (int i = 0; i < type.parameterCount(); i++) {
      if (type.parameterType(i) == int.class) {
        type = type.changeParameterType(i, long.class);
      }
    }
    return MethodHandles.explicitCastArguments(handle, type);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment sized(MemorySegment pointer, MemoryLayout layout) {
    return pointer.address() == 0 ? pointer : pointer.reinterpret(layout.byteSize());
  }

  private interface IntCall {
    @SuppressWarnings("IllegalThrows")
    int run() throws Throwable;
  }

  private interface Call {
    MemorySegment run() throws Throwable;
  }

  private static int callInt(IntCall call) {
    try {
      return call.run();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MemorySegment call(Call call) {
    try {
      return call.run();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
