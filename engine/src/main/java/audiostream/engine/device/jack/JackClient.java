package audiostream.engine.device.jack;

import java.util.List;

/**
 * An open client of a server: the few functions of jack.h that a device needs. Ports are plain
 * numbers, as the server's own pointers are. Control thread, unless said otherwise.
 */
interface JackClient extends AutoCloseable {

  /** The name that the server gave it, which may differ from the one asked for. */
  String name();

  int rateHz();

  /** Frames of a cycle at present. */
  int periodFrames();

  /**
   * @param capture whether others play into it, else it plays into others
   * @return 0 where the server has no port left
   */
  long registerPort(String shortName, boolean capture);

  /** Who is told what happens; before {@link #activate} only. */
  void listen(JackEvents events);

  /** From now on the server calls; whether it does. */
  boolean activate();

  /**
   * Full names ({@code client:port}) of audio ports, in the server's order.
   *
   * @param sources whether those that give sound, else those that take it
   * @param physicalOnly whether only those of sound hardware
   */
  List<String> ports(boolean sources, boolean physicalOnly);

  /** Whether they are connected afterwards. */
  boolean connect(String source, String destination);

  /** The full name of a port of ours. */
  String portName(long port);

  /**
   * The greatest latency of a port of ours, over all ways to it or from it: from the edge of the
   * graph to us, or from us to its edge. Any thread.
   */
  int latencyFrames(long port, boolean capture);

  /** The same for another's port, by its full name; 0 where there is none. */
  int latencyFrames(String portName, boolean capture);

  /** Address of a port's samples in this cycle: so many floats; within {@code process} only. */
  long buffer(long port, int frames);

  /**
   * Reads the times of the cycle that runs; within {@code process} only.
   *
   * @return whether the server knows them
   */
  boolean readCycle();

  /** Number of the cycle's first frame, which wraps around; of the last {@link #readCycle}. */
  int cycleFrame();

  /** When the cycle began by the server's filtered clock; of the last {@link #readCycle}. */
  long cycleUs();

  /** When the next one will begin; of the last {@link #readCycle}. */
  long nextCycleUs();

  /** The server's clock, any thread. */
  long nowUs();

  /** Leaves the server; on return nothing is called any more. */
  @Override
  void close();
}
