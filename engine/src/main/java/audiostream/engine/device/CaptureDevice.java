package audiostream.engine.device;

/** A clocked input: it hands over blocks at its own pace. */
public interface CaptureDevice extends Device {

  /**
   * Whether its callback may send packets itself, since its thread is ours and no driver waits for
   * it: one waking less for each block. Any thread.
   */
  default boolean mayBeHeldUp() {
    return false;
  }

  /** Begins to call back; once only. */
  void start(CaptureCallback callback) throws DeviceException;
}
