package audiostream.engine.rtp;

import static audiostream.engine.rtp.Datagrams.hex;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HotPathAllocationTest {

  private static final int PACKETS = 20_000;

  private final RtpHeader header = new RtpHeader();
  private final ExtendedSequence sequences = new ExtendedSequence();
  private final ExtendedTimestamp timestamps = new ExtendedTimestamp();
  private final PayloadFormats formats = PayloadFormats.standard();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(1_472);
  private final ByteBuffer bye =
      hex("80c8 0006 00000001 e1234567 80000000 00001000 00000010 00002000 81cb 0001 00000001");
  private long passed;
  private long found;

  @Test
  void shouldAllocateNothingForAPacket() throws IOException {
    Allocation.shouldSettleAtNothing(this::packets);
    assertThat(found).isPositive().isEqualTo(2 * passed);
  }

  private void packets() {
    passed += PACKETS;
    for (int i = 0; i < PACKETS; i++) {
      RtpWriter.writeHeader(datagram, 11, i, i * 256, 7);
      RtpFault fault = header.parse(datagram);
      sequences.extend(header.sequence());
      timestamps.extend(header.timestamp());
      found += fault == RtpFault.NONE && formats.find(header.payloadType()) != null ? 1 : 0;
      found += RtcpReader.saysBye(bye, 1) ? 1 : 0;
    }
  }
}
