package audiostream.engine.net;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * The way of one destination's RTCP, there and back: its own non-blocking channel. To one receiver
 * it is connected, so that nobody else is heard on it. To a multicast group it is not, since
 * receivers answer from addresses of their own. One thread at a time, except {@link #close}.
 */
public final class UdpControl implements UdpAnswers, AutoCloseable {

  private final DatagramChannel channel;
  private final InetSocketAddress destination;
  private final KernelArrival arrival;
  private SocketAddress heardFrom;

  private UdpControl(DatagramChannel channel, InetSocketAddress destination) throws IOException {
    this.channel = channel;
    this.arrival = KernelArrival.of(channel);
    this.destination = destination;
    this.heardFrom = destination;
  }

  /**
   * Opens; sends nothing yet.
   *
   * @param destination resolved; unicast or multicast, IPv4 or IPv6
   */
  public static UdpControl open(InetSocketAddress destination, MulticastOptions multicast)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(UdpDestination.familyOf(destination));
    try {
      channel.configureBlocking(false);
      if (destination.getAddress().isMulticastAddress()) {
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, multicast.ttl());
        if (multicast.networkInterface().isPresent()) {
          channel.setOption(
              StandardSocketOptions.IP_MULTICAST_IF, multicast.networkInterface().get());
        }
        channel.bind(null);
      } else {
        channel.connect(destination);
      }
      return new UdpControl(channel, destination);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sends one datagram, at once or not at all.
   *
   * @param datagram from its position to its limit
   * @return whether the network took it
   */
  public boolean send(ByteBuffer datagram) throws IOException {
    try {
      return channel.send(datagram, destination) > 0;
    } catch (PortUnreachableException nobodyTakesReports) {
      return false; // that was said about the one before; players without RTCP are no failure
    }
  }

  /** Sends one datagram to whoever sent the last one that was received. */
  public boolean answer(ByteBuffer datagram) throws IOException {
    try {
      return channel.send(datagram, heardFrom) > 0;
    } catch (PortUnreachableException gone) {
      return false;
    }
  }

  @Override
  public boolean receive(ByteBuffer into) {
    into.clear();
    try {
      SocketAddress from = channel.receive(into);
      into.flip();
      heardFrom = from == null ? heardFrom : from;
      return from != null;
    } catch (IOException refusedOrClosed) {
      return false;
    }
  }

  @Override
  public long arrivedNs(Clock clock) {
    return arrival.arrivedNs(clock);
  }

  @Override
  public void register(Selector selector, Runnable whenReadable) throws IOException {
    channel.register(selector, SelectionKey.OP_READ, whenReadable);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
