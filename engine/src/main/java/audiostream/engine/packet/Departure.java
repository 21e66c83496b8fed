package audiostream.engine.packet;

/**
 * Where packets of many destinations wait for each other within one turn of the send agent, because
 * entering the system once for all of them costs less than once for each. Send agent only.
 */
@FunctionalInterface
public interface Departure {

  /** Every packet has left when it was given to its sink. */
  Departure IMMEDIATE = nowNs -> {};

  /**
   * Lets all that waits leave, and settles what has become of it; never blocks.
   *
   * @param nowNs the time of this turn of the send loop
   */
  void depart(long nowNs);
}
