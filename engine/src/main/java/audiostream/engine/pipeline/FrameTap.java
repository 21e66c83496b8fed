package audiostream.engine.pipeline;

import audiostream.engine.audio.StreamFormat;

/** Sees every frame that is played, before it is laid onto the output: for recordings. */
@FunctionalInterface
public interface FrameTap {

  /**
   * Called on the pulling thread, which may be a device's: no allocation, no lock, no I/O.
   *
   * @param planar {@code format.channels()} x {@code frames}; missing frames are silence
   */
  void played(float[][] planar, int frames, StreamFormat format);
}
