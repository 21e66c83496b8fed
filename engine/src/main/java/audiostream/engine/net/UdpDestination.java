package audiostream.engine.net;

import audiostream.engine.packet.PacketSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One destination's own connected, non-blocking channel. With one shared socket, packets that wait
 * for the ARP answers of absent destinations fill the send buffer, and live destinations lose
 * theirs; with a channel each, a dead destination can only harm itself.
 *
 * <p>Owned by the send agent, except {@link #receive}, {@link #failure} and {@link #close}. Sending
 * allocates nothing unless the network refuses.
 */
public final class UdpDestination implements PacketSink, UdpAnswers, AutoCloseable {

  /** A destination that refused is tried again this often: each refusal costs an exception. */
  static final long PROBE_INTERVAL_NS = 500_000_000L;

  /** DSCP EF (RFC 3246) in the upper six bits of the TOS byte: Wi-Fi maps it to its voice queue. */
  private static final int TOS_EXPEDITED_FORWARDING = 46 << 2;

  /** Enough for some 200 packets: more would only arrive too late. */
  private static final int SEND_BUFFER_BYTES = 1 << 17;

  private static final String NOBODY_LISTENS = "nobody listens there (port unreachable)";
  private static final String NO_HOST = "host unreachable: no answer on this network";

  private final DatagramChannel channel;
  private boolean heldBack;
  private long probeAtNs;
  private volatile @Nullable String failure;
  private volatile @Nullable String refusedElsewhere;

  private UdpDestination(DatagramChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens and connects; sends nothing yet.
   *
   * @param address resolved; unicast or multicast, IPv4 or IPv6
   */
  public static UdpDestination open(InetSocketAddress address, MulticastOptions multicast)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(familyOf(address));
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.IP_TOS, TOS_EXPEDITED_FORWARDING);
      if (address.getAddress().isMulticastAddress()) {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, multicast.ttl());
        if (multicast.networkInterface().isPresent()) {
          channel.setOption(
              StandardSocketOptions.IP_MULTICAST_IF, multicast.networkInterface().get());
        }
      }
      channel.connect(address);
      return new UdpDestination(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  static StandardProtocolFamily familyOf(InetSocketAddress address) {
    return address.getAddress() instanceof java.net.Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  @Override
  public Outcome send(ByteBuffer datagram, long nowNs) {
    String refused = refusedElsewhere;
    if (refused != null) {
      refusedElsewhere = null;
      return refuse(refused, nowNs);
    }
    if (heldBack) {
      if (nowNs - probeAtNs < 0) {
        return Outcome.HELD_BACK;
      }
      heldBack = false;
    }
    try {
      int sent = channel.write(datagram);
      return sent > 0 ? Outcome.SENT : Outcome.WOULD_BLOCK;
    } catch (PortUnreachableException e) {
      return refuse(NOBODY_LISTENS, nowNs);
    } catch (NoRouteToHostException e) {
      return refuse(NO_HOST, nowNs);
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
      return Outcome.FAILED;
    }
  }

  private Outcome refuse(String reason, long nowNs) {
    failure = reason;
    heldBack = true;
    probeAtNs = nowNs + PROBE_INTERVAL_NS;
    return Outcome.REFUSED;
  }

  /** RTCP that a receiver multiplexes onto the stream's own port; the RTCP agent asks. */
  @Override
  public boolean receive(ByteBuffer into) {
    into.clear();
    try {
      int received = channel.read(into);
      into.flip();
      return received > 0;
    } catch (PortUnreachableException e) {
      // The system tells this once, to whoever comes first: it is for the send agent.
      refusedElsewhere = NOBODY_LISTENS;
      return false;
    } catch (NoRouteToHostException e) {
      refusedElsewhere = NO_HOST;
      return false;
    } catch (IOException e) {
      return false; // sending will meet it too, and count it
    }
  }

  @Override
  public void register(Selector selector, Runnable whenReadable) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, whenReadable);
  }

  /** Why the last packet that was not sent was not sent; any thread. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
