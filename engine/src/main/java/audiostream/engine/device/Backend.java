package audiostream.engine.device;

import java.util.List;

/** A way to reach devices. Control thread only. */
public interface Backend {

  /** The word that stands before the colon, e.g. {@code javasound}. */
  String name();

  /**
   * Whether it can be used here, and if not, why. Never throws; may take a second the first time.
   */
  Availability availability();

  /** Its devices, empty where it is not available or has no list (files, generators). */
  List<DeviceInfo> devices();

  /**
   * @param what what stands after the colon: part of a name, an index, a file; empty: the default
   * @throws DeviceException in words for the user
   */
  CaptureDevice openCapture(String what, DeviceRequest request) throws DeviceException;

  /** As {@link #openCapture}, for output. */
  Output openOutput(String what, DeviceRequest request) throws DeviceException;

  /** Whether a back-end can be used. */
  sealed interface Availability {

    /**
     * @param detail e.g. the library's version; may be empty
     */
    record Available(String detail) implements Availability {}

    /**
     * @param reason a sentence for the user, with the remedy
     */
    record Unavailable(String reason) implements Availability {}
  }
}
