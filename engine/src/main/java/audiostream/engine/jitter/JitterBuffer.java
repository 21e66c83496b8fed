package audiostream.engine.jitter;

import audiostream.engine.audio.StreamFormat;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames of one stream, each at the place that its extended timestamp gives it: order of arrival,
 * packet size and loss do not matter. Planar, {@code channels} x {@code capacityFrames}, used as a
 * ring. Pulling thread only; allocates nothing after construction.
 */
public final class JitterBuffer {

  /** Two steps of 16 bits. */
  private static final float QUIET = 2f / 32_768;

  private final float[][] samples;
  private final byte[] present;
  private final int mask;
  private long readPosition;
  private long endPosition;
  private boolean started;

  /**
   * @param channels the most that a stream may have
   * @param minimumFrames how many frames it must hold, rounded up to a power of two
   */
  public JitterBuffer(int channels, int minimumFrames) {
    int capacity = Integer.highestOneBit(Math.max(2, minimumFrames) * 2 - 1);
    samples = new float[channels][capacity];
    present = new byte[capacity];
    mask = capacity - 1;
  }

  public int capacityFrames() {
    return mask + 1;
  }

  /** Forgets everything; the next frame to be read is {@code position}. */
  public void reset(long position) {
    Arrays.fill(present, (byte) 0);
    readPosition = position;
    endPosition = position;
    started = false;
  }

  /** The next frame to be read; earlier ones are too late. */
  public long readPosition() {
    return readPosition;
  }

  /** One past the newest frame that was ever put in. */
  public long endPosition() {
    return endPosition;
  }

  /** Whether a frame lies so far ahead that it would overwrite what is still to be read. */
  public boolean beyondCapacity(long position, int frames) {
    return position + frames - readPosition > mask;
  }

  /**
   * Decodes a payload into its place. Frames that are too late are left out; until the first frame
   * is taken none is, and an earlier one moves the start back.
   *
   * @param position extended timestamp of the payload's first frame; not {@link #beyondCapacity}
   * @param frames how many frames the payload has
   * @param payload interleaved, from {@code offset}
   * @return how many of the frames were still in time
   */
  public int put(long position, int frames, ByteBuffer payload, int offset, StreamFormat format) {
    if (!started && position < readPosition) {
      backTo(position);
    }
    int late = (int) Math.max(0, Math.min(frames, readPosition - position));
    int kept = frames - late;
    long from = position + late;
    int at = (int) from & mask;
    int first = Math.min(kept, capacityFrames() - at);
    int byteAt = offset + late * format.frameBytes();
    place(at, first, payload, byteAt, format);
    place(0, kept - first, payload, byteAt + first * format.frameBytes(), format);
    if (kept > 0) {
      endPosition = Math.max(endPosition, from + kept);
    }
    return kept;
  }

  private void place(int at, int frames, ByteBuffer payload, int offset, StreamFormat format) {
    int bytes = format.encoding().bytes();
    for (int c = 0; c < format.channels(); c++) {
      format
          .encoding()
          .decode(payload, offset + c * bytes, format.frameBytes(), samples[c], at, frames);
    }
    Arrays.fill(present, at, at + frames, (byte) 1);
  }

  /**
   * How the next frames are: all of them there, or none.
   *
   * @param limit look no further
   * @return how many frames in a row are there; negative: how many are missing
   */
  public int nextRun(int limit) {
    int at = (int) readPosition & mask;
    int run = runLength(at, Math.min(limit, capacityFrames() - at));
    return present[at] != 0 ? run : -run;
  }

  /**
   * Takes the next frames out, of one run as {@link #nextRun} tells; missing ones are silence.
   *
   * @param target planar, at least {@code channels} arrays
   * @param offset where in the target
   * @param frames how many, at most what nextRun said
   * @param channels how many channels the stream has
   */
  public void takeRun(float[][] target, int offset, int frames, int channels) {
    started = true;
    int at = (int) readPosition & mask;
    boolean there = present[at] != 0;
    for (int c = 0; c < channels; c++) {
      if (there) {
        System.arraycopy(samples[c], at, target[c], offset, frames);
      } else {
        Arrays.fill(target[c], offset, offset + frames, 0f);
      }
    }
    forget(frames);
  }

  /**
   * How many of the next frames are there and so soft that nobody hears them.
   *
   * @param limit look no further
   */
  public int nextQuiet(int limit, int channels) {
    int run = nextRun(limit);
    int at = (int) readPosition & mask;
    int quiet = 0;
    while (quiet < run && isQuiet(at + quiet, channels)) {
      quiet++;
    }
    return quiet;
  }

  private boolean isQuiet(int at, int channels) {
    for (int c = 0; c < channels; c++) {
      if (Math.abs(samples[c][at]) > QUIET) {
        return false;
      }
    }
    return true;
  }

  /** Moves on without taking; what lies before {@code position} is forgotten. */
  public void skipTo(long position) {
    if (position > readPosition) {
      forget((int) Math.min(position - readPosition, capacityFrames()));
      readPosition = position;
    }
  }

  /**
   * Moves back to play later: silence comes before what is held. At most the free part of the ring.
   */
  public void backTo(long position) {
    readPosition = Math.max(position, endPosition - mask);
  }

  private int runLength(int at, int limit) {
    byte kind = present[at];
    int run = 1;
    while (run < limit && present[at + run] == kind) {
      run++;
    }
    return run;
  }

  private void forget(int frames) {
    int at = (int) readPosition & mask;
    int first = Math.min(frames, capacityFrames() - at);
    Arrays.fill(present, at, at + first, (byte) 0);
    Arrays.fill(present, 0, frames - first, (byte) 0);
    readPosition += frames;
  }
}
