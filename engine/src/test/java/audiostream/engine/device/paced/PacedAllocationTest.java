package audiostream.engine.device.paced;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavWriter;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureCallback;
import audiostream.engine.device.tone.ToneSignal;
import audiostream.engine.time.ManualClock;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the clock to the file, one block after the other. */
class PacedAllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int BLOCKS = 500;

  @TempDir private Path folder;

  @Test
  void shouldAllocateNothingForABlock() throws IOException {
    ToneSignal signal = new ToneSignal(44_100);
    PacedBlocks blocks = new PacedBlocks(new ManualClock(), 44_100, 2, 256, signal::fill);
    RandomAccessFile file = new RandomAccessFile(folder.resolve("tone.wav").toFile(), "rw");
    StreamFormat format = new StreamFormat(SampleEncoding.S24_LE, 44_100, 2);
    try (WavWriter writer = new WavWriter(file, format)) {
      // The smallest object there is, once a block, would be 16 times as much; asking takes some,
      // too.
      assertThat(allocatedByTurns(blocks, writer)).isLessThan(BLOCKS);
    }
  }

  /** Of the best of some rounds: the compiler, at work meanwhile, may allocate in one of them. */
  private static long allocatedByTurns(PacedBlocks blocks, WavWriter writer) throws IOException {
    CaptureCallback writing = block -> write(writer, block);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      least = Math.min(least, allocatedBy(blocks, writing, BLOCKS));
    }
    return least;
  }

  private static long allocatedBy(PacedBlocks blocks, CaptureCallback writing, int count)
      throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    turns(blocks, writing, count);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void turns(PacedBlocks blocks, CaptureCallback writing, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      blocks.turn(writing);
    }
  }

  private static void write(WavWriter writer, CaptureBlock block) {
    try {
      writer.write(block.samples(), block.frames());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
