package audiostream.engine.session;

import audiostream.engine.device.Device;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a device alive: one that vanishes, reports an error or stands still for {@link
 * #STALLED_AFTER_NS} is reported once, closed, and opened again with growing pauses. Control agent
 * only.
 *
 * @param <D> capture or playout
 */
final class DeviceKeeper<D extends Device> {

  static final long STALLED_AFTER_NS = 2_000_000_000L;
  static final long FIRST_RETRY_NS = 500_000_000L;
  static final long LAST_RETRY_NS = 8_000_000_000L;

  /** Opens a device and starts it. */
  @FunctionalInterface
  interface Opener<D> {
    D openAndStart() throws DeviceException;
  }

  private final String role;
  private final Opener<D> opener;
  private final Runnable countReopened;
  private final Consumer<SessionEvent> listener;
  private @Nullable D device;
  private long progressFrames = -1;
  private long progressedAtNs;
  private long retryAtNs;
  private long retryPauseNs = FIRST_RETRY_NS;
  private volatile boolean down;

  /**
   * @param role the word for the user: input or output
   */
  DeviceKeeper(
      String role, Opener<D> opener, Runnable countReopened, Consumer<SessionEvent> listener) {
    this.role = role;
    this.opener = opener;
    this.countReopened = countReopened;
    this.listener = listener;
  }

  /** The first opening, whose failure is the caller's to report. */
  void open(long nowNs) throws DeviceException {
    adopt(opener.openAndStart(), nowNs);
  }

  /** Whether the device is away just now; any thread. */
  boolean down() {
    return down;
  }

  /** Whether a finite input has come to its end. */
  boolean ended() {
    return device != null && device.state() instanceof DeviceState.Ended;
  }

  /** To be called a few times a second. */
  void check(long nowNs) {
    if (device == null) {
      if (nowNs - retryAtNs >= 0) {
        retry(nowNs);
      }
      return;
    }
    switch (device.state()) {
      case DeviceState.Ended ended -> {}
      case DeviceState.Failed failed -> lose(failed.reason(), nowNs);
      case DeviceState.Running running -> checkProgress(nowNs);
    }
  }

  void close() {
    if (device != null) {
      device.close();
      device = null;
    }
  }

  private void checkProgress(long nowNs) {
    if (device == null) {
      return;
    }
    long now = device.progressFrames();
    if (now != progressFrames) {
      progressFrames = now;
      progressedAtNs = nowNs;
      retryPauseNs = FIRST_RETRY_NS;
    } else if (nowNs - progressedAtNs > STALLED_AFTER_NS) {
      lose("it stands still: no sound for 2 s", nowNs);
    }
  }

  private void lose(String reason, long nowNs) {
    if (!down) {
      String name = device == null ? "" : " '" + device.format().description() + "'";
      listener.accept(
          SessionEvent.warning(role + name + ": " + reason + "; trying to open it again"));
    }
    down = true;
    close();
    waitToRetry(nowNs);
  }

  private void waitToRetry(long nowNs) {
    retryAtNs = nowNs + retryPauseNs;
    retryPauseNs = Math.min(LAST_RETRY_NS, retryPauseNs * 2);
  }

  private void retry(long nowNs) {
    try {
      D opened = opener.openAndStart();
      adopt(opened, nowNs);
      countReopened.run();
      listener.accept(
          SessionEvent.notice(role + " '" + opened.format().description() + "' is open again"));
    } catch (DeviceException e) {
      // Reported when it was lost; until it is back, the live line says that it is away.
      waitToRetry(nowNs);
    }
  }

  private void adopt(D opened, long nowNs) {
    device = opened;
    down = false;
    progressFrames = -1;
    progressedAtNs = nowNs;
  }
}
