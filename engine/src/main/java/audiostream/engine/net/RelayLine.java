package audiostream.engine.net;

import audiostream.engine.stats.Counters;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One route of a relay: its ports, and its two ways. */
final class RelayLine implements AutoCloseable {

  private final RelayRoute asked;
  private final Counters<RelayCounter> whileReceiving = new Counters<>(RelayCounter.class);
  private final Counters<RelayCounter> whileDelivering = new Counters<>(RelayCounter.class);
  private final RelayWay forward;
  private final RelayWay back;
  private final List<RelayPort> ports = new ArrayList<>();
  private final Clock clock;

  /** Opens nothing yet. */
  RelayLine(RelayRoute route, Impairment forward, Impairment back, Clock clock) {
    this.asked = route;
    this.clock = clock;
    this.forward = new RelayWay(forward, whileDelivering, clock);
    this.back = new RelayWay(back, whileDelivering, clock);
  }

  /** Binds; on failure the caller closes. */
  void open() throws IOException {
    InetSocketAddress destination = asked.destination();
    RelayPort first = openPort(asked.listenPort(), destination);
    if (asked.rtcp()) {
      openPort(
          first.port() + 1,
          new InetSocketAddress(destination.getAddress(), destination.getPort() + 1));
    }
  }

  private RelayPort openPort(int port, InetSocketAddress destination) throws IOException {
    try {
      RelayPort opened = RelayPort.open(port, destination, forward, back, whileReceiving, clock);
      ports.add(opened);
      return opened;
    } catch (IOException e) {
      throw new PortException(port, e);
    }
  }

  List<RelayPort> ports() {
    return ports;
  }

  Counters<RelayCounter> whileReceiving() {
    return whileReceiving;
  }

  /** Sends on what is due both ways; returns when the next will be. */
  long deliver(long nowNs) {
    return Math.min(forward.deliver(nowNs), back.deliver(nowNs));
  }

  RelaySnapshot snapshot() throws IOException {
    Map<RelayCounter, Long> troubles = whileReceiving.snapshot();
    whileDelivering.snapshot().forEach((counter, more) -> troubles.merge(counter, more, Long::sum));
    RelayRoute bound = new RelayRoute(ports.getFirst().port(), asked.destination(), asked.rtcp());
    return new RelaySnapshot(
        bound,
        ports.stream().mapToInt(RelayPort::clients).sum(),
        forward.snapshot(),
        back.snapshot(),
        troubles);
  }

  @Override
  public void close() throws IOException {
    for (RelayPort port : ports) {
      port.close();
    }
  }
}
