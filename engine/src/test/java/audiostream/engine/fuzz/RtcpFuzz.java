package audiostream.engine.fuzz;

import audiostream.engine.rtp.AppMessage;
import audiostream.engine.rtp.RtcpFault;
import audiostream.engine.rtp.RtcpPacket;
import audiostream.engine.rtp.RtcpReader;
import audiostream.engine.rtp.RtcpWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
            "80cf000100000001" + "81cb000100000001",
            "80cf000500000009" + "0400000280000000" + "40000000" + "07000000",
            "80cf000800000009" + "0500000600000001e123800000010000" + "000000020000000000000000",
            "80cf000b00000009" + "06e0000900000001fffe0002" + "00000003".repeat(7),
            "81cc00080000000941535544"
                + "01000000"
                + "00100008"
                + "0000000003938700"
                + "ff0000010a000000",
            "82cc00060000000141535544" + "02000000" + "00410005" + "74726565c3000000")
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
    packets.forEach(RtcpFuzz::checkMessage);
  }

  private static void checkMessage(RtcpPacket packet) {
    if (packet instanceof RtcpPacket.Application app) {
      AppMessage.of(app)
          .ifPresent(message -> {
            RtcpPacket.Application again = message.toPacket();
            if (again.data().limit() > app.data().limit()
                || !AppMessage.of(again).equals(Optional.of(message))) {
              throw new IllegalStateException(message + " was written as " + again);
            }
          });
    }
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
