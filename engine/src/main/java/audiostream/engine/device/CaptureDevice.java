package audiostream.engine.device;

/** A clocked input: it hands over blocks at its own pace. */
public interface CaptureDevice extends Device {

  /** Begins to call back; once only. */
  void start(CaptureCallback callback) throws DeviceException;
}
