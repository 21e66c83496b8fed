package audiostream.engine.device.paced;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.handoff.SlotRing;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slow source ahead on a daemon thread of its own, by about a second, so that a disk that
 * takes its time is not heard. For sequences only: the position is not passed on.
 */
public final class ReadAhead implements BlockSource {

  private static final long MAX_BYTES = 16 << 20;
  private static final int MIN_BLOCKS = 4;

  private final BlockSource source;
  private final SlotRing<CaptureBlock> ring;
  private final Thread reader;
  private volatile @Nullable Thread taker;
  private volatile @Nullable IOException failure;
  private volatile boolean ended;
  private volatile boolean closed;

  /**
   * @param source read and closed by the reading thread
   * @param name of the thread
   * @param blockFrames how many frames each {@link #read} asks for
   */
  public ReadAhead(BlockSource source, String name, int rateHz, int channels, int blockFrames) {
    this.source = source;
    long affordable = MAX_BYTES / ((long) channels * blockFrames * Float.BYTES);
    int count = (int) Math.max(MIN_BLOCKS, Math.min(affordable, rateHz / blockFrames));
    ring = new SlotRing<>(count, () -> new CaptureBlock(channels, blockFrames));
    reader = Thread.ofPlatform().name(name).daemon().unstarted(this::readOn);
    reader.start();
  }

  private void readOn() {
    try (source) {
      while (!closed && !ended) {
        CaptureBlock slot = ring.claim();
        if (slot == null) {
          LockSupport.park(this);
        } else {
          readInto(slot);
        }
      }
    } catch (IOException e) {
      failure = e;
    } finally {
      ended = true;
      LockSupport.unpark(taker);
    }
  }

  private void readInto(CaptureBlock slot) throws IOException {
    float[][] samples = slot.samples();
    int frames = source.read(0, samples, samples[0].length);
    if (frames <= 0) {
      ended = true;
      return;
    }
    slot.describe(frames, 0, 0, false);
    ring.publish();
    LockSupport.unpark(taker);
  }

  @Override
  public int read(long position, float[][] planar, int frames) throws IOException {
    taker = Thread.currentThread();
    CaptureBlock slot = next();
    if (slot == null) {
      return atTheEnd();
    }
    int count = slot.frames();
    for (int c = 0; c < planar.length; c++) {
      System.arraycopy(slot.samples()[c], 0, planar[c], 0, count);
    }
    ring.release();
    if (ring.size() <= ring.capacity() / 2) {
      LockSupport.unpark(reader);
    }
    return count;
  }

  private @Nullable CaptureBlock next() {
    CaptureBlock slot = ring.peek();
    while (slot == null && !ended && !closed) {
      LockSupport.park(this);
      slot = ring.peek();
    }
    // The last block may have been published between the look and the end.
    return slot == null ? ring.peek() : slot;
  }

  private int atTheEnd() throws IOException {
    IOException cause = failure;
    if (cause != null) {
      throw new IOException(cause.getMessage(), cause);
    }
    return 0;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(reader);
    LockSupport.unpark(taker);
  }
}
