package audiostream.engine.session;

import audiostream.engine.net.PortException;
import audiostream.engine.net.RelaySnapshot;
import audiostream.engine.net.UdpRelay;
import audiostream.engine.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A relay as a whole: UDP through an impaired network that is none, to hear how a stream would fare
 * there.
 *
 * <pre>
 *   receiving agent: sockets -> ring        delivery agent: ring -> links -> sockets
 * </pre>
 *
 * <p>Methods: the control thread of the caller.
 */
public final class Relay implements AutoCloseable {

  /**
   * Threads wake late, by the timer's slack of 50 microseconds and as much again where the machine
   * is virtual; the last bit before a delivery is waited for awake.
   */
  private static final long SPIN_NS = 200_000L;

  private static final long LONGEST_NAP_NS = 100_000_000L;

  private final Clock clock;
  private final Consumer<SessionEvent> listener;
  private final Agent receiving;
  private final Agent delivering;
  private @Nullable UdpRelay relay;
  private volatile boolean failed;

  private Relay(Clock clock, Consumer<SessionEvent> listener) {
    this.clock = clock;
    this.listener = listener;
    this.receiving = new Agent("audiostream-relay-in", this::receiveTurn, this::agentFailed);
    this.delivering = new Agent("audiostream-relay-out", this::deliverTurn, this::agentFailed);
  }

  /**
   * Binds the ports; from then on datagrams are kept.
   *
   * @throws SetupException when a port cannot be bound
   */
  public static Relay open(RelayConfig config, Clock clock, Consumer<SessionEvent> listener)
      throws SetupException {
    Relay relay = new Relay(clock, listener);
    try {
      relay.relay =
          UdpRelay.open(config.routes(), config.impairment(), config.oneWay(), relay::wake, clock);
      return relay;
    } catch (PortException e) {
      throw new SetupException(Receiver.cannotBind(new InetSocketAddress(e.port()), e), e);
    } catch (IOException e) {
      throw new SetupException("the network cannot be used: " + e.getMessage(), e);
    }
  }

  public void start() {
    delivering.start();
    receiving.start();
  }

  private UdpRelay relay() {
    if (relay == null) {
      throw new IllegalStateException("not open");
    }
    return relay;
  }

  private void wake() {
    LockSupport.unpark(delivering.thread());
  }

  private boolean receiveTurn() {
    try {
      return relay().receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean deliverTurn() {
    awaitUntil(relay().deliver(clock.nowNs()));
    return true;
  }

  private void awaitUntil(long dueNs) {
    long nowNs = clock.nowNs();
    if (relay().hasArrivals()) {
      return;
    }
    if (dueNs - nowNs > SPIN_NS) {
      clock.parkUntil(Math.min(dueNs - SPIN_NS, nowNs + LONGEST_NAP_NS));
    } else {
      spinUntil(dueNs);
    }
  }

  private void spinUntil(long dueNs) {
    while (clock.nowNs() < dueNs && !relay().hasArrivals()) {
      Thread.onSpinWait();
    }
  }

  private void agentFailed(Throwable cause) {
    failed = true;
    listener.accept(SessionEvent.warning("the relay has failed: " + cause));
  }

  /** Whether it has ended by itself; any thread. */
  public boolean failed() {
    return failed;
  }

  /** In the order of the routes; the longest delays are those since the last call. */
  public List<RelaySnapshot> snapshots() {
    try {
      return relay().snapshots();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      relay().stop();
      receiving.stop();
      delivering.stop();
      relay().close();
    } catch (IOException e) {
      listener.accept(SessionEvent.warning("the relay does not close: " + e.getMessage()));
    }
  }
}
