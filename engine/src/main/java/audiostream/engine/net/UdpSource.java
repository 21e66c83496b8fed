package audiostream.engine.net;

import audiostream.engine.packet.Packet;
import audiostream.engine.packet.PacketSource;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/**
 * A bound channel from which one thread receives, blocking. Allocates nothing while packets come
 * from one sender. {@link #close} from another thread ends the wait.
 */
public final class UdpSource implements PacketSource, AutoCloseable {

  /** Holds what arrives while the net agent is not scheduled: over a second of 64 channels. */
  private static final int RECEIVE_BUFFER_BYTES = 1 << 21;

  private final DatagramChannel channel;
  private final Clock clock;
  private final KernelArrival arrival;

  /** One byte larger than any packet, so that a cut one shows. */
  private final ByteBuffer in = ByteBuffer.allocateDirect(Packet.MAX_BYTES + 1);

  private UdpSource(DatagramChannel channel, Clock clock) throws IOException {
    this.channel = channel;
    this.clock = clock;
    this.arrival = KernelArrival.of(channel);
  }

  /**
   * Binds; from now on the system keeps what arrives.
   *
   * @param local a wildcard, one of this machine's addresses, or a multicast group, which is joined
   * @param multicast which interface joins
   */
  public static UdpSource bind(InetSocketAddress local, MulticastOptions multicast, Clock clock)
      throws IOException {
    boolean group = local.getAddress().isMulticastAddress();
    DatagramChannel channel = DatagramChannel.open(UdpDestination.familyOf(local));
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      if (group) {
        // Several receivers on one machine may listen to one group.
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      channel.bind(local);
      if (group) {
        channel.join(local.getAddress(), joiningInterface(multicast, local));
      }
      return new UdpSource(channel, clock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static NetworkInterface joiningInterface(
      MulticastOptions multicast, InetSocketAddress group) throws IOException {
    if (multicast.networkInterface().isPresent()) {
      return multicast.networkInterface().get();
    }
    boolean wantsIpv6 = group.getAddress() instanceof java.net.Inet6Address;
    return NetworkInterface.networkInterfaces()
        .filter(UdpSource::canJoin)
        .filter(candidate ->
            candidate
                .inetAddresses()
                .anyMatch(a -> wantsIpv6 == a instanceof java.net.Inet6Address))
        // A real network before the loopback.
        .min(java.util.Comparator.comparing(UdpSource::isLoopback))
        .orElseThrow(
            () -> new IOException("no network interface can join " + group.getHostString()));
  }

  private static boolean canJoin(NetworkInterface candidate) {
    try {
      return candidate.isUp() && (candidate.supportsMulticast() || candidate.isLoopback());
    } catch (IOException vanished) {
      return false;
    }
  }

  private static boolean isLoopback(NetworkInterface candidate) {
    try {
      return candidate.isLoopback();
    } catch (IOException vanished) {
      return true;
    }
  }

  /** The port that was bound. */
  public int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public boolean receive(Packet slot) throws IOException {
    try {
      SocketAddress source = channel.receive(in.clear());
      long arrivedNs = arrival.arrivedNs(clock);
      slot.put(in.flip());
      slot.received(source, arrivedNs);
      return true;
    } catch (ClosedChannelException closed) {
      return false;
    }
  }

  /**
   * Answers from the port that is listened on, so that the way back through address translation is
   * the way there. Any thread.
   *
   * @param datagram from its position to its limit
   * @return whether the network took it
   */
  public boolean answer(ByteBuffer datagram, SocketAddress to) {
    try {
      return channel.send(datagram, to) > 0;
    } catch (IOException | UnsupportedAddressTypeException | SecurityException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
