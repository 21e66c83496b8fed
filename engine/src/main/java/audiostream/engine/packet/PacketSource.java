package audiostream.engine.packet;

import java.io.IOException;

/** Where packets come from. Net agent only. */
public interface PacketSource {

  /**
   * Waits for one datagram and puts it, its source and its time of arrival into the slot.
   *
   * @return false when the source was closed
   * @throws IOException when the network failed; the caller reports, and may try again
   */
  boolean receive(Packet slot) throws IOException;
}
