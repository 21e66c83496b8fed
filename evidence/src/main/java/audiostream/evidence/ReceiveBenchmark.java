package audiostream.evidence;

import audiostream.engine.packet.Packet;
import audiostream.engine.rtp.RtpWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One operation is one packet of 256 frames of mono L16: intake, ring, jitter buffer, one block.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReceiveBenchmark {

  private static final double BLOCK_NS = SendLoad.BLOCK_FRAMES * 1e9 / SendLoad.RATE_HZ;
  private static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);

  private final ByteBuffer datagram = ByteBuffer.allocate(12 + 2 * SendLoad.BLOCK_FRAMES);
  private final ReceiveLoad load = new ReceiveLoad(this::next);
  private long packets;
  private long nowNs;

  private boolean next(Packet slot) {
    RtpWriter.writeHeader(
        datagram, 11, (int) packets & 0xffff, (int) packets * SendLoad.BLOCK_FRAMES, 1);
    slot.room();
    slot.bytes().put(0, datagram, 0, datagram.capacity());
    slot.bytes().limit(datagram.capacity());
    slot.received(SENDER, nowNs);
    packets++;
    return true;
  }

  @Benchmark
  public void packet() {
    nowNs = (long) (packets * BLOCK_NS);
    load.receiveOne();
    load.playBlock(nowNs);
  }
}
