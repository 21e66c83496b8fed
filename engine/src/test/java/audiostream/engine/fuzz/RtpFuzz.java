package audiostream.engine.fuzz;

import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtpFault;
import audiostream.engine.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Any datagram on the RTP port: it gets a fault, or a payload that lies within it. */
public final class RtpFuzz {

  private RtpFuzz() {}

  /** Datagrams to start from. */
  public static List<byte[]> seeds() {
    return Stream.of(
            "800bfffe80000001deadbeef01020304",
            "80e2000100000002000000030102030405060708090a0b0c",
            "b20b000100000002000000031111111122222222bede000133333333aabb0002",
            "81cb000100000001")
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuffer datagram = ByteBuffer.wrap(data);
    RtpHeader header = new RtpHeader();
    RtpFault fault = header.parse(datagram);
    if (fault == RtpFault.NONE) {
      checkPayload(header, data.length);
    }
    RtcpReader.saysBye(datagram, header.ssrc());
  }

  private static void checkPayload(RtpHeader header, int length) {
    int offset = header.payloadOffset();
    boolean within =
        offset >= RtpHeader.FIXED_BYTES
            && header.payloadLength() >= 0
            && offset + header.payloadLength() <= length;
    boolean inRange =
        header.sequence() >>> 16 == 0 && header.payloadType() >= 0 && header.payloadType() < 128;
    if (!within || !inRange) {
      throw new IllegalStateException("payload at " + offset + ", " + header.payloadLength());
    }
  }
}
