package audiostream.engine.session;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.handoff.SlotRing;
import audiostream.engine.pipeline.FrameTap;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a copy of what is played, before gain and routing: the playing thread puts blocks into a
 * ring, the writer thread puts them into the file.
 */
final class Recorder implements FrameTap {

  private static final long TURN_NS = 20_000_000L;
  private static final int RING_FRAMES = 1 << 18;

  /** A block on its way to the file. */
  private static final class Block {
    private final float[][] samples;
    private int frames;
    private @Nullable StreamFormat format;

    Block(int channels, int maxFrames) {
      samples = new float[channels][maxFrames];
    }
  }

  private final FollowingOutput file;
  private final SlotRing<Block> ring;
  private final Consumer<SessionEvent> listener;
  private final Agent writer;
  private int fileChannels;
  private boolean failed;
  private volatile boolean overrun;

  Recorder(FollowingOutput file, int maxChannels, int maxFrames, Consumer<SessionEvent> listener) {
    this.file = file;
    this.listener = listener;
    this.ring =
        new SlotRing<>(
            Math.max(16, RING_FRAMES / maxFrames), () -> new Block(maxChannels, maxFrames));
    this.writer = new Agent("audiostream-recorder", this::turn, this::failed);
  }

  void start() {
    writer.start();
  }

  /** While nobody plays: another thread will. */
  void changePlayer() {
    ring.changeProducer();
  }

  @Override
  public void played(float[][] planar, int frames, StreamFormat format) {
    Block slot = ring.claim();
    if (slot == null) {
      overrun = true;
      return;
    }
    for (int c = 0; c < format.channels(); c++) {
      System.arraycopy(planar[c], 0, slot.samples[c], 0, frames);
    }
    slot.frames = frames;
    slot.format = format;
    ring.publish();
  }

  private boolean turn() {
    if (!writeAll()) {
      return false;
    }
    LockSupport.parkNanos(this, TURN_NS);
    return true;
  }

  private boolean writeAll() {
    try {
      for (Block block = ring.peek(); block != null && !failed; block = ring.peek()) {
        write(block);
        ring.release();
      }
      if (overrun) {
        throw new IOException("the disk is too slow: the recording has a gap");
      }
      return !failed;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void write(Block block) throws IOException {
    StreamFormat format = block.format;
    if (format == null) {
      return;
    }
    if (fileChannels == 0) {
      fileChannels = format.channels();
      file.begin(format.rateHz(), fileChannels, format.encoding());
    }
    for (int c = format.channels(); c < fileChannels; c++) {
      java.util.Arrays.fill(block.samples[c], 0, block.frames, 0f);
    }
    file.write(java.util.Arrays.copyOf(block.samples, fileChannels), block.frames);
  }

  private void failed(Throwable cause) {
    failed = true;
    listener.accept(
        SessionEvent.warning("recording '" + file.description() + "': " + cause.getMessage()));
  }

  /** After the playing thread has ended: writes what is left and completes the file. */
  void close() {
    writer.stop();
    ring.changeConsumer();
    writeAll();
    try {
      file.close();
    } catch (IOException e) {
      failed(e);
    }
  }
}
