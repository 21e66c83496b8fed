package audiostream.engine.net;

import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A listening port of a relay, and its clients. Receiving agent only, except {@link #clients} and
 * {@link #close}. Allocates nothing while the datagrams come from one client.
 */
final class RelayPort implements Entrance, AutoCloseable {

  /** Anybody can send from any number of addresses; each costs a socket. */
  static final int MOST_CLIENTS = 64;

  /** A client that was not heard for so long gives way to a new one. */
  static final long IDLE_NS = 30_000_000_000L;

  private static final int RECEIVE_BUFFER_BYTES = 1 << 21;

  private final DatagramChannel channel;
  private final InetSocketAddress destination;
  private final RelayWay forward;
  private final RelayWay back;
  private final Counters<RelayCounter> troubles;
  private final Clock clock;
  private final KernelArrival arrival;
  private final Map<SocketAddress, RelayClient> clients = new HashMap<>();
  private final List<RelayClient> newcomers = new ArrayList<>();
  private volatile int clientCount;

  private RelayPort(
      DatagramChannel channel,
      InetSocketAddress destination,
      RelayWay forward,
      RelayWay back,
      Counters<RelayCounter> troubles,
      Clock clock)
      throws IOException {
    this.channel = channel;
    this.arrival = KernelArrival.of(channel);
    this.destination = destination;
    this.forward = forward;
    this.back = back;
    this.troubles = troubles;
    this.clock = clock;
  }

  /**
   * Binds a port on all of this machine's addresses.
   *
   * @param troubles counted by the receiving agent
   */
  static RelayPort open(
      int port,
      InetSocketAddress destination,
      RelayWay forward,
      RelayWay back,
      Counters<RelayCounter> troubles,
      Clock clock)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.bind(new InetSocketAddress(port));
      return new RelayPort(channel, destination, forward, back, troubles, clock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  DatagramChannel channel() {
    return channel;
  }

  int port() throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public Outcome receive(Crossing slot) throws IOException {
    SocketAddress source = channel.receive(slot.packet().room());
    if (source == null) {
      return Outcome.NOTHING;
    }
    long nowNs = arrival.arrivedNs(clock);
    slot.packet().bytes().flip();
    slot.packet().received(source, nowNs);
    RelayClient client = clientAt(source, nowNs);
    if (client == null) {
      troubles.increment(RelayCounter.TURNED_AWAY);
      return Outcome.DROPPED;
    }
    client.heard(nowNs);
    slot.goes(forward, client.forwardExit());
    return Outcome.RECEIVED;
  }

  private @Nullable RelayClient clientAt(SocketAddress source, long nowNs) {
    RelayClient known = clients.get(source);
    return known != null ? known : admit(source, nowNs);
  }

  private @Nullable RelayClient admit(SocketAddress source, long nowNs) {
    try {
      if (clients.size() >= MOST_CLIENTS && !dismissIdle(nowNs)) {
        return null;
      }
      RelayClient client = RelayClient.open(source, channel, destination, back, clock);
      clients.put(source, client);
      newcomers.add(client);
      clientCount = clients.size();
      return client;
    } catch (IOException noSocketOrRoute) {
      return null;
    }
  }

  private boolean dismissIdle(long nowNs) throws IOException {
    RelayClient longest =
        clients.values().stream().min(Comparator.comparingLong(RelayClient::heardNs)).orElseThrow();
    if (nowNs - longest.heardNs() < IDLE_NS) {
      return false;
    }
    clients.remove(longest.address());
    longest.close();
    return true;
  }

  /** Clients whose answers are not yet listened for; the caller empties the list. */
  List<RelayClient> newcomers() {
    return newcomers;
  }

  /** How many there are; any thread. */
  int clients() {
    return clientCount;
  }

  /** The receiving agent has ended. */
  @Override
  public void close() throws IOException {
    channel.close();
    for (RelayClient client : clients.values()) {
      client.close();
    }
  }
}
