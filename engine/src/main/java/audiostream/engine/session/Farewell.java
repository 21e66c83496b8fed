package audiostream.engine.session;

import audiostream.engine.net.MulticastOptions;
import audiostream.engine.net.UdpDestination;
import audiostream.engine.pipeline.SendCounter;
import audiostream.engine.rtp.NtpTime;
import audiostream.engine.rtp.RtcpWriter;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Says BYE for a stream, as RFC 3550 section 6.6 has it: a compound of sender report, SDES with
 * CNAME, and BYE, to the port after the stream's (RFC 3550 section 11).
 */
final class Farewell {

  private static final int MAX_BYTES = 512;

  private Farewell() {}

  static void say(Destination destination, Instant now, long nowNs) throws IOException {
    InetSocketAddress media = destination.address();
    if (media.getPort() == 65_535) {
      return; // there is no port after it
    }
    InetSocketAddress control = new InetSocketAddress(media.getAddress(), media.getPort() + 1);
    MulticastOptions multicast = destination.multicast();
    ByteBuffer packet = compound(destination, now);
    try (UdpDestination channel = UdpDestination.open(control, multicast)) {
      channel.send(packet, nowNs);
    }
  }

  private static ByteBuffer compound(Destination destination, Instant now) {
    ByteBuffer packet = ByteBuffer.allocateDirect(MAX_BYTES);
    int ssrc = destination.stream().origin().ssrc();
    Counters<SendCounter> counters = destination.stream().counters();
    RtcpWriter.senderReport(
        packet,
        ssrc,
        NtpTime.of(now),
        destination.stream().lastTimestamp(),
        counters.value(SendCounter.PACKETS_SENT),
        counters.value(SendCounter.PAYLOAD_BYTES_SENT));
    RtcpWriter.sourceDescription(packet, ssrc, "audiostream@" + Integer.toHexString(ssrc));
    RtcpWriter.bye(packet, ssrc);
    return packet.flip();
  }
}
