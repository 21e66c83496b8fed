package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import audiostream.engine.libc.LibcFunction;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/**
 * The system calls of 64-bit Linux that the JDK has no method for; only where {@link
 * LibcFunction#availableOnLinux()}. Any thread.
 */
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

  private static final LibcFunction SYSCALL = LibcFunction.of("syscall");
  private static final LibcFunction MMAP = LibcFunction.of("mmap");
  private static final LibcFunction MUNMAP = LibcFunction.of("munmap");
  private static final LibcFunction CLOSE = LibcFunction.of("close");
  private static final LibcFunction FCNTL = LibcFunction.of("fcntl");
  private static final LibcFunction GETSOCKNAME = LibcFunction.of("getsockname");
  private static final LibcFunction GETPEERNAME = LibcFunction.of("getpeername");
  private static final LibcFunction IOCTL = LibcFunction.of("ioctl");
  private static final LibcFunction CLOCK_GETTIME = LibcFunction.of("clock_gettime");
  private static final LibcFunction STRERROR = LibcFunction.of("strerror");

  private LinuxCalls() {}

  /** syscall(2). */
  static long system(long number, long a, long b, long c, long d) {
    return SYSCALL.call(number, a, b, c, d, 0);
  }

  /** Memory shared with the kernel: mmap(2); its address is {@link #FAILED} where there is none. */
  @SuppressWarnings("restricted") // the kernel gives as much as was asked for
  static MemorySegment map(long bytes, int descriptor, long offset) {
    long address = MMAP.call(0, bytes, PROT_READ_WRITE, MAP_SHARED_POPULATE, descriptor, offset);
    MemorySegment mapped = MemorySegment.ofAddress(address);
    return address == FAILED ? mapped : mapped.reinterpret(bytes);
  }

  static void unmap(MemorySegment mapped) {
    MUNMAP.call(mapped.address(), mapped.byteSize());
  }

  static void close(int descriptor) {
    CLOSE.call(descriptor);
  }

  /** An error number in words, as the system has them. */
  @SuppressWarnings("restricted") // a text of the C library's own
  static String error(int number) {
    return MemorySegment.ofAddress(STRERROR.call(number)).reinterpret(Long.MAX_VALUE).getString(0);
  }

  /**
   * When the datagram that was received last came: {@code SIOCGSTAMPNS} of socket(7).
   *
   * @param timespec where the answer is written
   * @return 0, or else the kernel does not say
   */
  static int arrivalOfLast(int descriptor, long timespec) {
    return (int) IOCTL.call(descriptor, SIOCGSTAMPNS, timespec);
  }

  /**
   * {@code CLOCK_REALTIME} of clock_gettime(2).
   *
   * @param timespec where the answer is written
   * @return 0, or else there is none
   */
  static int wallClock(long timespec) {
    return (int) CLOCK_GETTIME.call(CLOCK_REALTIME, timespec);
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
      int free = (int) FCNTL.call(0, F_DUPFD_CLOEXEC, 0);
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

    boolean local(int descriptor, InetSocketAddress wanted) {
      length.set(JAVA_INT, 0, LONGEST_SOCKET_ADDRESS);
      return (int) GETSOCKNAME.call(descriptor, name.address(), length.address()) == 0
          && is(wanted);
    }

    boolean peer(int descriptor, InetSocketAddress wanted) {
      length.set(JAVA_INT, 0, LONGEST_SOCKET_ADDRESS);
      return (int) GETPEERNAME.call(descriptor, name.address(), length.address()) == 0
          && is(wanted);
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
