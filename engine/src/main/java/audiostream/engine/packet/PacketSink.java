package audiostream.engine.packet;

import java.nio.ByteBuffer;

/** Where a stream's packets go: one destination's way to the network. Send agent only. */
public interface PacketSink {

  /** What became of a packet. */
  enum Outcome {
    /** Handed to the network. */
    SENT,
    /** The network would have made us wait; dropped. */
    WOULD_BLOCK,
    /** The other side said that nobody listens there (ICMP port unreachable). */
    REFUSED,
    /** Not tried: a refused destination is only probed every now and then. */
    HELD_BACK,
    /** The network failed in another way; dropped. */
    FAILED
  }

  /**
   * Sends one datagram, at once or not at all; never blocks.
   *
   * @param datagram a direct buffer, sent from its position to its limit; on return the position is
   *     undefined
   * @param nowNs the time of this turn of the send loop
   */
  Outcome send(ByteBuffer datagram, long nowNs);
}
