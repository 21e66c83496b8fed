package audiostream.engine.net;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/** A channel to a destination on which that destination may answer. */
public interface UdpAnswers {

  /**
   * Takes a datagram that waits; never waits itself.
   *
   * @param into on return from index 0 to its limit
   * @return false: there is none
   */
  boolean receive(ByteBuffer into);

  /** When the datagram that was taken last came, as well as the system tells. */
  default long arrivedNs(Clock clock) {
    return clock.nowNs();
  }

  /** Has something run, by the thread that selects, whenever a datagram waits. */
  void register(Selector selector, Runnable whenReadable) throws IOException;
}
