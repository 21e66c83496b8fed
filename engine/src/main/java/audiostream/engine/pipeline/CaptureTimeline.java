package audiostream.engine.pipeline;

import audiostream.engine.handoff.ConsistentLongs;
import audiostream.engine.time.FrameTime;
import java.util.Optional;

/**
 * Which frame was captured when: what ties the timestamps of a stream to time (RFC 3550 section
 * 6.4.1). The send agent notes each block; any thread asks.
 */
public final class CaptureTimeline {

  private static final int POSITION = 0;
  private static final int CAPTURED_NS = 1;
  private static final int KNOWN = 2;

  private final ConsistentLongs values = new ConsistentLongs(3);

  /**
   * A frame and its time.
   *
   * @param position of the first frame of a block, in frames since the input was started
   * @param capturedNs on the scale of {@code Clock.nowNs()}
   */
  public record Capture(long position, long capturedNs) {

    /** The frame that is captured at a time near this one. */
    public long positionAt(long nowNs, int rateHz) {
      return position + FrameTime.framesIn(nowNs - capturedNs, rateHz);
    }
  }

  void note(long position, long capturedNs) {
    values.begin();
    values.set(POSITION, position);
    values.set(CAPTURED_NS, capturedNs);
    values.set(KNOWN, 1);
    values.end();
  }

  /** The last block's first frame; empty before the first block. */
  public Optional<Capture> last() {
    long[] now = values.read();
    return now[KNOWN] == 0
        ? Optional.empty()
        : Optional.of(new Capture(now[POSITION], now[CAPTURED_NS]));
  }
}
