package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The system calls of 64-bit Linux that the JDK has no method for. Any thread. */
@SuppressWarnings("restricted") // native access is asked for before
final class LinuxCalls {

  /** What {@link #map} answers where there is no such memory. */
  static final long FAILED = -1;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 0x8001;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int LONGEST_SOCKET_ADDRESS = 128;

  // Constants, so that calling them costs no more than the call.
  private static final MethodHandle SYSCALL =
      function(
          "syscall",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle MMAP =
      function(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      function("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle FCNTL =
      function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle GETSOCKNAME =
      function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle GETPEERNAME =
      function("getpeername", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle STRERROR =
      function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private LinuxCalls() {}

  private static MethodHandle function(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
  }

  /** Whether this is such a system and native access is allowed. */
  static boolean available() {
    return System.getProperty("os.name", "").equals("Linux")
        && ADDRESS.byteSize() == Long.BYTES
        && LinuxCalls.class.getModule().isNativeAccessEnabled();
  }

  /** syscall(2). */
  static long system(long number, long first, long second, long third, long fourth) {
    try {
      return (long) SYSCALL.invokeExact(number, first, second, third, fourth, 0L, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("system call " + number, e);
    }
  }

  /** Memory shared with the kernel: mmap(2); its address is {@link #FAILED} where there is none. */
  static MemorySegment map(long bytes, int descriptor, long offset) {
    try {
      MemorySegment mapped =
          (MemorySegment)
              MMAP.invokeExact(
                  MemorySegment.NULL,
                  bytes,
                  PROT_READ_WRITE,
                  MAP_SHARED_POPULATE,
                  descriptor,
                  offset);
      return mapped.address() == FAILED ? mapped : mapped.reinterpret(bytes);
    } catch (Throwable e) {
      throw new IllegalStateException("mmap", e);
    }
  }

  static void unmap(MemorySegment mapped) {
    try {
      int ignored = (int) MUNMAP.invokeExact(mapped, mapped.byteSize());
    } catch (Throwable e) {
      throw new IllegalStateException("munmap", e);
    }
  }

  static void close(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close", e);
    }
  }

  /** An error number in words, as the system has them. */
  static String error(int number) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(number);
      return text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable e) {
      throw new IllegalStateException("strerror", e);
    }
  }

  /**
   * The descriptor of the socket between two addresses, of which there is one in a process; the JDK
   * keeps to itself which it is.
   *
   * @return -1 where there is none
   */
  static int socketBetween(InetSocketAddress local, InetSocketAddress peer) {
    try (Arena arena = Arena.ofConfined()) {
      // The lowest that is free; one that was just opened lies right below it, or in a gap.
      int free = (int) FCNTL.invokeExact(0, F_DUPFD_CLOEXEC, 0);
      if (free < 0) {
        return -1;
      }
      close(free);
      MemorySegment name = arena.allocate(LONGEST_SOCKET_ADDRESS, Long.BYTES);
      MemorySegment length = arena.allocate(JAVA_INT);
      for (int distance = 1; distance <= free + ABOVE; distance++) {
        int candidate = distance <= free ? free - distance : distance;
        if (is(GETSOCKNAME, candidate, local, name, length)
            && is(GETPEERNAME, candidate, peer, name, length)) {
          return candidate;
        }
      }
      return -1;
    } catch (Throwable e) {
      throw new IllegalStateException("the descriptor of a socket", e);
    }
  }

  /** Descriptors above the lowest free one that are looked at. */
  private static final int ABOVE = 4_096;

  private static boolean is(
      MethodHandle asks,
      int descriptor,
      InetSocketAddress wanted,
      MemorySegment name,
      MemorySegment length)
      throws Throwable {
    length.set(JAVA_INT, 0, LONGEST_SOCKET_ADDRESS);
    if ((int) asks.invokeExact(descriptor, name, length) != 0) {
      return false;
    }
    ByteBuffer bytes = name.asByteBuffer().order(ByteOrder.nativeOrder());
    boolean four = wanted.getAddress() instanceof Inet4Address;
    if (bytes.getShort(0) != (four ? AF_INET : AF_INET6)) {
      return false;
    }
    // struct sockaddr_in: family, port, address; sockaddr_in6 has the flow between the last two
    byte[] address = new byte[four ? 4 : 16];
    bytes.get(four ? 4 : 8, address);
    int port = Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(2));
    return port == wanted.getPort() && Arrays.equals(address, wanted.getAddress().getAddress());
  }
}
