package audiostream.engine.device.paced;

import java.io.IOException;

/** Where a paced input's samples come from. One thread, the device's, which need not be fast. */
public interface BlockSource extends AutoCloseable {

  /**
   * Fills the next block.
   *
   * @param position of its first frame; a source that is a function of time follows it, one that is
   *     a sequence (a file) goes on where it was
   * @param planar one array a channel
   * @param frames how many are wanted
   * @return how many there are: fewer only in the last block, 0 at the end
   * @throws IOException in words for the user
   */
  int read(long position, float[][] planar, int frames) throws IOException;

  /**
   * Whether {@link #read} may wait for another program, for as long as that one likes. Such a
   * source defines its own beginning, and must not depend on the position.
   */
  default boolean waitsForProducer() {
    return false;
  }

  /** Called once, after the last {@link #read}. */
  @Override
  default void close() {}
}
