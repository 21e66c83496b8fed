package audiostream.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A queue of sends that enter the system together, and of what became of them. One thread, except
 * {@link #register}.
 */
interface SendRing extends AutoCloseable {

  /**
   * Puts a socket into the table of those that can be sent through, or takes out what is there. Any
   * thread.
   *
   * @param socket its descriptor; -1: none
   */
  void register(int place, int socket) throws IOException;

  /**
   * Queues a datagram, which is copied.
   *
   * @param slot that nothing is sent from just now
   * @param place of a registered socket
   * @param datagram from its position to its limit, at most as long as a slot
   */
  void send(int slot, int place, ByteBuffer datagram);

  /**
   * Hands all that is queued to the system; never waits.
   *
   * @return how many it has not taken: they are withdrawn one by one by {@link #withdraw}
   */
  int submit();

  /** Takes back the newest of those that were not taken, and returns its slot. */
  int withdraw();

  /** Goes to the next completion; false: there is none. */
  boolean next();

  /** The completion's slot. */
  int slot();

  /** The completion's result: bytes that were sent, or less than zero, an error number. */
  int result();

  /** Lets go of everything; nothing may be sent any more. */
  @Override
  void close();
}
