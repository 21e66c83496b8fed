package audiostream.engine.net;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;

/**
 * One sender at a listening port, with a socket of its own to the destination, so that answers find
 * their way back.
 */
final class RelayClient implements Entrance, AutoCloseable {

  private final SocketAddress address;
  private final DatagramChannel upstream;
  private final Clock clock;
  private final KernelArrival arrival;
  private final RelayWay back;
  private final Exit forwardExit;
  private final Exit backExit;
  private long heardNs;

  private RelayClient(
      SocketAddress address,
      DatagramChannel upstream,
      DatagramChannel listening,
      RelayWay back,
      Clock clock)
      throws IOException {
    this.arrival = KernelArrival.of(upstream);
    this.address = address;
    this.upstream = upstream;
    this.back = back;
    this.clock = clock;
    this.forwardExit = datagram -> upstream.write(datagram) > 0;
    this.backExit = datagram -> listening.send(datagram, address) > 0;
  }

  /**
   * @param address the client's
   * @param listening at which it was heard, and from which answers go back
   */
  static RelayClient open(
      SocketAddress address,
      DatagramChannel listening,
      InetSocketAddress destination,
      RelayWay back,
      Clock clock)
      throws IOException {
    DatagramChannel upstream = DatagramChannel.open(UdpDestination.familyOf(destination));
    try {
      upstream.configureBlocking(false);
      upstream.connect(destination);
      return new RelayClient(address, upstream, listening, back, clock);
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  SocketAddress address() {
    return address;
  }

  DatagramChannel upstream() {
    return upstream;
  }

  Exit forwardExit() {
    return forwardExit;
  }

  void heard(long nowNs) {
    heardNs = nowNs;
  }

  long heardNs() {
    return heardNs;
  }

  @Override
  public Outcome receive(Crossing slot) throws IOException {
    SocketAddress source = upstream.receive(slot.packet().room());
    if (source == null) {
      return Outcome.NOTHING;
    }
    slot.packet().bytes().flip();
    slot.packet().received(source, arrival.arrivedNs(clock));
    slot.goes(back, backExit);
    return Outcome.RECEIVED;
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
