package audiostream.evidence;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.tone.ToneSignal;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One operation is 256 samples of one channel, in the direct buffer of a sender's packet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodingBenchmark {

  private static final int FRAMES = SendLoad.BLOCK_FRAMES;

  @Param({"S16_BE", "S24_BE", "S16_LE"})
  public SampleEncoding encoding = SampleEncoding.S16_BE;

  private final float[] samples = samples();
  private final ByteBuffer sent = ByteBuffer.allocateDirect(12 + 4 * FRAMES);
  private final ByteBuffer received = ByteBuffer.allocate(12 + 4 * FRAMES);

  private static float[] samples() {
    float[] tone = new float[FRAMES];
    new ToneSignal(SendLoad.RATE_HZ).fillChannel(1, 0, tone, FRAMES);
    return tone;
  }

  @Benchmark
  public ByteBuffer encode() {
    encoding.encode(samples, 0, FRAMES, 1f, 0f, sent, 12, encoding.bytes());
    return sent;
  }

  @Benchmark
  public float[] decode() {
    encoding.decode(received, 12, encoding.bytes(), samples, 0, FRAMES);
    return samples;
  }
}
