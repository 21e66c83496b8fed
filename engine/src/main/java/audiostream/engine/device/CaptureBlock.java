package audiostream.engine.device;

/**
 * One captured block, planar. A reusable slot: the device's thread fills it, and whoever it is
 * copied to owns that copy.
 */
public final class CaptureBlock {

  private final float[][] samples;
  private int frames;
  private long position;
  private long capturedNs;
  private boolean gap;

  public CaptureBlock(int channels, int maxFrames) {
    samples = new float[channels][maxFrames];
  }

  /** {@code channels} x {@code maxFrames}; the first {@link #frames()} of each are valid. */
  public float[][] samples() {
    return samples;
  }

  public int channels() {
    return samples.length;
  }

  public int frames() {
    return frames;
  }

  /**
   * Position of the first frame, in frames since the device was started. Where frames were lost
   * before this block, it has advanced past them as far as the device can tell.
   */
  public long position() {
    return position;
  }

  /** When the first frame was captured, on the scale of {@code Clock.nowNs()}. */
  public long capturedNs() {
    return capturedNs;
  }

  /** Whether frames are missing between the previous block and this one. */
  public boolean gap() {
    return gap;
  }

  /** Describes what {@link #samples()} now holds. */
  public void describe(int frames, long position, long capturedNs, boolean gap) {
    this.frames = frames;
    this.position = position;
    this.capturedNs = capturedNs;
    this.gap = gap;
  }

  /**
   * Copies samples and description. Channels that the other does not have are silent; frames beyond
   * this block's capacity are left out.
   */
  public void copyFrom(CaptureBlock other) {
    int count = Math.min(other.frames, maxFrames());
    for (int c = 0; c < samples.length; c++) {
      if (c < other.samples.length) {
        System.arraycopy(other.samples[c], 0, samples[c], 0, count);
      } else {
        java.util.Arrays.fill(samples[c], 0f);
      }
    }
    describe(count, other.position, other.capturedNs, other.gap);
  }

  /** The most frames that it holds. */
  public int maxFrames() {
    return samples.length == 0 ? 0 : samples[0].length;
  }
}
