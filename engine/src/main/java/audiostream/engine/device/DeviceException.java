package audiostream.engine.device;

/**
 * A device cannot be opened, or not as asked. The message is a sentence for the user that names the
 * device, what was asked of it and what would be accepted.
 */
public final class DeviceException extends Exception {

  private static final long serialVersionUID = 1L;

  public DeviceException(String message) {
    super(message);
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
