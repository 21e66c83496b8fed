package audiostream.engine.device;

/** A clocked output: it asks for blocks at its own pace. */
public non-sealed interface PlayoutDevice extends Device, Output {

  /** Begins to call back; once only. */
  void start(PlayoutCallback callback) throws DeviceException;
}
