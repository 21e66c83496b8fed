package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
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

  /** asm-generic/sockios.h, for a struct timespec of two longs. */
  private static final long SIOCGSTAMPNS = 0x8907L;

  private static final int CLOCK_REALTIME = 0;

  /** Descriptors above the lowest free one that are looked at. */
  private static final int ABOVE = 4_096;

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
  private static final MethodHandle IOCTL =
      function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOCK_GETTIME =
      function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
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
   * When the datagram that was received last came: {@code SIOCGSTAMPNS} of socket(7).
   *
   * @param timespec where the answer is written
   * @return 0, or else the kernel does not say
   */
  static int arrivalOfLast(int descriptor, long timespec) {
    try {
      return (int) IOCTL.invokeExact(descriptor, SIOCGSTAMPNS, timespec);
    } catch (Throwable e) {
      throw new IllegalStateException("ioctl", e);
    }
  }

  /**
   * {@code CLOCK_REALTIME} of clock_gettime(2).
   *
   * @param timespec where the answer is written
   * @return 0, or else there is none
   */
  static int wallClock(long timespec) {
    try {
      return (int) CLOCK_GETTIME.invokeExact(CLOCK_REALTIME, timespec);
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime", e);
    }
  }

  /**
   * A channel's descriptor, which the JDK keeps to itself: the one socket that has its addresses.
   *
   * @param channel bound or connected
   * @return -1 where there is none, or where several are bound to one address
   */
  static int descriptor(DatagramChannel channel) throws IOException {
    if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) {
      return -1;
    }
    InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
    try (Arena arena = Arena.ofConfined()) {
      SocketNames names = new SocketNames(arena);
      // The lowest that is free; one that was just opened lies right below it, or in a gap.
      int free = (int) FCNTL.invokeExact(0, F_DUPFD_CLOEXEC, 0);
      if (free < 0) {
        return -1;
      }
      close(free);
      int found = -1;
      for (int distance = 1; distance <= free + ABOVE; distance++) {
        int candidate = distance <= free ? free - distance : distance;
        if (names.local(candidate, local)) {
          if (peer != null && names.peer(candidate, peer)) {
            return candidate; // there is no other between these two
          }
          if (peer == null && found >= 0) {
            return -1;
          }
          found = peer == null ? candidate : found;
        }
      }
      return found;
    } catch (Throwable e) {
      throw new IllegalStateException("the descriptor of a socket", e);
    }
  }

  /** Asks for the addresses of sockets. */
  private static final class SocketNames {

    private final MemorySegment name;
    private final MemorySegment length;

    SocketNames(Arena arena) {
      name = arena.allocate(LONGEST_SOCKET_ADDRESS, Long.BYTES);
      length = arena.allocate(JAVA_INT);
    }

    boolean local(int descriptor, InetSocketAddress wanted) throws Throwable {
      length.set(JAVA_INT, 0, LONGEST_SOCKET_ADDRESS);
      return (int) GETSOCKNAME.invokeExact(descriptor, name, length) == 0 && is(wanted);
    }

    boolean peer(int descriptor, InetSocketAddress wanted) throws Throwable {
      length.set(JAVA_INT, 0, LONGEST_SOCKET_ADDRESS);
      return (int) GETPEERNAME.invokeExact(descriptor, name, length) == 0 && is(wanted);
    }

    /** A {@code sockaddr_in} or {@code sockaddr_in6} of ip(7) and ipv6(7). */
    private boolean is(InetSocketAddress wanted) {
      ByteBuffer bytes = name.asByteBuffer().order(ByteOrder.nativeOrder());
      short family = bytes.getShort(0);
      int port = Short.toUnsignedInt(bytes.order(ByteOrder.BIG_ENDIAN).getShort(2));
      if ((family != AF_INET && family != AF_INET6) || port != wanted.getPort()) {
        return false;
      }
      byte[] address = new byte[family == AF_INET ? 4 : 16];
      bytes.get(family == AF_INET ? 4 : 8, address);
      // A socket for both versions of IP is bound to the wildcard of the other.
      return Arrays.equals(address, wanted.getAddress().getAddress())
          || (wanted.getAddress().isAnyLocalAddress()
              && Arrays.equals(address, new byte[address.length]));
    }
  }
}
