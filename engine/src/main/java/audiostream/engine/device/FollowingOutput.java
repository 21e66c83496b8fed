package audiostream.engine.device;

import audiostream.engine.audio.SampleEncoding;
import java.io.IOException;

/**
 * An output without a clock of its own (a file, a pipe, silence): it follows the sender's timeline.
 * Writer thread only, never a real-time thread.
 */
public non-sealed interface FollowingOutput extends Output, AutoCloseable {

  /** The output as a person should see it, e.g. {@code wav: out.wav}. */
  String description();

  /**
   * Called once, when the first frame is about to be written.
   *
   * @param rateHz frames a second
   * @param channels 1 to 64
   * @param received how the stream's samples were encoded: tells the depth to write
   */
  void begin(int rateHz, int channels, SampleEncoding received) throws IOException;

  /**
   * @param planar one array a channel, as many as said at {@link #begin}
   * @param frames how many samples of each
   */
  void write(float[][] planar, int frames) throws IOException;

  /** Completes what was written, so that it can be played. Idempotent. */
  @Override
  void close() throws IOException;
}
