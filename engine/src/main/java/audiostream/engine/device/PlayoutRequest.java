package audiostream.engine.device;

/** What a playout device asks for: a reusable slot owned by the device's thread. */
public final class PlayoutRequest {

  private final float[][] samples;
  private int frames;
  private long position;
  private long nowNs;
  private long soundsAtNs;
  private boolean underrun;

  public PlayoutRequest(int channels, int maxFrames) {
    samples = new float[channels][maxFrames];
  }

  /** {@code channels} x {@code maxFrames}; the callee fills the first {@link #frames()} of each. */
  public float[][] samples() {
    return samples;
  }

  public int channels() {
    return samples.length;
  }

  public int frames() {
    return frames;
  }

  /** Position of the first frame asked for, in frames since the device was started. */
  public long position() {
    return position;
  }

  /** When the device asked. */
  public long nowNs() {
    return nowNs;
  }

  /** When the first frame will sound, as far as the device can tell. */
  public long soundsAtNs() {
    return soundsAtNs;
  }

  /** Whether the device ran dry before this request; what it played meanwhile was silence. */
  public boolean underrun() {
    return underrun;
  }

  /** Describes what is asked for. */
  public void describe(int frames, long position, long nowNs, long soundsAtNs, boolean underrun) {
    this.frames = frames;
    this.position = position;
    this.nowNs = nowNs;
    this.soundsAtNs = soundsAtNs;
    this.underrun = underrun;
  }
}
