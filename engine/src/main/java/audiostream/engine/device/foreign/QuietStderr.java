package audiostream.engine.device.foreign;

import static java.lang.foreign.ValueLayout.ADDRESS;

import audiostream.engine.libc.LibcFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * Sends what native libraries write to standard error to nowhere, from its making to {@link
 * #close}: ALSA and JACK comment at length on devices that nobody asked for. What Java writes there
 * meanwhile is lost too, so it is held for short; while several are held, until the last is closed.
 * Does nothing on Windows, where there is no such chatter.
 */
public final class QuietStderr implements AutoCloseable {

  /** Not in {@link Posix}, which cannot even be loaded where there is none. */
  private static final boolean PRESENT = LibcFunction.available();

  private static final int STDERR = 2;
  private static final int WRITE_ONLY = 1;
  private static final int NONE = -1;

  private static int held;
  private static int saved = NONE;

  public QuietStderr() {
    hold();
  }

  @Override
  public void close() {
    release();
  }

  private static synchronized void hold() {
    if (held++ == 0 && PRESENT) {
      saved = redirect();
    }
  }

  private static synchronized void release() {
    if (--held == 0 && saved != NONE) {
      Posix.dup2(saved, STDERR);
      Posix.close(saved);
      saved = NONE;
    }
  }

  /**
   * Tells the libraries of ALSA and JACK, where they are there, to be quiet from now on: from their
   * own threads they write at any time, e.g. when a server ends.
   */
  public static void hushLibraries() {
    if (PRESENT) {
      hush("libasound.so.2", "snd_lib_error_set_handler");
      hush("libjack.so.0", "jack_set_error_function");
      hush("libjack.so.0", "jack_set_info_function");
    }
  }

  private static int redirect() {
    int kept = Posix.dup(STDERR);
    int nowhere = Posix.openNowhere();
    if (kept != NONE && nowhere != NONE) {
      Posix.dup2(nowhere, STDERR);
    }
    if (nowhere != NONE) {
      Posix.close(nowhere);
    }
    return kept;
  }

  /**
   * The handlers want a function that takes a message and does nothing. One written in Java would
   * tie their threads to the virtual machine; C's {@code labs} has no effect whatever it is given,
   * and the caller clears its own arguments away.
   */
  @SuppressWarnings("restricted")
  private static void hush(String library, String setter) {
    try {
      SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
      MemorySegment set = symbols.find(setter).orElseThrow();
      MemorySegment harmless = Linker.nativeLinker().defaultLookup().findOrThrow("labs");
      Linker.nativeLinker()
          .downcallHandle(set, FunctionDescriptor.ofVoid(ADDRESS))
          .invokeWithArguments(harmless);
    } catch (Throwable absent) {
      // Then there is nothing to hush, or it stays as talkative as it was.
      return;
    }
  }

  /** The four calls of POSIX. */
  private static final class Posix {

    private static final LibcFunction DUP = LibcFunction.of("dup");
    private static final LibcFunction DUP2 = LibcFunction.of("dup2");
    private static final LibcFunction CLOSE = LibcFunction.of("close");
    private static final LibcFunction OPEN = LibcFunction.of("open");

    private Posix() {}

    static int dup(int descriptor) {
      return (int) DUP.call(descriptor);
    }

    static void dup2(int from, int to) {
      DUP2.call(from, to);
    }

    static void close(int descriptor) {
      CLOSE.call(descriptor);
    }

    static int openNowhere() {
      try (Arena arena = Arena.ofConfined()) {
        return (int) OPEN.call(arena.allocateFrom("/dev/null").address(), WRITE_ONLY);
      }
    }
  }
}
