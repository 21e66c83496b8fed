package audiostream.engine.device;

/**
 * What a capture device calls with each block, on its own real-time thread.
 *
 * <p><b>Do</b> copy what is needed and return well within the block's duration.
 *
 * <p><b>Don't</b> allocate, lock, wait, read or write files or sockets, log, or throw; don't keep a
 * reference to the block: the device reuses it. Only where {@link CaptureDevice#mayBeHeldUp} may it
 * send.
 */
@FunctionalInterface
public interface CaptureCallback {

  void captured(CaptureBlock block);
}
