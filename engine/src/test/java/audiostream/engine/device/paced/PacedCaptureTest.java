package audiostream.engine.device.paced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.Listening;
import audiostream.engine.time.ManualClock;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacedCaptureTest {

  private final ManualClock clock = new ManualClock();
  private final DeviceFormat format = new DeviceFormat("test", 48_000, 1, 48, 0);

  @Test
  void shouldGoOnUntilItIsClosed() throws InterruptedException {
    AtomicBoolean sourceClosed = new AtomicBoolean();
    PacedCapture device = new PacedCapture(clock, format, closing(sourceClosed));
    Listening heard = new Listening(20);
    device.start(heard);
    heard.awaitBlocks();
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    device.close();
    long progress = device.progressFrames();
    assertThat(progress).isGreaterThanOrEqualTo(19 * 48);
    assertThat(sourceClosed).isTrue();
    device.close();
    assertThat(device.progressFrames()).isEqualTo(progress);
  }

  @Test
  void shouldCloseTheSourceEvenIfNeverStarted() {
    AtomicBoolean sourceClosed = new AtomicBoolean();
    new PacedCapture(clock, format, closing(sourceClosed)).close();
    assertThat(sourceClosed).isTrue();
  }

  @Test
  void shouldStartOnceOnly() {
    try (PacedCapture device = new PacedCapture(clock, format, (p, planar, frames) -> frames)) {
      device.start(block -> {});
      assertThatThrownBy(() -> device.start(block -> {})).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldEndWithItsSource() throws InterruptedException {
    AtomicInteger left = new AtomicInteger(3);
    try (PacedCapture device =
        new PacedCapture(clock, format, (p, planar, n) -> left.getAndDecrement() > 0 ? n : 0)) {
      device.start(block -> {});
      assertThat(Listening.awaitEnd(device)).isEqualTo(DeviceState.ENDED);
      assertThat(device.progressFrames()).isEqualTo(3 * 48);
    }
  }

  @Test
  void shouldSayWhyItFailed() throws InterruptedException {
    BlockSource broken =
        (position, planar, frames) -> {
          throw new IOException("the disk is gone");
        };
    try (PacedCapture device = new PacedCapture(clock, format, broken)) {
      device.start(block -> {});
      assertThat(Listening.awaitEnd(device)).isEqualTo(new DeviceState.Failed("the disk is gone"));
    }
  }

  @Test
  void shouldCloseWhileItsProducerSaysNothing() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch nothing = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    PacedCapture device = new PacedCapture(clock, format, new Mute(reading, nothing, ended));
    device.start(block -> calls.incrementAndGet());
    reading.await();
    clock.advanceMs(3_000);
    assertThat(device.progressFrames()).as("not stalled").isEqualTo(3 * 48_000);
    device.close();
    nothing.countDown();
    ended.await();
    assertThat(calls).hasValue(0);
  }

  private static BlockSource closing(AtomicBoolean closed) {
    return new BlockSource() {
      @Override
      public int read(long position, float[][] planar, int frames) {
        return frames;
      }

      @Override
      public void close() {
        closed.set(true);
      }
    };
  }

  /** Waits in its first read until it is let go, and then has a block; closed at the end. */
  private record Mute(CountDownLatch reading, CountDownLatch nothing, CountDownLatch ended)
      implements BlockSource {

    @Override
    public int read(long position, float[][] planar, int frames) throws IOException {
      reading.countDown();
      try {
        nothing.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return frames;
    }

    @Override
    public boolean waitsForProducer() {
      return true;
    }

    @Override
    public void close() {
      ended.countDown();
    }
  }
}
