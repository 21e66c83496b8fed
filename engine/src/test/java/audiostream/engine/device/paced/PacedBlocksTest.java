package audiostream.engine.device.paced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import audiostream.engine.device.CaptureBlock;
import audiostream.engine.time.FrameTime;
import audiostream.engine.time.ManualClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedBlocksTest {

  private static final int RATE_HZ = 44_100;
  private static final int BLOCK = 256;

  private final ManualClock clock = new ManualClock();
  private final long beginningNs = clock.nowNs();
  private final List<Seen> seen = new ArrayList<>();

  /** A block as it was handed over, and when. */
  private record Seen(long position, int frames, long capturedNs, boolean gap, long atNs) {}

  @Test
  void shouldHandOverEachBlockWhenItsLastFrameIsDue() throws IOException {
    PacedBlocks blocks = paced((position, planar, frames) -> frames);
    turns(blocks, 10_000);
    for (int i = 0; i < seen.size(); i++) {
      long position = (long) i * BLOCK;
      assertThat(seen.get(i))
          .isEqualTo(new Seen(position, BLOCK, timeNs(position), false, timeNs(position + BLOCK)));
    }
  }

  @Test
  void shouldCatchUpAfterAShortStall() throws IOException {
    PacedBlocks blocks = paced((position, planar, frames) -> frames);
    turns(blocks, 3);
    clock.advanceMs(900);
    turns(blocks, 200);
    assertThat(seen).noneMatch(Seen::gap);
    assertThat(seen.getLast().position()).isEqualTo(202L * BLOCK);
    assertThat(seen.getLast().atNs()).isEqualTo(timeNs(203L * BLOCK));
  }

  @Test
  void shouldSkipWhatWasMissedInALongStall() throws IOException {
    PacedBlocks blocks = paced((position, planar, frames) -> frames);
    turns(blocks, 2);
    clock.advanceMs(5_000);
    turns(blocks, 2);
    Seen after = seen.get(2);
    assertThat(after.gap()).isTrue();
    assertThat(after.position())
        .isBetween(2L * BLOCK + 5 * RATE_HZ - BLOCK - 1, 5L * RATE_HZ + 512);
    assertThat(after.capturedNs()).isEqualTo(timeNs(after.position()));
    assertThat(clock.nowNs() - after.capturedNs()).isBetween(0L, 20_000_000L);
    assertThat(seen.get(3)).returns(false, Seen::gap);
    assertThat(seen.get(3).position()).isEqualTo(after.position() + BLOCK);
  }

  @Test
  void shouldEndWithAShorterBlock() throws IOException {
    int[] left = {BLOCK + 10};
    PacedBlocks blocks =
        paced((position, planar, frames) -> {
          int now = Math.min(frames, left[0]);
          left[0] -= now;
          return now;
        });
    assertThat(blocks.turn(this::see)).isTrue();
    assertThat(blocks.turn(this::see)).isTrue();
    assertThat(blocks.turn(this::see)).isFalse();
    assertThat(seen).extracting(Seen::frames).containsExactly(BLOCK, 10);
  }

  @Test
  void shouldBeginAProducersTimelineWithItsFirstBlock() throws IOException {
    Producer producer = new Producer(3_000, 3_000, 3_000);
    PacedBlocks blocks = paced(producer);
    turns(blocks, 3);
    long firstNs = beginningNs + 3_000_000_000L + PacedBlocks.CUSHION_NS;
    assertThat(seen.getFirst()).returns(firstNs, Seen::atNs).returns(0L, Seen::position);
    assertThat(seen.getFirst().capturedNs()).isEqualTo(firstNs - FrameTime.nsOf(BLOCK, RATE_HZ));
    assertThat(seen).noneMatch(Seen::gap);
  }

  @Test
  void shouldNotShowLatenessWithinTheCushion() throws IOException {
    PacedBlocks blocks = paced(new Producer(0, 0, 60, 0, 0, 0, 0, 0));
    turns(blocks, 8);
    assertThat(seen).noneMatch(Seen::gap);
    for (int i = 0; i < 8; i++) {
      long dueNs = beginningNs + PacedBlocks.CUSHION_NS + FrameTime.nsOf((long) i * BLOCK, RATE_HZ);
      assertThat(seen.get(i).atNs()).isCloseTo(dueNs, within(1L));
    }
  }

  @Test
  void shouldCatchUpAfterALittleLateness() throws IOException {
    PacedBlocks blocks = paced(new Producer(0, 0, 75, 0, 0, 0, 0, 0));
    turns(blocks, 8);
    assertThat(seen).noneMatch(Seen::gap);
    long dueNs = beginningNs + PacedBlocks.CUSHION_NS + FrameTime.nsOf(7L * BLOCK, RATE_HZ);
    assertThat(seen.getLast().atNs()).isCloseTo(dueNs, within(1L));
  }

  @Test
  void shouldAdvanceThePositionPastAProducersPause() throws IOException {
    PacedBlocks blocks = paced(new Producer(0, 0, 500, 500, 500));
    turns(blocks, 5);
    assertThat(seen).extracting(Seen::gap).containsExactly(false, false, true, false, false);
    long skipped = seen.get(2).position() - 2L * BLOCK;
    assertThat(skipped).isCloseTo(RATE_HZ / 2, within(1L));
    assertThat(seen.get(4).position()).isEqualTo(skipped + 4L * BLOCK);
    for (Seen block : seen) {
      assertThat(block.atNs() - block.capturedNs())
          .isCloseTo(FrameTime.nsOf(BLOCK, RATE_HZ), within(30_000L));
    }
  }

  @Test
  void shouldHandOverNothingOnceStopped() throws IOException {
    PacedBlocks blocks = paced((position, planar, frames) -> frames);
    turns(blocks, 1);
    blocks.stop();
    assertThat(blocks.turn(this::see)).isFalse();
    assertThat(seen).hasSize(1);
  }

  private PacedBlocks paced(BlockSource source) {
    return new PacedBlocks(clock, RATE_HZ, 2, BLOCK, source);
  }

  private void turns(PacedBlocks blocks, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(blocks.turn(this::see)).isTrue();
    }
  }

  private void see(CaptureBlock block) {
    seen.add(
        new Seen(block.position(), block.frames(), block.capturedNs(), block.gap(), clock.nowNs()));
  }

  private long timeNs(long position) {
    return beginningNs + FrameTime.nsOf(position, RATE_HZ);
  }

  /** Has each block so many milliseconds after its time. */
  private final class Producer implements BlockSource {

    private final int[] lateMs;
    private int reads;

    Producer(int... lateMs) {
      this.lateMs = lateMs;
    }

    @Override
    public int read(long position, float[][] planar, int frames) {
      clock.advanceTo(timeNs((long) reads * BLOCK) + lateMs[reads] * 1_000_000L);
      reads++;
      return frames;
    }

    @Override
    public boolean waitsForProducer() {
      return true;
    }
  }
}
