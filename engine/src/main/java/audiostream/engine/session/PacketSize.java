package audiostream.engine.session;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many frames one packet holds, and what the user should know of the choice.
 *
 * @param frames frames in one packet
 * @param notice a sentence where the choice is not what was asked for, or has a drawback
 */
public record PacketSize(int frames, Optional<SessionEvent> notice) {

  private static final int UDP_HEADER_BYTES = 8;
  private static final int IPV4_HEADER_BYTES = 20;
  private static final int IPV6_HEADER_BYTES = 40;

  /** RTP header 12, and room for a header extension, repair and SRTP's tag. */
  private static final int RTP_RESERVED_BYTES = 12 + 28;

  /**
   * What a packet is made of.
   *
   * @param wire RTP is cut to fit; raw is sent as asked
   * @param frameBytes bytes of one frame
   * @param mtuBytes the largest IP packet
   * @param ipv6 whether its header is the longer one
   */
  public record Shape(WireFormat wire, int frameBytes, int mtuBytes, boolean ipv6) {

    int payloadBytesThatFit() {
      int headers = UDP_HEADER_BYTES + (ipv6 ? IPV6_HEADER_BYTES : IPV4_HEADER_BYTES);
      return mtuBytes - headers - (wire == WireFormat.RTP ? RTP_RESERVED_BYTES : 0);
    }

    int framesThatFit() {
      return payloadBytesThatFit() / frameBytes;
    }
  }

  /**
   * Chooses. Of the frames that fit, the largest divisor of the block is taken, so that packets
   * leave evenly; where even half of what fits divides no block, as many as fit.
   *
   * @param wanted what the user asked for, if anything
   */
  public static PacketSize choose(OptionalInt wanted, int blockFrames, Shape shape) {
    int asked = wanted.orElse(blockFrames);
    int fits = Math.max(1, shape.framesThatFit());
    if (asked <= fits) {
      return new PacketSize(asked, Optional.empty());
    }
    if (shape.wire() == WireFormat.RAW && wanted.isPresent()) {
      return new PacketSize(asked, Optional.of(fragmented(asked, shape)));
    }
    int frames = evenPart(blockFrames, fits);
    return new PacketSize(frames, Optional.of(cut(asked, frames, shape)));
  }

  private static int evenPart(int blockFrames, int fits) {
    for (int frames = fits; frames > fits / 2; frames--) {
      if (blockFrames % frames == 0) {
        return frames;
      }
    }
    return fits;
  }

  private static SessionEvent cut(int asked, int frames, Shape shape) {
    return SessionEvent.notice(
        "packets hold "
            + frames
            + " frames: "
            + asked
            + " of "
            + shape.frameBytes()
            + " bytes each do not fit an MTU of "
            + shape.mtuBytes());
  }

  private static SessionEvent fragmented(int asked, Shape shape) {
    return SessionEvent.warning(
        "packets of "
            + asked
            + " frames ("
            + asked * shape.frameBytes()
            + " bytes) are sent in fragments: one lost fragment loses the packet; up to "
            + shape.framesThatFit()
            + " frames fit an MTU of "
            + shape.mtuBytes());
  }
}
