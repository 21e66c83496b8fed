package audiostream.engine.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A function of the C library that takes numbers and addresses, six at most, and returns one or
 * nothing. Held in a static final field it costs no more than the call; any thread; allocates
 * nothing.
 *
 * <p>All are called in one shape, six longs to a long, whatever they take: on 64-bit POSIX systems
 * each argument has a register of its own, of which a function looks at those that it knows. Java
 * makes code for every shape that it meets, some 10 ms each: before a receiver's first sound there
 * would be a dozen. Arguments beyond those that a function names ({@code fcntl}, {@code ioctl},
 * {@code syscall}) go this way on Linux only: elsewhere they may have to be on the stack. A result
 * that is an {@code int} is to be cast to one.
 *
 * @param name for messages
 * @param handle (long, long, long, long, long, long) to long
 */
public record LibcFunction(String name, MethodHandle handle) {

  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** Whether there are any: a POSIX system with 64 bits, and native access is allowed. */
  public static boolean available() {
    return !System.getProperty("os.name", "").startsWith("Windows")
        && ADDRESS.byteSize() == Long.BYTES
        && LibcFunction.class.getModule().isNativeAccessEnabled();
  }

  /** As {@link #available}, on Linux. */
  public static boolean availableOnLinux() {
    return System.getProperty("os.name", "").equals("Linux") && available();
  }

  /**
   * One that every POSIX system has.
   *
   * @throws java.util.NoSuchElementException if this one has it not
   */
  public static LibcFunction of(String name) {
    return find(name).orElseThrow();
  }

  /** Empty: this system has none of that name. */
  @SuppressWarnings("restricted") // who asks knows what the function takes
  public static Optional<LibcFunction> find(String name) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> new LibcFunction(name, linker.downcallHandle(address, SHAPE)));
  }

  public long call(long first) {
    return call(first, 0, 0, 0, 0, 0);
  }

  public long call(long first, long second) {
    return call(first, second, 0, 0, 0, 0);
  }

  public long call(long first, long second, long third) {
    return call(first, second, third, 0, 0, 0);
  }

  public long call(long first, long second, long third, long fourth, long fifth, long sixth) {
    try {
      return (long) handle.invokeExact(first, second, third, fourth, fifth, sixth);
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }
}
