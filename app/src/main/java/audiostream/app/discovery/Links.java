package audiostream.app.discovery;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.jmdns.JmDNS;
import org.jspecify.annotations.Nullable;

/**
 * One responder for each network that this machine is on, also when networks come and go. Runs on a
 * thread of its own, which alone opens and closes them.
 */
final class Links implements AutoCloseable {

  private static final long LOOK_NS = 10_000_000_000L;
  private static final long CLOSE_MS = 2_000;

  private final Supplier<Set<InetAddress>> addresses;
  private final Consumer<JmDNS> opened;
  private final Consumer<JmDNS> closed;
  private final Clock clock;
  private final Map<InetAddress, JmDNS> links = new HashMap<>();
  private final Set<JmDNS> stale = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param addresses of this machine, asked again and again
   * @param opened told of every new responder
   * @param closed told of each that is no more
   */
  Links(
      Supplier<Set<InetAddress>> addresses,
      Consumer<JmDNS> opened,
      Consumer<JmDNS> closed,
      Clock clock) {
    this.addresses = addresses;
    this.opened = opened;
    this.closed = closed;
    this.clock = clock;
    thread = Thread.ofPlatform().daemon().name("audiostream-discovery").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has a responder replaced by a new one, which asks anew, at the next look; any thread. */
  void renew(JmDNS link) {
    stale.add(link);
  }

  /** The IPv4 address of each interface that carries multicast; not this machine's loopback. */
  static Set<InetAddress> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Links::isUsable)
          .flatMap(i -> i.inetAddresses().filter(Inet4Address.class::isInstance).limit(1))
          .collect(Collectors.toSet());
    } catch (SocketException none) {
      return Set.of();
    }
  }

  private static boolean isUsable(NetworkInterface candidate) {
    try {
      return candidate.isUp()
          && candidate.supportsMulticast()
          && !candidate.isLoopback()
          && !candidate.isPointToPoint();
    } catch (SocketException gone) {
      return false;
    }
  }

  private void run() {
    while (!stopping) {
      Set<InetAddress> now = addresses.get();
      for (InetAddress gone : List.copyOf(links.keySet())) {
        if (!now.contains(gone) || stale.contains(links.get(gone))) {
          leave(links.remove(gone));
        }
      }
      now.stream().filter(address -> !links.containsKey(address)).forEach(this::open);
      long untilNs = clock.nowNs() + LOOK_NS;
      while (!stopping && untilNs - clock.nowNs() > 0) {
        clock.parkUntil(untilNs);
      }
    }
    links.values().forEach(Links::close);
  }

  private void leave(@Nullable JmDNS link) {
    if (link != null) {
      close(link);
      stale.remove(link);
      closed.accept(link);
    }
  }

  private void open(InetAddress address) {
    try {
      // With a name of our own: else the address is looked up, which takes long where there is no
      // DNS.
      JmDNS link = JmDNS.create(address, hostName(address));
      links.put(address, link);
      opened.accept(link);
    } catch (IOException notNow) {
      // It is tried again with the next look.
      links.remove(address);
    }
  }

  private static String hostName(InetAddress address) {
    return "audiostream-" + address.getHostAddress().replaceAll("[^0-9a-f]", "-");
  }

  private static void close(JmDNS link) {
    try {
      link.close();
    } catch (IOException e) {
      // The network is gone already: there is nobody to take leave of.
      return;
    }
  }

  /** Takes leave of the networks, for two seconds at most. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
