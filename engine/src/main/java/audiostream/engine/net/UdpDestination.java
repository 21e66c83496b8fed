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
  static final long PROBE_INTERVAL_NS = 200_000_000L;

  /** DSCP EF (RFC 3246) in the upper six bits of the TOS byte: Wi-Fi maps it to its voice queue. */
  private static final int TOS_EXPEDITED_FORWARDING = 46 << 2;

  /** Enough for some 200 packets: more would only arrive too late. */
  private static final int SEND_BUFFER_BYTES = 1 << 17;

  private static final int NO_PLACE = -1;

  private static final String NOBODY_LISTENS = "nobody listens there (port unreachable)";
  private static final String NO_HOST = "host unreachable: no answer on this network";

  // errno of Linux
  static final int EAGAIN = 11;
  private static final int ECONNREFUSED = 111;
  private static final int EHOSTUNREACH = 113;

  private final DatagramChannel channel;
  private final @Nullable UdpDeparture departure;
  private volatile int place = NO_PLACE;
  private int failedWith;
  private boolean heldBack;
  private long probeAtNs;
  private volatile @Nullable String failure;
  private volatile @Nullable String refusedElsewhere;

  private UdpDestination(DatagramChannel channel, @Nullable UdpDeparture departure)
      throws IOException {
    this.channel = channel;
    this.departure = departure;
    if (departure != null) {
      place = departure.admit(channel).orElse(NO_PLACE);
    }
  }

  /**
   * Opens and connects; sends nothing yet.
   *
   * @param address resolved; unicast or multicast, IPv4 or IPv6
   * @param departure with whose packets this destination's enter the system; empty: each by itself
   */
  public static UdpDestination open(
      InetSocketAddress address, MulticastOptions multicast, Optional<UdpDeparture> departure)
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
      return new UdpDestination(channel, departure.orElse(null));
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
  public void send(ByteBuffer datagram, long nowNs, Receipt receipt) {
    int bytes = datagram.remaining();
    String refused = refusedElsewhere;
    if (refused != null) {
      refusedElsewhere = null;
      receipt.settled(refuse(refused, nowNs), bytes);
    } else if (heldBack && nowNs - probeAtNs < 0) {
      receipt.settled(Outcome.HELD_BACK, bytes);
    } else {
      heldBack = false;
      if (!leavesWithOthers(datagram, nowNs, receipt)) {
        receipt.settled(sendAlone(datagram, nowNs), bytes);
      }
    }
  }

  private boolean leavesWithOthers(ByteBuffer datagram, long nowNs, Receipt receipt) {
    int at = place;
    return departure != null
        && at != NO_PLACE
        && departure.take(at, datagram, this, receipt, nowNs);
  }

  private Outcome sendAlone(ByteBuffer datagram, long nowNs) {
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

  /**
   * What became of a packet that left with others.
   *
   * @param result bytes, or less than zero, an error number of Linux
   */
  Outcome outcome(int result, long nowNs) {
    return switch (-result) {
      case EAGAIN -> Outcome.WOULD_BLOCK;
      case ECONNREFUSED -> refuse(NOBODY_LISTENS, nowNs);
      case EHOSTUNREACH -> refuse(NO_HOST, nowNs);
      default -> result > 0 ? Outcome.SENT : failed(-result);
    };
  }

  private Outcome failed(int number) {
    // The words are made once, not for each packet.
    if (number != failedWith) {
      failedWith = number;
      failure = LinuxCalls.error(number);
    }
    return Outcome.FAILED;
  }

  private Outcome refuse(String reason, long nowNs) {
    failure = reason;
    failedWith = 0;
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
    int at = place;
    place = NO_PLACE;
    if (departure != null && at != NO_PLACE) {
      departure.dismiss(at);
    }
    channel.close();
  }
}
