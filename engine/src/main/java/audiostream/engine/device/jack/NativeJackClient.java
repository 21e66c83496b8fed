package audiostream.engine.device.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.device.foreign.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** A client of a real server. */
final class NativeJackClient implements JackClient {

  private static final String AUDIO = "32 bit float mono audio";

  // enum JackPortFlags
  private static final long IS_INPUT = 0x1;
  private static final long IS_OUTPUT = 0x2;
  private static final long IS_PHYSICAL = 0x4;

  /** What {@code jack_connect} says of those that are connected already: EEXIST. */
  private static final int CONNECTED_ALREADY = 17;

  // Of jack_get_cycle_times: where its four results lie.
  private static final int FRAME = 0;
  private static final int CYCLE_US = 8;
  private static final int NEXT_US = 16;
  private static final int PERIOD_US = 24;
  private static final int CYCLE_BYTES = 32;

  private static final MethodHandle PROCESS =
      handle("process", MethodType.methodType(int.class, int.class, long.class));
  private static final MethodHandle XRUN =
      handle("xrun", MethodType.methodType(int.class, long.class));
  private static final MethodHandle RATE =
      handle("rate", MethodType.methodType(int.class, int.class, long.class));
  private static final MethodHandle LATENCY =
      handle("latency", MethodType.methodType(void.class, int.class, long.class));
  private static final MethodHandle SHUTDOWN =
      handle("shutdown", MethodType.methodType(void.class, int.class, long.class, long.class));

  private final JackLibrary library;
  private final long client;
  private final Arena arena = Arena.ofShared();
  private final MethodHandle buffer;
  private final MethodHandle cycleTimes;
  private final MethodHandle time;
  private final long cycle;
  private JackEvents events = new Deaf();

  NativeJackClient(JackLibrary library, long client) {
    this.library = library;
    this.client = client;
    this.buffer = library.buffer;
    this.cycleTimes = library.cycleTimes;
    this.time = library.time;
    this.cycle = arena.allocate(CYCLE_BYTES, Long.BYTES).address();
  }

  @Override
  public String name() {
    return NativeMemory.text(textOf(library.clientName, client));
  }

  @Override
  public int rateHz() {
    return number(() -> (int) library.sampleRate.invokeExact(client));
  }

  @Override
  public int periodFrames() {
    return number(() -> (int) library.bufferSize.invokeExact(client));
  }

  @Override
  public long registerPort(String shortName, boolean capture) {
    try (Arena texts = Arena.ofConfined()) {
      MemorySegment name = texts.allocateFrom(shortName);
      MemorySegment type = texts.allocateFrom(AUDIO);
      long flags = capture ? IS_INPUT : IS_OUTPUT;
      return JackLibrary.call(
          () -> (long) library.registerPort.invokeExact(client, name, type, flags, 0L));
    }
  }

  @Override
  public void listen(JackEvents listener) {
    events = listener;
    set(library.onProcess, PROCESS, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    set(library.onXrun, XRUN, FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
    set(library.onRate, RATE, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    set(library.onLatency, LATENCY, FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG));
    MemorySegment stub =
        library.stub(
            SHUTDOWN.bindTo(this),
            FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG, JAVA_LONG),
            arena);
    JackLibrary.call(() -> {
      library.onShutdown.invokeExact(client, stub, MemorySegment.NULL);
      return true;
    });
  }

  private void set(MethodHandle setter, MethodHandle target, FunctionDescriptor shape) {
    MemorySegment stub = library.stub(target.bindTo(this), shape, arena);
    number(() -> (int) setter.invokeExact(client, stub, MemorySegment.NULL));
  }

  @Override
  public boolean activate() {
    return number(() -> (int) library.activate.invokeExact(client)) == 0;
  }

  @Override
  public List<String> ports(boolean sources, boolean physicalOnly) {
    try (Arena texts = Arena.ofConfined()) {
      MemorySegment type = texts.allocateFrom(AUDIO);
      long flags = (sources ? IS_OUTPUT : IS_INPUT) | (physicalOnly ? IS_PHYSICAL : 0);
      long list =
          JackLibrary.call(
              () -> (long) library.ports.invokeExact(client, MemorySegment.NULL, type, flags));
      return list == 0 ? List.of() : takeTexts(list);
    }
  }

  /** An array of texts that a null pointer ends; frees it. */
  private List<String> takeTexts(long list) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; NativeMemory.pointerAt(list, i) != 0; i++) {
      texts.add(NativeMemory.text(NativeMemory.pointerAt(list, i)));
    }
    JackLibrary.call(() -> {
      library.free.invokeExact(list);
      return true;
    });
    return texts;
  }

  @Override
  public boolean connect(String source, String destination) {
    try (Arena texts = Arena.ofConfined()) {
      MemorySegment from = texts.allocateFrom(source);
      MemorySegment to = texts.allocateFrom(destination);
      int error = number(() -> (int) library.connect.invokeExact(client, from, to));
      return error == 0 || error == CONNECTED_ALREADY;
    }
  }

  @Override
  public String portName(long port) {
    return NativeMemory.text(textOf(library.portName, port));
  }

  @Override
  public int latencyFrames(String portName, boolean capture) {
    try (Arena texts = Arena.ofConfined()) {
      MemorySegment name = texts.allocateFrom(portName);
      long port = JackLibrary.call(() -> (long) library.portByName.invokeExact(client, name));
      return port == 0 ? 0 : latencyFrames(port, capture);
    }
  }

  @Override
  public int latencyFrames(long port, boolean capture) {
    try (Arena results = Arena.ofConfined()) {
      MemorySegment range = results.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT));
      // JackCaptureLatency, JackPlaybackLatency
      int mode = capture ? 0 : 1;
      JackLibrary.call(() -> {
        library.latencyRange.invokeExact(port, mode, range);
        return true;
      });
      return Math.max(0, range.getAtIndex(JAVA_INT, 1));
    }
  }

  @Override
  public long buffer(long port, int frames) {
    try {
      return (long) buffer.invokeExact(port, frames);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean readCycle() {
    try {
      return 0
          == (int)
              cycleTimes.invokeExact(
                  client, cycle + FRAME, cycle + CYCLE_US, cycle + NEXT_US, cycle + PERIOD_US);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public int cycleFrame() {
    // The upper half of its place stays 0.
    return (int) NativeMemory.longAt(cycle + FRAME);
  }

  @Override
  public long cycleUs() {
    return NativeMemory.longAt(cycle + CYCLE_US);
  }

  @Override
  public long nextCycleUs() {
    return NativeMemory.longAt(cycle + NEXT_US);
  }

  @Override
  public long nowUs() {
    try {
      return (long) time.invokeExact();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    number(() -> (int) library.clientClose.invokeExact(client));
    // JACK has joined its threads by now: nobody calls the stubs any more.
    arena.close();
  }

  // What follows is called by JACK, with an argument that is not needed. Nothing may be thrown.

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through PROCESS
  private int process(int frames, long argument) {
    events.process(frames);
    return 0;
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through XRUN
  private int xrun(long argument) {
    events.xrun();
    return 0;
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through RATE
  private int rate(int rateHz, long argument) {
    events.rate(rateHz);
    return 0;
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through LATENCY
  private void latency(int mode, long argument) {
    events.latencyChanged();
  }

  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // through SHUTDOWN
  private void shutdown(int code, long reason, long argument) {
    events.shutdown(NativeMemory.text(reason));
  }

  private static long textOf(MethodHandle function, long of) {
    return JackLibrary.call(() -> (long) function.invokeExact(of));
  }

  private static int number(JackLibrary.Call<Integer> call) {
    return JackLibrary.call(call);
  }

  private static MethodHandle handle(String name, MethodType type) {
    try {
      return MethodHandles.lookup().findVirtual(NativeJackClient.class, name, type);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /** Until somebody listens. */
  private static final class Deaf implements JackEvents {
    @Override
    public void process(int frames) {}

    @Override
    public void xrun() {}

    @Override
    public void rate(int rateHz) {}

    @Override
    public void latencyChanged() {}

    @Override
    public void shutdown(String reason) {}
  }
}
