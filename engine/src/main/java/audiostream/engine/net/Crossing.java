package audiostream.engine.net;

import audiostream.engine.packet.Packet;
import org.jspecify.annotations.Nullable;

/** A datagram between a relay's two agents: what arrived, and which way it goes on. */
final class Crossing {

  private final Packet packet = new Packet();
  private @Nullable RelayWay way;
  private @Nullable Exit exit;

  Packet packet() {
    return packet;
  }

  /** After the packet was filled: where it goes. */
  void goes(RelayWay through, Exit to) {
    way = through;
    exit = to;
  }

  /** Into the link. Delivery agent. */
  void enter() {
    if (way != null && exit != null) {
      way.enter(packet, exit);
    }
  }
}
