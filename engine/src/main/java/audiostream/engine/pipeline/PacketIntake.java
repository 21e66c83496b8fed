package audiostream.engine.pipeline;

import audiostream.engine.handoff.SlotRing;
import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSource;
import audiostream.engine.rtp.RtpFault;
import audiostream.engine.rtp.RtpHeader;
import audiostream.engine.stats.Counters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pushed half of a receiver: takes datagrams from the network, drops and counts what cannot be
 * used, and hands the rest to the pulling thread through a ring. Net agent only; allocates nothing.
 */
public final class PacketIntake {

  /** What a datagram must be to be let through. */
  public enum Check {
    /** A well-formed RTP packet, or RTCP multiplexed with it (RFC 5761). */
    RTP,
    /** Anything that is not empty and not oversized. */
    RAW
  }

  private final PacketSource source;
  private final SlotRing<Packet> ring;
  private final Check check;
  private final Set<InetAddress> allowed;
  private final Counters<IntakeCounter> counters;
  private final RtpHeader header = new RtpHeader();
  private final Packet spare = new Packet();

  /**
   * @param allowed addresses whose datagrams are taken; empty: everyone's
   */
  public PacketIntake(
      PacketSource source,
      SlotRing<Packet> ring,
      Check check,
      Set<InetAddress> allowed,
      Counters<IntakeCounter> counters) {
    this.source = source;
    this.ring = ring;
    this.check = check;
    this.allowed = Set.copyOf(allowed);
    this.counters = counters;
  }

  /**
   * Waits for one datagram and deals with it.
   *
   * @return false when the source was closed
   */
  public boolean receiveOne() throws IOException {
    @Nullable Packet free = ring.claim();
    Packet slot = free == null ? spare : free;
    if (!source.receive(slot)) {
      return false;
    }
    counters.increment(IntakeCounter.DATAGRAMS);
    if (wellFormed(slot) && isAllowed(slot)) {
      if (free == null) {
        counters.increment(IntakeCounter.OVERRUNS);
      } else {
        ring.publish();
      }
    }
    return true;
  }

  private boolean wellFormed(Packet packet) {
    boolean good = fits(packet) && (check == Check.RAW || parses(packet));
    if (!good) {
      counters.increment(IntakeCounter.MALFORMED);
    }
    return good;
  }

  private static boolean fits(Packet packet) {
    return packet.length() > 0 && packet.length() <= Packet.MAX_BYTES;
  }

  private boolean parses(Packet packet) {
    RtpFault fault = header.parse(packet.bytes());
    return fault == RtpFault.NONE || fault == RtpFault.RTCP;
  }

  private boolean isAllowed(Packet packet) {
    boolean ok =
        allowed.isEmpty()
            || (packet.source() instanceof InetSocketAddress address
                && allowed.contains(address.getAddress()));
    if (!ok) {
      counters.increment(IntakeCounter.NOT_ALLOWED);
    }
    return ok;
  }
}
