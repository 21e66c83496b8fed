package audiostream.engine.device;

/** How a started device is doing. */
public sealed interface DeviceState {

  /** It runs (or has not been started yet). */
  record Running() implements DeviceState {}

  /** A finite input (a file without loop, a closed pipe) has handed over its last block. */
  record Ended() implements DeviceState {}

  /**
   * It stopped by itself.
   *
   * @param reason a sentence for the user
   */
  record Failed(String reason) implements DeviceState {}

  DeviceState RUNNING = new Running();
  DeviceState ENDED = new Ended();
}
