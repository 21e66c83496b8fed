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

  /** Whoever counts what becomes of packets. */
  @FunctionalInterface
  interface Receipt {

    /**
     * A packet's fate is known; once for each packet.
     *
     * @param bytes of the datagram
     */
    void settled(Outcome outcome, int bytes);
  }

  /**
   * Sends one datagram, at the latest with the {@link Departure} of this turn or not at all; never
   * blocks.
   *
   * @param datagram a direct buffer, sent from its position to its limit; on return the position is
   *     undefined and the bytes may be overwritten
   * @param nowNs the time of this turn of the send loop
   * @param receipt told now or at the departure
   */
  void send(ByteBuffer datagram, long nowNs, Receipt receipt);
}
