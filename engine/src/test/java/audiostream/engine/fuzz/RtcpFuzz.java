package audiostream.engine.fuzz;

import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtcpWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Any datagram on the RTCP port: what is read from it is the same after writing it again. */
public final class RtcpFuzz {

  private RtcpFuzz() {}

  /** Datagrams to start from. */
  public static List<byte[]> seeds() {
    String report = "80c8000600000001e1234567800000000000100000000010" + "00002000";
    String block = "0000000740fffffe00010002000000304567800000010000";
    String name = "81ca00030000000101" + "03612e62000000";
    return Stream.of(
            report + name + "81cb000100000001",
            "82c9000d00000009" + block + block + name,
            "82cb000300000001" + "0000000203656e64",
            "82ca00050000000102" + "0178010261620000000002010163" + "00",
            "a5cc0004000000014153555001020304" + "00000004",
            "80cf000100000001" + "81cb000100000001")
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  public static void fuzzerTestOneInput(byte[] data) {
    ByteBuffer datagram = ByteBuffer.wrap(data);
    List<RtcpPacket> packets = new ArrayList<>();
    RtcpFault fault = RtcpReader.read(datagram, packets::add);
    if (fault != RtcpFault.NONE && !packets.isEmpty()) {
      throw new IllegalStateException(fault + ", and yet told " + packets);
    }
    checkByes(datagram, packets);
    checkRewritten(packets, data.length);
  }

  private static void checkByes(ByteBuffer datagram, List<RtcpPacket> packets) {
    for (RtcpPacket packet : packets) {
      if (packet instanceof RtcpPacket.Bye bye
          && !bye.ssrcs().stream().allMatch(ssrc -> RtcpReader.saysBye(datagram, ssrc))) {
        throw new IllegalStateException("read, and yet not heard: " + bye);
      }
    }
  }

  private static void checkRewritten(List<RtcpPacket> packets, int length) {
    ByteBuffer again = ByteBuffer.allocate(length);
    packets.forEach(packet -> RtcpWriter.append(again, packet));
    List<RtcpPacket> reread = new ArrayList<>();
    RtcpReader.read(again.flip(), reread::add);
    if (!reread.equals(packets)) {
      throw new IllegalStateException(packets + " was read back as " + reread);
    }
  }
}
