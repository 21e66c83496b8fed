package audiostream.engine.net;

import audiostream.engine.packet.Packet;
import org.jspecify.annotations.Nullable;

/** A datagram inside a link. */
final class Parcel {

  private final Packet packet = new Packet();
  private long deliveryNs;
  private long order;
  private @Nullable Exit exit;

  Packet packet() {
    return packet;
  }

  long deliveryNs() {
    return deliveryNs;
  }

  /** Where it leaves a relay; null in a link in memory. */
  @Nullable Exit exit() {
    return exit;
  }

  void exit(@Nullable Exit through) {
    exit = through;
  }

  void due(long atNs, long inOrder) {
    deliveryNs = atNs;
    order = inOrder;
  }

  /** Those due at one time leave in the order in which they entered. */
  boolean isBefore(Parcel other) {
    return deliveryNs < other.deliveryNs || (deliveryNs == other.deliveryNs && order < other.order);
  }
}
