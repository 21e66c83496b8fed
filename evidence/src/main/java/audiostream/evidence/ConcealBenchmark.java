package audiostream.evidence;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Blocks of 256 frames, each of which lasts 5 805 microseconds at 44.1 kHz. A gap: one lost packet
 * and the one after it, which is cross-faded in. Whole: a packet with nothing missing before it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConcealBenchmark {

  @Param({"1", "2", "8", "16", "64"})
  public int channels = 1;

  private ConcealLoad load = new ConcealLoad(1);

  /** JMH sets the channels only after construction. */
  @Setup
  public void prepare() {
    load = new ConcealLoad(channels);
  }

  @Benchmark
  public void gap() {
    load.missing();
    load.present();
  }

  @Benchmark
  public void whole() {
    load.present();
  }
}
