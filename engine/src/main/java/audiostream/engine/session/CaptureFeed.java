package audiostream.engine.session;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.pipeline.InputCounter;
import audiostream.engine.stats.Counters;

/**
 * What the capture device calls: copies each block into the ring to who sends it. When the device
 * was opened anew, positions go on where they were, advanced by the time that has passed, so that
 * receivers see a gap of the right length. Called on the capture device's thread.
 */
final class CaptureFeed implements CaptureCallback {

  private final SlotRing<CaptureBlock> ring;
  private final int rateHz;
  private final Counters<InputCounter> counters;
  private volatile Runnable next = () -> {};
  private volatile boolean reopened;
  private long offset;
  private long nextPosition;
  private long nextNs;
  private boolean dropped;

  CaptureFeed(SlotRing<CaptureBlock> ring, int rateHz, Counters<InputCounter> counters) {
    this.ring = ring;
    this.rateHz = rateHz;
    this.counters = counters;
  }

  /** What is done when a block is there. */
  void then(Runnable sends) {
    next = sends;
  }

  /**
   * Control agent, while no device calls: the next block comes from a device that counts from 0.
   */
  void deviceReopened() {
    ring.changeProducer();
    reopened = true;
  }

  @Override
  public void captured(CaptureBlock block) {
    boolean gap = block.gap() || dropped;
    if (reopened) {
      reopened = false;
      gap = true;
      long passedFrames = Math.round((block.capturedNs() - nextNs) * 1e-9 * rateHz);
      offset = nextPosition + Math.max(0, passedFrames) - block.position();
    }
    long position = block.position() + offset;
    nextPosition = position + block.frames();
    nextNs = block.capturedNs() + Math.round(block.frames() * 1e9 / rateHz);
    handOver(block, position, gap);
  }

  private void handOver(CaptureBlock block, long position, boolean gap) {
    CaptureBlock slot = ring.claim();
    dropped = slot == null;
    if (slot == null) {
      counters.increment(InputCounter.OVERRUNS);
      return;
    }
    slot.copyFrom(block);
    slot.describe(slot.frames(), position, block.capturedNs(), gap);
    ring.publish();
    next.run();
  }
}
