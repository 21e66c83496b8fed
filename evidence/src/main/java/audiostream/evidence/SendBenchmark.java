package audiostream.evidence;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.packet.PacketSink.Outcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One operation is one block: meter, encode, packetise and hand over a packet of each channel. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SendBenchmark {

  @Param({"16", "64"})
  public int channels = 16;

  @Param({"S16_BE", "S24_BE"})
  public SampleEncoding encoding = SampleEncoding.S16_BE;

  private SendLoad load = load();

  @Setup
  public void assemble() {
    load = load();
  }

  private SendLoad load() {
    return new SendLoad(
        channels,
        encoding,
        (datagram, nowNs, receipt) -> receipt.settled(Outcome.SENT, datagram.remaining()));
  }

  @Benchmark
  public void block() {
    load.sendBlock(0);
  }
}
