package audiostream.engine.net;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import audiostream.engine.libc.LibcFunction;
import audiostream.engine.time.Clock;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.DatagramChannel;

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
final class KernelArrival {

  /** Who waited longer was not kept from running for that: the wall clock was set, perhaps. */
  private static final long LONGEST_NS = 100_000_000L;

  /** Readings of two clocks further apart than that were interrupted. */
  private static final long UNDISTURBED_NS = 2_000;

  private static final int TRIES = 3;

  private static final long SECOND_NS = 1_000_000_000L;

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
    return new KernelArrival(LibcFunction.availableOnLinux() ? LinuxCalls.descriptor(channel) : -1);
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
    return LinuxCalls.arrivalOfLast(descriptor, stampAddress) == 0 ? at(0) : 0;
  }

  private long wallNs() {
    long address = stampAddress + 2 * JAVA_LONG.byteSize();
    return LinuxCalls.wallClock(address) == 0 ? at(2) : 0;
  }

  private long at(int index) {
    return stamp.getAtIndex(JAVA_LONG, index) * SECOND_NS + stamp.getAtIndex(JAVA_LONG, index + 1);
  }
}
