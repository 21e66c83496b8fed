package audiostream.engine.session;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.PlayoutCallback;
import audiostream.engine.device.PlayoutDevice;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A clocked device pulls the pipeline on its own thread. */
final class DevicePlayback implements Playback {

  /** Opens the device anew; the previous one has been closed. */
  @FunctionalInterface
  interface Reopening {
    PlayoutDevice open() throws DeviceException;
  }

  private final String description;
  private final DeviceKeeper<PlayoutDevice> keeper;
  private @Nullable PlayoutDevice first;

  /**
   * @param puller called on the device's thread
   * @param changePuller called while no device calls, before another thread begins to pull
   */
  DevicePlayback(
      PlayoutDevice opened,
      Reopening reopening,
      PlayoutCallback puller,
      Runnable changePuller,
      Runnable countReopened,
      Consumer<SessionEvent> listener) {
    this.first = opened;
    this.description = opened.format().description();
    this.keeper =
        new DeviceKeeper<>(
            "output", () -> openAndStart(reopening, puller, changePuller), countReopened, listener);
  }

  private PlayoutDevice openAndStart(
      Reopening reopening, PlayoutCallback puller, Runnable changePuller) throws DeviceException {
    PlayoutDevice device = first;
    first = null;
    if (device == null) {
      device = reopening.open();
      changePuller.run();
    }
    try {
      device.start(puller);
      return device;
    } catch (DeviceException e) {
      device.close();
      throw e;
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void start(long nowNs) throws DeviceException {
    keeper.open(nowNs);
  }

  @Override
  public void check(long nowNs) {
    keeper.check(nowNs);
  }

  @Override
  public boolean lost() {
    return keeper.down();
  }

  /** A device is opened again for as long as it takes. */
  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public void close() {
    keeper.close();
    if (first != null) {
      first.close();
    }
  }
}
