package audiostream.engine.rtp;

import java.nio.ByteBuffer;

/** Reads compound RTCP packets (RFC 3550 section 6). Any thread; never throws. */
public final class RtcpReader {

  private RtcpReader() {}

  /**
   * Whether a sound compound packet holds a BYE of a source (RFC 3550 section 6.6). Allocates
   * nothing.
   *
   * @param datagram from index 0 to its limit; its position and byte order are neither used nor
   *     changed
   */
  public static boolean saysBye(ByteBuffer datagram, int ssrc) {
    if (RtcpCompound.check(datagram) != RtcpFault.NONE) {
      return false;
    }
    boolean said = false;
    for (int at = 0; at < datagram.limit(); at = RtcpCompound.endOf(datagram, at)) {
      said |= RtcpCompound.type(datagram, at) == RtcpCompound.BYE && names(datagram, at, ssrc);
    }
    return said;
  }

  private static boolean names(ByteBuffer datagram, int at, int ssrc) {
    for (int i = 0; i < RtcpCompound.count(datagram, at); i++) {
      if (NetworkOrder.s32(datagram, at + RtcpCompound.HEADER_BYTES + 4 * i) == ssrc) {
        return true;
      }
    }
    return false;
  }
}
