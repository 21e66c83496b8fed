package audiostream.engine.session;

import audiostream.engine.device.DeviceException;

/** The thread or device that pulls a receiver's pipeline. Control thread. */
interface Playback {

  /** Where it plays. */
  String description();

  void start(long nowNs) throws DeviceException;

  /** To be called a few times a second. */
  void check(long nowNs);

  /** Whether the output is away just now; any thread. */
  boolean lost();

  /** Whether the output is gone for good; any thread. */
  boolean failed();

  void close();
}
