package audiostream.engine.session;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a sender puts its input on the network.
 *
 * @param bits depth of RTP samples, 16 (default) or 24; raw is always 16
 * @param packetFrames frames in one packet; empty: the block's, cut to fit the MTU
 * @param mtuBytes the network's largest IP packet, 576 to 9 000 (default 1 500)
 * @param destinations names unique
 * @param group whether and how they sound together
 */
public record SendConfig(
    int bits,
    OptionalInt packetFrames,
    int mtuBytes,
    List<DestinationConfig> destinations,
    GroupConfig group) {

  public static final int DEFAULT_BITS = 16;
  public static final int DEFAULT_MTU_BYTES = 1_500;
  public static final int MAX_PACKET_FRAMES = 8_192;

  /** Each destination for itself. */
  public SendConfig(
      int bits, OptionalInt packetFrames, int mtuBytes, List<DestinationConfig> destinations) {
    this(bits, packetFrames, mtuBytes, destinations, GroupConfig.OFF);
  }

  public SendConfig {
    destinations = List.copyOf(destinations);
    if (bits != 16 && bits != 24) {
      throw new IllegalArgumentException("bits " + bits + ": 16 or 24");
    }
    if (mtuBytes < 576 || mtuBytes > 9_000) {
      throw new IllegalArgumentException("mtu " + mtuBytes + ": 576 to 9000");
    }
    packetFrames.ifPresent(frames -> {
      if (frames < 1 || frames > MAX_PACKET_FRAMES) {
        throw new IllegalArgumentException(
            "packet " + frames + ": 1 to " + MAX_PACKET_FRAMES + " frames");
      }
    });
    Set<String> names = new HashSet<>();
    for (DestinationConfig destination : destinations) {
      if (!names.add(destination.name())) {
        throw new IllegalArgumentException(
            "destination name '" + destination.name() + "' is used twice: each name once");
      }
    }
  }
}
