package audiostream.engine.device.jack;

import audiostream.engine.device.DeviceException;

/** Where clients are made; the one that is there without a sound is a fake of the tests. */
interface JackServer {

  /** The library's version, for people. */
  String version();

  /**
   * Becomes a client of the server, inactive.
   *
   * @throws DeviceException where no server runs, or it refuses
   */
  JackClient open(String clientName) throws DeviceException;
}
