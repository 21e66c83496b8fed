package audiostream.engine.device.paced;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.time.Clock;
import audiostream.engine.time.FrameTime;
import java.io.IOException;

/**
 * Hands over blocks as a sound card would: each when its last frame is due, stamped with the time
 * of its first. Passive: a thread from outside (or a test in virtual time) calls {@link #turn}.
 *
 * <p>One line ties positions to times: frame n is captured n / rate after the beginning. It is
 * never moved, so neither rounding nor lateness adds up. Who is late catches up with blocks in
 * quick succession, up to a limit. Later than that, the position advances past the missing time
 * instead, and the block has the gap flag.
 *
 * <p>For a source of our own the limit is 1 s: the process was stopped, or the machine slept. A
 * source that waits for another program begins with its first block, which is held back for {@link
 * #CUSHION_NS}: programs write in bursts and are not punctual. Beyond the cushion such a producer
 * may be late by two blocks, at least 20 ms, which a receiver's latency can swallow; after a gap
 * there is a cushion again.
 */
public final class PacedBlocks {

  /** How long before its time the first block of another program is expected. */
  public static final long CUSHION_NS = 60_000_000L;

  /** So that {@link #stop} need not wait for longer. */
  private static final long LONGEST_SLEEP_NS = 50_000_000L;

  private static final long SUSPENDED_NS = 1_000_000_000L;
  private static final long LATE_PRODUCER_NS = 20_000_000L;

  private final Clock clock;
  private final int rateHz;
  private final int blockFrames;
  private final CaptureBlock block;
  private final BlockSource source;
  private final long latestNs;
  private boolean begun;
  private long beginningNs;
  private long position;
  private volatile boolean stopped;

  /**
   * @param rateHz frames a second
   * @param channels 1 to 64
   * @param blockFrames frames of each block but perhaps the last
   */
  public PacedBlocks(Clock clock, int rateHz, int channels, int blockFrames, BlockSource source) {
    this.clock = clock;
    this.rateHz = rateHz;
    this.blockFrames = blockFrames;
    this.block = new CaptureBlock(channels, blockFrames);
    this.source = source;
    this.latestNs =
        source.waitsForProducer()
            ? Math.max(LATE_PRODUCER_NS, FrameTime.nsOf(2L * blockFrames, rateHz))
            : SUSPENDED_NS;
  }

  /**
   * Waits until the next block is due, fills it and hands it over. The first call is the beginning.
   *
   * @return false at the end of the source or after {@link #stop}; nothing was handed over then
   * @throws IOException in words for the user
   */
  public boolean turn(CaptureCallback callback) throws IOException {
    boolean gap = !source.waitsForProducer() && waitAndSkipMissed();
    int frames = stopped ? 0 : source.read(position, block.samples(), blockFrames);
    if (frames <= 0) {
      return false;
    }
    if (source.waitsForProducer()) {
      gap = producerWasLate(frames);
      sleepUntil(timeNs(position + frames));
    }
    block.describe(frames, position, timeNs(position), gap);
    position += frames;
    callback.captured(block);
    return true;
  }

  /** Makes a waiting {@link #turn} return soon. Any thread. */
  public void stop() {
    stopped = true;
  }

  private boolean waitAndSkipMissed() {
    if (!begun) {
      begin(clock.nowNs());
    }
    sleepUntil(timeNs(position + blockFrames));
    return skipMissed(blockFrames, 0);
  }

  private boolean producerWasLate(int frames) {
    if (begun) {
      return skipMissed(frames, CUSHION_NS);
    }
    begin(clock.nowNs() + CUSHION_NS - FrameTime.nsOf(frames, rateHz));
    return false;
  }

  private void begin(long atNs) {
    beginningNs = atNs;
    begun = true;
  }

  private boolean skipMissed(int frames, long cushionNs) {
    long lateNs = clock.nowNs() - timeNs(position + frames);
    if (lateNs <= latestNs) {
      return false;
    }
    position += FrameTime.framesIn(lateNs + cushionNs, rateHz);
    return true;
  }

  private void sleepUntil(long deadlineNs) {
    long nowNs = clock.nowNs();
    while (!stopped && nowNs < deadlineNs) {
      clock.sleepUntil(Math.min(deadlineNs, nowNs + LONGEST_SLEEP_NS));
      nowNs = clock.nowNs();
    }
  }

  private long timeNs(long atPosition) {
    return beginningNs + FrameTime.nsOf(atPosition, rateHz);
  }
}
