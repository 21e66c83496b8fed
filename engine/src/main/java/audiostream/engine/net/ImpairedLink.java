package audiostream.engine.net;

import audiostream.engine.packet.Packet;
import audiostream.engine.stats.Counters;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of an impaired network, in memory: what is sent comes out when {@link
 * ImpairmentModel} says so. Knows no clock; the caller's {@code nowNs} may be virtual. Allocates
 * nothing while no more datagrams are under way than once before. One thread at a time.
 */
public final class ImpairedLink {

  /** Made at once: a second of an ordinary stream. */
  private static final int PARCELS = 256;

  /** Two seconds of some 16 streams, 64 MB; what exceeds it is dropped and counted. */
  private static final int MOST_PARCELS = 4_096;

  private final ImpairmentModel model;
  private final ParcelQueue queue = new ParcelQueue(PARCELS, MOST_PARCELS);
  private final Counters<ImpairmentCounter> counters = new Counters<>(ImpairmentCounter.class);

  public ImpairedLink(Impairment impairment) {
    model = new ImpairmentModel(impairment, counters);
  }

  /** {@link #send(ByteBuffer, SocketAddress, long)} without a source. */
  public int send(ByteBuffer datagram, long nowNs) {
    return send(datagram, null, nowNs);
  }

  /**
   * Sends a datagram into the link.
   *
   * @param datagram from position to limit, which stay; copied. At most {@link Packet#MAX_BYTES}
   * @param source what {@link #receiveBy} gives as the source
   * @param nowNs not before that of the last one
   * @return how often it will arrive, 0 to 2
   */
  public int send(ByteBuffer datagram, @Nullable SocketAddress source, long nowNs) {
    return send(datagram, source, null, nowNs);
  }

  /**
   * @param exit where the datagram leaves
   */
  int send(ByteBuffer datagram, @Nullable SocketAddress source, @Nullable Exit exit, long nowNs) {
    int bytes = datagram.remaining();
    int copies = model.send(bytes, nowNs);
    for (int copy = 0; copy < copies; copy++) {
      Parcel parcel = queue.free();
      if (parcel == null) {
        counters.add(ImpairmentCounter.CROWDED_OUT, copies - copy);
        return copy;
      }
      parcel.packet().put(datagram);
      parcel.packet().received(source, nowNs);
      parcel.exit(exit);
      queue.add(model.deliveryNs());
    }
    return copies;
  }

  /** When the next datagram arrives; {@code Long.MAX_VALUE} while none is under way. */
  public long nextDeliveryNs() {
    return queue.nextNs();
  }

  /**
   * Takes out the next datagram that has arrived; those that arrive at one time, in the order in
   * which they were sent.
   *
   * @param slot gets a copy, its source, and as its time of arrival exactly the due time, however
   *     late the caller asks
   * @return false when none has arrived by now
   */
  public boolean receiveBy(long nowNs, Packet slot) {
    Parcel parcel = removeBy(nowNs);
    if (parcel == null) {
      return false;
    }
    slot.copyFrom(parcel.packet());
    slot.received(parcel.packet().source(), parcel.deliveryNs());
    return true;
  }

  /** The next that has arrived, without a copy; it holds until something is sent. */
  @Nullable Parcel removeBy(long nowNs) {
    if (queue.nextNs() > nowNs) {
      return null;
    }
    Parcel parcel = queue.remove();
    counters.add(ImpairmentCounter.DELIVERED, parcel == null ? 0 : 1);
    return parcel;
  }

  /** How many datagrams are under way. */
  public int underWay() {
    return queue.size();
  }

  /** Any thread may read. */
  public Counters<ImpairmentCounter> counters() {
    return counters;
  }
}
