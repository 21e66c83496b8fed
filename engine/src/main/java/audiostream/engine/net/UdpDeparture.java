package audiostream.engine.net;

import audiostream.engine.packet.Departure;
import audiostream.engine.packet.PacketSink.Receipt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Lets the packets of one turn enter the system together, each through its own destination's
 * socket, where the system has a queue for that (Linux, {@link IoUring}). A socket for each keeps
 * destinations from harming each other; that they enter together makes that cheap. What does not
 * fit goes through the channel by itself, as everything does elsewhere.
 *
 * <p>Send agent; {@link #admit}, {@link #dismiss}: any thread. Allocates nothing after
 * construction.
 */
public final class UdpDeparture implements Departure, AutoCloseable {

  /** So many leave together; more do in several goes. */
  static final int SLOTS = 1_024;

  /** Any packet on Ethernet; larger ones (of fragments, or jumbo frames) go by themselves. */
  static final int SLOT_BYTES = 2_048;

  private static final int[] SOCKETS = {8_192, 1_024, 256};

  /** As if the system had no memory for a packet just now. */
  private static final int NOT_TAKEN = -UdpDestination.EAGAIN;

  private final SendRing ring;
  private final @Nullable UdpDestination[] senders = new UdpDestination[SLOTS];
  private final @Nullable Receipt[] receipts = new Receipt[SLOTS];
  private final int[] sizes = new int[SLOTS];
  private final int[] free = new int[SLOTS];
  private int freeSlots = SLOTS;
  private final Deque<Integer> places = new ArrayDeque<>();
  private boolean closed;

  /** Over any ring with {@value #SLOTS} slots of {@value #SLOT_BYTES} bytes. */
  UdpDeparture(SendRing ring, int sockets) {
    this.ring = ring;
    for (int slot = 0; slot < SLOTS; slot++) {
      free[slot] = SLOTS - 1 - slot;
    }
    for (int place = 0; place < sockets; place++) {
      places.add(place);
    }
  }

  /** Empty where the system has no such queue, or does not let this program use it. */
  public static Optional<UdpDeparture> open() {
    // The kernel takes no more sockets than the program may have files open.
    for (int sockets : SOCKETS) {
      Optional<IoUring> ring = IoUring.open(SLOTS, SLOT_BYTES, sockets);
      if (ring.isPresent()) {
        return Optional.of(new UdpDeparture(ring.get(), sockets));
      }
    }
    return Optional.empty();
  }

  /**
   * Makes a place for a connected channel.
   *
   * @return empty: it has to send by itself
   */
  synchronized OptionalInt admit(DatagramChannel channel) throws IOException {
    int descriptor = LinuxCalls.descriptor(channel);
    if (closed || descriptor < 0 || places.isEmpty()) {
      return OptionalInt.empty();
    }
    // The one that was free for longest: a packet on its way to who had it before comes nowhere.
    int place = places.remove();
    ring.register(place, descriptor);
    return OptionalInt.of(place);
  }

  /** The channel is about to be closed. */
  synchronized void dismiss(int place) throws IOException {
    if (!closed) {
      ring.register(place, -1);
      places.add(place);
    }
  }

  /**
   * Lets a datagram wait for its departure.
   *
   * @return false: it has to go by itself
   */
  boolean take(int place, ByteBuffer datagram, UdpDestination sender, Receipt receipt, long nowNs) {
    int bytes = datagram.remaining();
    if (freeSlots == 0) {
      depart(nowNs);
    }
    if (freeSlots == 0 || bytes > SLOT_BYTES) {
      return false;
    }
    int slot = free[--freeSlots];
    senders[slot] = sender;
    receipts[slot] = receipt;
    sizes[slot] = bytes;
    ring.send(slot, place, datagram);
    return true;
  }

  @Override
  public void depart(long nowNs) {
    if (freeSlots == SLOTS) {
      return;
    }
    for (int left = ring.submit(); left > 0; left--) {
      settle(ring.withdraw(), NOT_TAKEN, nowNs);
    }
    while (ring.next()) {
      settle(ring.slot(), ring.result(), nowNs);
    }
  }

  private void settle(int slot, int result, long nowNs) {
    UdpDestination sender = senders[slot];
    Receipt receipt = receipts[slot];
    free[freeSlots++] = slot;
    if (sender != null && receipt != null) {
      receipt.settled(sender.outcome(result, nowNs), sizes[slot]);
    }
  }

  /** Nothing may be sent any more. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ring.close();
    }
  }
}
