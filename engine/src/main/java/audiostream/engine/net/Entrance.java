package audiostream.engine.net;

import java.io.IOException;

/** A socket at which datagrams enter a relay. Receiving agent only; never blocks. */
interface Entrance {

  /** What became of an attempt to receive. */
  enum Outcome {
    /** The slot is filled. */
    RECEIVED,
    /** A datagram was taken from the network and dropped; the slot is free. */
    DROPPED,
    /** Nothing waits. */
    NOTHING
  }

  Outcome receive(Crossing slot) throws IOException;
}
