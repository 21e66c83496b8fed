package audiostream.engine.device.portaudio;

import static java.lang.foreign.ValueLayout.ADDRESS;

import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.foreign.QuietStderr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;

/**
 * An open stream and the way from PortAudio's callback into Java.
 *
 * <p>Each stream holds one initialisation of the library, which counts them: while none is open,
 * the next to be opened finds devices that were connected since.
 */
abstract class PortAudioStream implements Device {

  private static final int CONTINUE = 0;

  private static final Duration CLOSING = Duration.ofSeconds(3);

  /** Debian's 19.6 reports days for JACK clients without physical ports. */
  private static final double PLAUSIBLE_LATENCY_S = 5;

  private static final MethodHandle CALLED_BACK;
  private static final MethodHandle FINISHED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> pointer = long.class;
      CALLED_BACK =
          lookup.findVirtual(
              PortAudioStream.class,
              "calledBack",
              MethodType.methodType(
                  int.class, pointer, pointer, long.class, pointer, long.class, pointer));
      FINISHED =
          lookup.findVirtual(
              PortAudioStream.class, "finished", MethodType.methodType(void.class, pointer));
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  final StreamRequest request;
  private final PortAudioLibrary library;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream;
  private final DeviceFormat format;

  private volatile DeviceState state = DeviceState.RUNNING;
  private volatile boolean serving;
  private volatile long progressFrames;

  /** Guards the stream's pointer between those who ask for its state and the one who closes it. */
  private final Object gate = new Object();

  private volatile boolean watched;
  private volatile boolean closed;
  private boolean started;

  /**
   * Opens; the caller has initialised the library and holds its lock.
   *
   * @throws DeviceException if it was refused; the caller then terminates the library
   */
  PortAudioStream(PortAudioLibrary library, StreamRequest request) throws DeviceException {
    this.library = library;
    this.request = request;
    MemorySegment holder = arena.allocate(ADDRESS);
    int error =
        library.openStream(
            holder,
            request.input(library, arena),
            request.output(library, arena),
            request.rateHz(),
            request.blockFrames(),
            library.callbackStub(CALLED_BACK.bindTo(this), arena));
    if (error != PortAudioLibrary.NO_ERROR) {
      arena.close();
      throw request.refusal(library, error);
    }
    stream = holder.get(ADDRESS, 0);
    library.setStreamFinished(stream, library.finishedStub(FINISHED.bindTo(this), arena));
    format = readFormat();
  }

  /**
   * Exchanges one block with the driver; its thread.
   *
   * @param buffers address of an array with a pointer for each channel
   * @param times address of a {@code PaStreamCallbackTimeInfo}, or 0
   */
  abstract void exchange(long buffers, int frames, long times, long flags);

  /** Leaves the driver with silence where nothing better can be had; its thread. */
  abstract void giveUp(long buffers, int frames);

  @Override
  public DeviceFormat format() {
    return format;
  }

  @Override
  public DeviceState state() {
    synchronized (gate) {
      // JACK's going does not reach the finished callback; PortAudio tells it when asked.
      if (watched && serving && library.isStreamActive(stream) == 0) {
        endedByDriver();
      }
    }
    return state;
  }

  @Override
  public long progressFrames() {
    return progressFrames;
  }

  /**
   * PortAudio may not come back from closing a stream whose server has gone: it waits minutes for
   * JACK. Then the stream is left behind, with the library that it belongs to.
   */
  @Override
  public void close() {
    synchronized (gate) {
      if (closed) {
        return;
      }
      closed = true;
      serving = false;
      watched = false;
    }
    try (QuietStderr _ = new QuietStderr()) {
      Thread closing = Thread.ofPlatform().name("portaudio-close").daemon().start(this::shut);
      if (!closing.join(CLOSING)) {
        library.leaveBehind();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void shut() {
    synchronized (library.lock()) {
      library.abortStream(stream);
      library.closeStream(stream);
      library.terminate();
    }
    // PortAudio has joined or left its thread by now: nobody calls the stubs any more.
    arena.close();
  }

  void begin() throws DeviceException {
    synchronized (library.lock()) {
      if (started || closed) {
        throw new IllegalStateException(format.description() + " has been started before");
      }
      started = true;
      serving = true;
      int error = startQuietly();
      if (error != PortAudioLibrary.NO_ERROR) {
        serving = false;
        throw new DeviceException(
            format.description() + " does not start: " + library.describe(error));
      }
      watched = true;
    }
  }

  void advanced(long position) {
    progressFrames = position;
  }

  private int startQuietly() {
    try (QuietStderr _ = new QuietStderr()) {
      return library.startStream(stream);
    }
  }

  private DeviceFormat readFormat() {
    MemorySegment info = library.streamInfo(stream);
    String latency = request.capture() ? "inputLatency" : "outputLatency";
    double latencyS =
        info.byteSize() == 0 ? 0 : Layouts.doubleIn(Layouts.STREAM_INFO, latency, info);
    return new DeviceFormat(
        request.label(),
        request.rateHz(),
        request.channels(),
        request.blockFrames(),
        latencyS > 0 && latencyS < PLAUSIBLE_LATENCY_S ? Math.round(latencyS * 1e9) : 0);
  }

  /** {@code PaStreamCallback}. Nothing thrown may leave it: the virtual machine would end. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through CALLED_BACK; user is not needed
  private int calledBack(long input, long output, long frames, long times, long flags, long user) {
    long buffers = request.capture() ? input : output;
    if (buffers == 0) {
      return CONTINUE;
    }
    try {
      if (serving) {
        exchange(buffers, (int) frames, times, flags);
        return CONTINUE;
      }
    } catch (Throwable problem) {
      serving = false;
      state = new DeviceState.Failed(format.description() + " stopped: " + problem);
    }
    giveUp(buffers, (int) frames);
    return CONTINUE;
  }

  /** {@code PaStreamFinishedCallback}: also called when the driver ends a stream by itself. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through FINISHED
  private void finished(long user) {
    if (serving) {
      endedByDriver();
    }
  }

  private void endedByDriver() {
    serving = false;
    state = new DeviceState.Failed(format.description() + " was ended by its driver");
  }
}
