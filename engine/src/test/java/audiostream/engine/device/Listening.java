package audiostream.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A callback that keeps what it is given, up to a number of blocks. */
public final class Listening implements CaptureCallback {

  private final int wanted;
  private final CountDownLatch enough;
  private final List<CaptureBlock> blocks = new ArrayList<>();

  public Listening(int wantedBlocks) {
    wanted = wantedBlocks;
    enough = new CountDownLatch(wantedBlocks);
  }

  @Override
  public synchronized void captured(CaptureBlock block) {
    if (blocks.size() < wanted) {
      CaptureBlock copy = new CaptureBlock(block.channels(), block.frames());
      copy.copyFrom(block);
      blocks.add(copy);
      enough.countDown();
    }
  }

  public synchronized List<CaptureBlock> blocks() {
    return List.copyOf(blocks);
  }

  /** Waits for the blocks, at most 10 s. */
  public List<CaptureBlock> awaitBlocks() throws InterruptedException {
    assertThat(enough.await(10, TimeUnit.SECONDS)).as("blocks within 10 s").isTrue();
    return blocks();
  }

  /** Polls until the device has left the running state, at most 10 s. */
  public static DeviceState awaitEnd(Device device) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 1_000 && device.state() instanceof DeviceState.Running; i++) {
      never.await(10, TimeUnit.MILLISECONDS);
    }
    return device.state();
  }

  /** One channel of all blocks after each other. */
  public static float[] channel(List<CaptureBlock> blocks, int index) {
    float[] all = new float[blocks.stream().mapToInt(CaptureBlock::frames).sum()];
    int at = 0;
    for (CaptureBlock block : blocks) {
      System.arraycopy(block.samples()[index], 0, all, at, block.frames());
      at += block.frames();
    }
    return all;
  }
}
