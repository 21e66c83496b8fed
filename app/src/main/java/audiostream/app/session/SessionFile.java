package audiostream.app.session;

import audiostream.engine.session.DestinationConfig;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a session file says; what it leaves out is empty.
 *
 * @param device the input, as a person names it
 * @param rateHz frames a second
 * @param blockFrames frames in a block
 * @param loop whether a file is repeated
 * @param bits depth of RTP samples
 * @param mtuBytes the network's largest packet
 * @param packetFrames frames in a packet
 * @param destinations in their order, names unique
 * @param group whether and how they sound together
 */
public record SessionFile(
    Optional<String> device,
    OptionalInt rateHz,
    OptionalInt blockFrames,
    boolean loop,
    OptionalInt bits,
    OptionalInt mtuBytes,
    OptionalInt packetFrames,
    List<DestinationConfig> destinations,
    GroupChoice group) {

  /** Says nothing. */
  public static final SessionFile EMPTY =
      new SessionFile(
          Optional.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          false,
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          List.of());

  /** One that says nothing of a group. */
  public SessionFile(
      Optional<String> device,
      OptionalInt rateHz,
      OptionalInt blockFrames,
      boolean loop,
      OptionalInt bits,
      OptionalInt mtuBytes,
      OptionalInt packetFrames,
      List<DestinationConfig> destinations) {
    this(
        device,
        rateHz,
        blockFrames,
        loop,
        bits,
        mtuBytes,
        packetFrames,
        destinations,
        GroupChoice.OPEN);
  }

  public SessionFile {
    destinations = List.copyOf(destinations);
  }

  /** The same with other destinations. */
  public SessionFile withDestinations(List<DestinationConfig> others) {
    return new SessionFile(
        device, rateHz, blockFrames, loop, bits, mtuBytes, packetFrames, others, group);
  }

  /** The same with another group. */
  public SessionFile withGroup(GroupChoice other) {
    return new SessionFile(
        device, rateHz, blockFrames, loop, bits, mtuBytes, packetFrames, destinations, other);
  }
}
