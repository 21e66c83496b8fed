package audiostream.engine.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotRingTest {

  private final SlotRing<long[]> ring = new SlotRing<>(4, () -> new long[8]);

  @Test
  void shouldRoundItsCapacityUpToAPowerOfTwo() {
    assertThat(new SlotRing<>(1, Object::new).capacity()).isEqualTo(2);
    assertThat(new SlotRing<>(4, Object::new).capacity()).isEqualTo(4);
    assertThat(new SlotRing<>(5, Object::new).capacity()).isEqualTo(8);
  }

  @Test
  void shouldBeEmptyAtFirstAndFullAtItsCapacity() {
    assertThat(ring.peek()).isNull();
    for (int i = 0; i < 4; i++) {
      assertThat(ring.claim()).isNotNull();
      ring.publish();
    }
    assertThat(ring.claim()).isNull();
    assertThat(ring.size()).isEqualTo(4);
    ring.release();
    assertThat(ring.claim()).isNotNull();
    assertThat(ring.size()).isEqualTo(3);
  }

  @Test
  void shouldLendTheSameSlotUntilItIsPassedOn() {
    long[] claimed = ring.claim();
    assertThat(ring.claim()).isSameAs(claimed);
    assertThat(ring.peek()).as("not yet published").isNull();
    ring.publish();
    assertThat(ring.peek()).isSameAs(claimed);
    assertThat(ring.peek()).isSameAs(claimed);
    assertThat(ring.claim()).isNotSameAs(claimed);
  }

  @Test
  void shouldPassEverythingInOrderBetweenTwoThreads() throws InterruptedException {
    int count = 300_000;
    AtomicInteger wrong = new AtomicInteger();
    Thread consumer = Thread.ofPlatform().start(() -> consume(count, wrong));
    for (long n = 0; n < count; ) {
      long[] slot = ring.claim();
      if (slot == null) {
        Thread.onSpinWait();
        continue;
      }
      Arrays.fill(slot, n++);
      ring.publish();
    }
    consumer.join();
    assertThat(wrong).hasValue(0);
    assertThat(ring.size()).isZero();
  }

  private void consume(int count, AtomicInteger wrong) {
    for (long n = 0; n < count; ) {
      long[] slot = ring.peek();
      if (slot == null) {
        Thread.onSpinWait();
        continue;
      }
      for (long value : slot) {
        wrong.addAndGet(value == n ? 0 : 1);
      }
      n++;
      ring.release();
    }
  }

  @Test
  void shouldNoticeASecondProducer() throws InterruptedException {
    ring.claim();
    assertThat(failureOnAnotherThread(ring::claim)).isInstanceOf(AssertionError.class);
    ring.changeProducer();
    assertThat(failureOnAnotherThread(ring::claim)).isNull();
    assertThatThrownBy(ring::claim).isInstanceOf(AssertionError.class);
  }

  @Test
  void shouldNoticeASecondConsumer() throws InterruptedException {
    ring.peek();
    assertThat(failureOnAnotherThread(ring::peek)).isInstanceOf(AssertionError.class);
    ring.changeConsumer();
    assertThat(failureOnAnotherThread(ring::peek)).isNull();
  }

  private static Throwable failureOnAnotherThread(Runnable use) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread other = Thread.ofPlatform().unstarted(use);
    other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
    other.start();
    other.join();
    return failure.get();
  }
}
