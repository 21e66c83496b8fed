package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When the datagram that a socket gave last came from the network, by the kernel's own note. What a
 * thread reads from a clock when it has it is later by the time that it took to wake: 20 to 100
 * microseconds, and next to nothing for one that was awake, so that not even the least of many is
 * the truth.
 *
 * <p>{@code SIOCGSTAMPNS} of socket(7), on 64-bit Linux; elsewhere, and where the socket cannot be
 * told from others, it is the time of asking. The kernel notes the wall clock: only its difference
 * to now counts, and one that no delay explains does not.
 *
 * <p>The socket's receiving thread only; allocates nothing.
 */
@SuppressWarnings("restricted") // native access is asked for before
final class KernelArrival {

  private static final boolean AVAILABLE =
      System.getProperty("os.name", "").equals("Linux")
          && ADDRESS.byteSize() == Long.BYTES
          && KernelArrival.class.getModule().isNativeAccessEnabled();

  /** Who waited longer was not kept from running for that: the wall clock was set, perhaps. */
  private static final long LONGEST_NS = 100_000_000L;

  /** Readings of two clocks further apart than that were interrupted. */
  private static final long UNDISTURBED_NS = 2_000;

  private static final int TRIES = 3;

  private static final long SECOND_NS = 1_000_000_000L;

  /** Descriptors beyond these are not looked at. */
  private static final int MOST_DESCRIPTORS = 4_096;

  private final int descriptor;
  private final long stampAddress;
  private final MemorySegment stamp;

  private KernelArrival(int descriptor) {
    this.descriptor = descriptor;
    // Two struct timespec; as long-lived as the socket, which no arena knows.
    this.stamp = Arena.ofAuto().allocate(JAVA_LONG, 4);
    this.stampAddress = stamp.address();
    if (descriptor >= 0) {
      arrivedWallNs(); // the first question has the kernel begin
    }
  }

  /** Of a bound or connected channel. */
  static KernelArrival of(DatagramChannel channel) throws IOException {
    return new KernelArrival(
        AVAILABLE && channel.getLocalAddress() instanceof InetSocketAddress local
            ? descriptor(local)
            : -1);
  }

  /** On the clock's scale, of the datagram just received. */
  long arrivedNs(Clock clock) {
    // A clock that is not the system's knows nothing of the kernel's.
    boolean told = descriptor >= 0 && clock instanceof SystemClock;
    long arrivedWallNs = told ? arrivedWallNs() : 0;
    if (arrivedWallNs == 0) {
      return clock.nowNs();
    }
    long shortestNs = Long.MAX_VALUE;
    long nowNs = 0;
    long agoNs = 0;
    for (int i = 0; i < TRIES && shortestNs > UNDISTURBED_NS; i++) {
      long beforeNs = clock.nowNs();
      long wallNs = wallNs();
      long tookNs = clock.nowNs() - beforeNs;
      if (tookNs < shortestNs) {
        shortestNs = tookNs;
        nowNs = beforeNs + tookNs / 2;
        agoNs = wallNs - arrivedWallNs;
      }
    }
    return agoNs < 0 || agoNs > LONGEST_NS ? nowNs : nowNs - agoNs;
  }

  /** 0: the kernel does not say. */
  private long arrivedWallNs() {
    try {
      int failed = (int) Calls.IOCTL.invokeExact(descriptor, Calls.SIOCGSTAMPNS, stampAddress);
      return failed == 0 ? at(0) : 0;
    } catch (Throwable e) {
      throw new IllegalStateException("ioctl", e);
    }
  }

  private long wallNs() {
    try {
      int failed =
          (int)
              Calls.CLOCK_GETTIME.invokeExact(
                  Calls.CLOCK_REALTIME, stampAddress + 2 * JAVA_LONG.byteSize());
      return failed == 0 ? at(2) : 0;
    } catch (Throwable e) {
      throw new IllegalStateException("clock_gettime", e);
    }
  }

  private long at(int index) {
    return stamp.getAtIndex(JAVA_LONG, index) * SECOND_NS + stamp.getAtIndex(JAVA_LONG, index + 1);
  }

  /** Java does not tell it; -1 where several sockets share an address, or none has it. */
  private static int descriptor(InetSocketAddress local) {
    int found = -1;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(Calls.NAME_BYTES, Long.BYTES);
      MemorySegment length = arena.allocate(JAVA_INT);
      for (int candidate = 0; candidate < MOST_DESCRIPTORS; candidate++) {
        length.set(JAVA_INT, 0, Calls.NAME_BYTES);
        int failed = (int) Calls.GETSOCKNAME.invokeExact(candidate, name, length);
        if (failed == 0 && isName(name, local)) {
          if (found >= 0) {
            return -1;
          }
          found = candidate;
        }
      }
    } catch (Throwable e) {
      throw new IllegalStateException("getsockname", e);
    }
    return found;
  }

  /** A {@code sockaddr_in} or {@code sockaddr_in6} of ip(7) and ipv6(7). */
  private static boolean isName(MemorySegment name, InetSocketAddress local) {
    int family = name.get(JAVA_SHORT, 0);
    int port = (name.get(JAVA_BYTE, 2) & 0xff) << 8 | (name.get(JAVA_BYTE, 3) & 0xff);
    if ((family != Calls.AF_INET && family != Calls.AF_INET6) || port != local.getPort()) {
      return false;
    }
    @Nullable InetAddress address = local.getAddress();
    byte[] theirs =
        family == Calls.AF_INET
            ? name.asSlice(4, 4).toArray(JAVA_BYTE)
            : name.asSlice(8, 16).toArray(JAVA_BYTE);
    return address != null
        && (Arrays.equals(theirs, address.getAddress())
            || (address.isAnyLocalAddress() && Arrays.equals(theirs, new byte[theirs.length])));
  }

  /** The system's functions, looked up only where they are. */
  private static final class Calls {

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int NAME_BYTES = 128;

    /** asm-generic/sockios.h, for a struct timespec of two longs. */
    static final long SIOCGSTAMPNS = 0x8907L;

    static final int CLOCK_REALTIME = 0;

    private static final Linker LINKER = Linker.nativeLinker();

    static final MethodHandle IOCTL =
        function(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
            Linker.Option.firstVariadicArg(2));

    static final MethodHandle CLOCK_GETTIME =
        function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));

    static final MethodHandle GETSOCKNAME =
        function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    private static MethodHandle function(
        String name, FunctionDescriptor shape, Linker.Option... options) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }
  }
}
