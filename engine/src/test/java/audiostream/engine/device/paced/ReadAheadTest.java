package audiostream.engine.device.paced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadTest {

  @Test
  void shouldKeepTheOrderToTheLastBlock() throws IOException {
    AtomicInteger next = new AtomicInteger();
    BlockSource numbers =
        (position, planar, frames) -> {
          int number = next.getAndIncrement();
          planar[0][0] = number;
          return number < 10_000 ? frames : number == 10_000 ? 7 : 0;
        };
    try (ReadAhead ahead = new ReadAhead(numbers, "reader", 8_000, 1, 16)) {
      float[][] planar = new float[1][16];
      for (int i = 0; i < 10_000; i++) {
        assertThat(ahead.read(0, planar, 16)).isEqualTo(16);
        assertThat(planar[0][0]).isEqualTo(i);
      }
      assertThat(ahead.read(0, planar, 16)).isEqualTo(7);
      assertThat(ahead.read(0, planar, 16)).isZero();
      assertThat(ahead.read(0, planar, 16)).isZero();
    }
  }

  @Test
  void shouldHaveASecondInHandBeforeTheFirstBlockIsWanted() throws InterruptedException {
    CountDownLatch aSecond = new CountDownLatch(500);
    BlockSource counting =
        (position, planar, frames) -> {
          aSecond.countDown();
          return frames;
        };
    ReadAhead ahead = new ReadAhead(counting, "reader", 8_000, 1, 16);
    aSecond.await();
    ahead.close();
  }

  @Test
  void shouldPassOnAFailureAfterTheLastGoodBlock() throws IOException {
    AtomicBoolean first = new AtomicBoolean(true);
    BlockSource failing =
        (position, planar, frames) -> {
          if (first.getAndSet(false)) {
            return frames;
          }
          throw new IOException("unreadable");
        };
    try (ReadAhead ahead = new ReadAhead(failing, "reader", 8_000, 1, 16)) {
      assertThat(ahead.read(0, new float[1][16], 16)).isEqualTo(16);
      assertThatThrownBy(() -> ahead.read(0, new float[1][16], 16)).hasMessage("unreadable");
    }
  }

  @Test
  void shouldLetAWaitingTakerGoWhenClosed() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    BlockSource stuck =
        (position, planar, frames) -> {
          reading.countDown();
          awaitQuietly(never);
          return 0;
        };
    ReadAhead ahead = new ReadAhead(stuck, "reader", 8_000, 1, 16);
    reading.await();
    AtomicInteger result = new AtomicInteger(-1);
    Thread taker = Thread.ofPlatform().start(() -> result.set(take(ahead)));
    ahead.close();
    taker.join();
    never.countDown();
    assertThat(result).hasValue(0);
  }

  private static int take(ReadAhead ahead) {
    try {
      return ahead.read(0, new float[1][16], 16);
    } catch (IOException e) {
      return -2;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
