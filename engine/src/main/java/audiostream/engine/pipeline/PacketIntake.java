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
 * used, and hands the rest to the pulling thread through a ring. Net agent only; allocates nothing,
 * except what is allocated by who is told of RTCP.
 */
public final class PacketIntake {

  /** What a datagram must be to be let through. */
  public enum Check {
    /** A well-formed RTP packet, or RTCP multiplexed with it (RFC 5761). */
    RTP,
    /** RTCP alone: what comes to the odd port. */
    RTCP,
    /** Anything that is not empty and not oversized. */
    RAW
  }

  /** Who is told of RTCP, multiplexed or not, before it is handed on. */
  @FunctionalInterface
  public interface ControlListener {
    /** A datagram that looks like RTCP and came from an allowed address; not to be kept. */
    void heard(Packet packet);
  }

  private final PacketSource source;
  private final SlotRing<Packet> ring;
  private final Check check;
  private final Set<InetAddress> allowed;
  private final Counters<IntakeCounter> counters;
  private final RtpHeader header = new RtpHeader();
  private final Packet spare = new Packet();
  private ControlListener control = packet -> {};
  private boolean isControl;

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

  /** Before the start only: who is told of RTCP, on the net agent. */
  public void tellControl(ControlListener listener) {
    control = listener;
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
      if (isControl) {
        control.heard(slot);
      }
      handOn(free);
    }
    return true;
  }

  private void handOn(@Nullable Packet slot) {
    if (slot == null) {
      counters.increment(IntakeCounter.OVERRUNS);
    } else {
      ring.publish();
    }
  }

  private boolean wellFormed(Packet packet) {
    isControl = false;
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
    isControl = fault == RtpFault.RTCP;
    return isControl || (fault == RtpFault.NONE && check == Check.RTP);
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
