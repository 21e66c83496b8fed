package audiostream.engine.device;

/**
 * What capture and playout devices have in common. Methods: control thread, unless said otherwise.
 */
public interface Device extends AutoCloseable {

  DeviceFormat format();

  /** How it is doing; any thread. */
  DeviceState state();

  /**
   * Frames handed over or asked for since the start. A running device whose count stands still for
   * 2 s has stalled: some drivers stop calling back without an error. Any thread.
   */
  long progressFrames();

  /** Stops and frees the device. On return no callback runs any more. Idempotent. */
  @Override
  void close();
}
