package audiostream.engine.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConsistentLongsTest {

  @Test
  void shouldStartWithZeros() {
    assertThat(new ConsistentLongs(3).read()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldKeepWhatWasNotChanged() {
    ConsistentLongs longs = new ConsistentLongs(2);
    longs.begin();
    longs.set(0, 7);
    longs.end();
    longs.begin();
    longs.set(1, 8);
    longs.end();
    assertThat(longs.read()).containsExactly(7, 8);
  }

  @Test
  void shouldNeverShowHalfOfAChange() throws InterruptedException {
    ConsistentLongs longs = new ConsistentLongs(8);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(() -> {
          for (long turn = 1; !done.get(); turn++) {
            longs.begin();
            for (int i = 0; i < 8; i++) {
              longs.set(i, turn + i);
            }
            longs.end();
          }
        });
    writer.start();
    try {
      long last = 0;
      for (int i = 0; i < 200_000; i++) {
        long[] read = longs.read();
        for (int k = 1; k < 8 && read[0] != 0; k++) {
          // A million assertions take longer than what they look at.
          if (read[k] != read[0] + k) {
            fail("turn %d, value %d of %s", i, k, Arrays.toString(read));
          }
        }
        if (read[0] < last) {
          fail("turn %d goes back from %d to %d", i, last, read[0]);
        }
        last = read[0];
      }
    } finally {
      done.set(true);
      writer.join();
    }
  }
}
