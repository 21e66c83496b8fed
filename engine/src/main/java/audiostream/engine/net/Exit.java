package audiostream.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a datagram leaves a relay. Delivery agent only. */
interface Exit {

  /**
   * Sends the datagram on, at once or not at all.
   *
   * @return whether the network took it
   */
  boolean send(ByteBuffer datagram) throws IOException;
}
