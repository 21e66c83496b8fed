package audiostream.engine.device.jack;

/**
 * What a server tells a client. Nothing thrown may leave them: the virtual machine would end. None
 * is called before the client is active or after it is closed.
 */
interface JackEvents {

  /** A cycle: its frames are to be exchanged now; the server's real-time thread. */
  void process(int frames);

  /** The server or another client was too late; any thread. */
  void xrun();

  /** The server's rate, also when it becomes active; any thread. */
  void rate(int rateHz);

  /** Ports were connected or disconnected, so latencies may have changed; any thread. */
  void latencyChanged();

  /**
   * The server has gone, or has thrown the client out; any thread. Only {@link JackClient#close}
   * may be called after it.
   */
  void shutdown(String reason);
}
