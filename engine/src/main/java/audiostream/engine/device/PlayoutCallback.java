package audiostream.engine.device;

/**
 * What a playout device calls for each block, on its own real-time thread.
 *
 * <p><b>Do</b> fill every channel of the request and return well within the block's duration.
 *
 * <p><b>Don't</b> allocate, lock, wait, read or write files or sockets, log, or throw; don't keep a
 * reference to the request: the device reuses it.
 */
@FunctionalInterface
public interface PlayoutCallback {

  void render(PlayoutRequest request);
}
