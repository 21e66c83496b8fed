package audiostream.engine.net;

import audiostream.engine.handoff.SlotRing;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Relays UDP through impaired links: from each listening port to its destination, and answers back
 * from the same port to whom they answer. Two threads, attached from outside:
 *
 * <pre>
 *   sockets -> receive(): stamps the time of arrival -> ring              [receiving agent]
 *   ring -> deliver(): link of the way, waits -> exit's socket            [delivery agent]
 * </pre>
 *
 * <p>Neither allocates per datagram, except that the JDK makes an address object whenever the
 * datagrams at one port change between clients.
 */
public final class UdpRelay implements AutoCloseable {

  private static final int RING_SLOTS = 512;

  /** What one socket gives at most before the others have their turn. */
  private static final int BATCH = 32;

  private final Selector selector;
  private final List<RelayLine> lines = new ArrayList<>();
  private final SlotRing<Crossing> ring = new SlotRing<>(RING_SLOTS, Crossing::new);
  private final Crossing overrun = new Crossing();
  private final Consumer<SelectionKey> serve = this::serve;
  private final Runnable onArrival;

  private UdpRelay(Selector selector, Runnable onArrival) {
    this.selector = selector;
    this.onArrival = onArrival;
  }

  /** A socket and the line to which it belongs: what a selection key carries. */
  private record Door(Entrance entrance, RelayLine line) {}

  /**
   * Binds all ports; from then on the system keeps what arrives.
   *
   * @param impairment of every way, each with a seed of its own drawn from its seed
   * @param oneWay whether answers pass unimpaired
   * @param onArrival called by the receiving agent when {@link #deliver} has more to do
   * @throws PortException when a port cannot be bound
   */
  public static UdpRelay open(
      List<RelayRoute> routes,
      Impairment impairment,
      boolean oneWay,
      Runnable onArrival,
      Clock clock)
      throws IOException {
    UdpRelay relay = new UdpRelay(Selector.open(), onArrival);
    SplittableRandom seeds = new SplittableRandom(impairment.seed());
    try {
      for (RelayRoute route : routes) {
        Impairment forward = impairment.withSeed(seeds.nextLong());
        long backSeed = seeds.nextLong();
        Impairment back = oneWay ? Impairment.none(backSeed) : impairment.withSeed(backSeed);
        relay.add(new RelayLine(route, forward, back, clock));
      }
      return relay;
    } catch (IOException | RuntimeException e) {
      relay.close();
      throw e;
    }
  }

  private void add(RelayLine line) throws IOException {
    lines.add(line);
    line.open();
    for (RelayPort port : line.ports()) {
      register(port.channel(), port, line);
    }
  }

  private void register(DatagramChannel channel, Entrance entrance, RelayLine line)
      throws ClosedChannelException {
    channel.register(selector, SelectionKey.OP_READ, new Door(entrance, line));
  }

  /**
   * Waits for datagrams and takes in what there is. Receiving agent.
   *
   * @return false when the relay was closed
   */
  public boolean receive() throws IOException {
    try {
      selector.select(serve);
      for (int i = 0; i < lines.size(); i++) {
        welcome(lines.get(i));
      }
      return true;
    } catch (ClosedSelectorException closed) {
      return false;
    }
  }

  private void welcome(RelayLine line) throws ClosedChannelException {
    for (int i = 0; i < line.ports().size(); i++) {
      List<RelayClient> newcomers = line.ports().get(i).newcomers();
      while (!newcomers.isEmpty()) {
        RelayClient client = newcomers.removeLast();
        register(client.upstream(), client, line);
      }
    }
  }

  private void serve(SelectionKey key) {
    Door door = (Door) key.attachment();
    try {
      for (int i = 0; i < BATCH; i++) {
        if (!serveOne(door)) {
          return;
        }
      }
    } catch (IOException refused) {
      door.line().whileReceiving().increment(RelayCounter.REFUSED);
    }
  }

  private boolean serveOne(Door door) throws IOException {
    Crossing free = ring.claim();
    Crossing slot = free == null ? overrun : free;
    Entrance.Outcome outcome = door.entrance().receive(slot);
    if (outcome == Entrance.Outcome.RECEIVED) {
      accept(slot, door.line());
    }
    return outcome != Entrance.Outcome.NOTHING;
  }

  private void accept(Crossing slot, RelayLine line) {
    if (slot == overrun) {
      line.whileReceiving().increment(RelayCounter.OVERRUN);
    } else if (slot.packet().length() > audiostream.engine.packet.Packet.MAX_BYTES) {
      line.whileReceiving().increment(RelayCounter.OVERSIZED);
    } else {
      ring.publish();
      onArrival.run();
    }
  }

  /**
   * Takes over what has arrived and sends on what is due. Delivery agent.
   *
   * @return when the next is due; {@code Long.MAX_VALUE} while none is under way
   */
  public long deliver(long nowNs) {
    for (Crossing arrived = ring.peek(); arrived != null; arrived = ring.peek()) {
      arrived.enter();
      ring.release();
    }
    long nextNs = Long.MAX_VALUE;
    for (int i = 0; i < lines.size(); i++) {
      nextNs = Math.min(nextNs, lines.get(i).deliver(nowNs));
    }
    return nextNs;
  }

  /** Whether something has arrived since {@link #deliver}; any thread. */
  public boolean hasArrivals() {
    return ring.size() > 0;
  }

  /** In the order of the routes; one thread at a time, since maxima begin anew. */
  public List<RelaySnapshot> snapshots() throws IOException {
    List<RelaySnapshot> snapshots = new ArrayList<>();
    for (RelayLine line : lines) {
      snapshots.add(line.snapshot());
    }
    return snapshots;
  }

  /** Ends {@link #receive}; any thread. */
  public void stop() throws IOException {
    selector.close();
  }

  /** Both agents have ended. */
  @Override
  public void close() throws IOException {
    selector.close();
    for (RelayLine line : lines) {
      line.close();
    }
  }
}
