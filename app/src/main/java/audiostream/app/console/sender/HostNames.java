package audiostream.app.console.sender;

import audiostream.engine.session.Endpoint;
import audiostream.engine.time.Clock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The addresses of hosts that are given by name. A network without a name service answers after
 * tens of seconds, or never: names are looked up on threads of their own, and nobody who holds the
 * session waits for them. An address that was found stays until another is. Any thread.
 */
final class HostNames implements AutoCloseable {

  /** Platform threads: the system's look-up would hold the carrier of a virtual one. */
  private static final int THREADS = 16;

  /** What was found, or was not, is not asked again for so long. */
  private static final long FRESH_NS = 4_000_000_000L;

  private static final class Entry {
    private Optional<String> address = Optional.empty();
    private Optional<CompletableFuture<Boolean>> running = Optional.empty();
    private boolean failed;
    private long askedNs;
  }

  private final SenderConsole.HostLookup lookup;
  private final Clock clock;
  private final Map<String, Entry> entries = new HashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("audiostream-names-", 1).factory());
  private volatile Consumer<String> listener = host -> {};

  HostNames(SenderConsole.HostLookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /** Who is told of a name when its look-up has ended, well or not, on a thread of this. */
  void tell(Consumer<String> told) {
    listener = told;
  }

  /** The address of a host; empty: it is not known, or not yet. Never waits. */
  synchronized Optional<String> address(String host) {
    Entry entry = entries.get(host);
    return isAddress(host) ? Optional.of(host) : entry == null ? Optional.empty() : entry.address;
  }

  /** Whether a look-up has ended without an address, and none has succeeded before. */
  synchronized boolean isUnknown(String host) {
    Entry entry = entries.get(host);
    return entry != null && entry.failed && entry.address.isEmpty();
  }

  /** Why nothing can be sent to a host: a sentence for the user. */
  String problem(String host) {
    return isUnknown(host)
        ? Endpoint.unknownHost(host)
        : "looking for host '" + host + "' on the network";
  }

  /** Looks names up that were not a moment ago. Never waits. */
  void lookUp(Collection<String> hosts) {
    settle(hosts, 0);
  }

  /** Looks names up, and waits until all are known or known not to be, or the time is over. */
  void settle(Collection<String> hosts, long atMostNs) {
    List<CompletableFuture<Boolean>> asked = hosts.stream().map(this::ask).toList();
    try {
      CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0]))
          .get(atMostNs, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // Those who asked are told what is known then.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CompletableFuture<Boolean> ask(String host) {
    if (isAddress(host)) {
      return CompletableFuture.completedFuture(true);
    }
    Entry entry = entries.computeIfAbsent(host, name -> new Entry());
    boolean asked = entry.failed || entry.address.isPresent();
    if (entry.running.isPresent()) {
      return entry.running.get();
    }
    if (asked && clock.nowNs() - entry.askedNs < FRESH_NS) {
      return CompletableFuture.completedFuture(true);
    }
    CompletableFuture<Boolean> running =
        CompletableFuture.supplyAsync(() -> find(host, entry), threads);
    entry.running = Optional.of(running);
    return running;
  }

  private boolean find(String host, Entry entry) {
    Optional<String> found;
    try {
      found = Optional.of(lookup.of(host).getHostAddress());
    } catch (UnknownHostException | SecurityException unknown) {
      found = Optional.empty();
    }
    synchronized (this) {
      entry.address = found.or(() -> entry.address);
      entry.failed = found.isEmpty();
      entry.running = Optional.empty();
      entry.askedNs = clock.nowNs();
    }
    listener.accept(host);
    return found.isPresent();
  }

  private static boolean isAddress(String host) {
    // A zone that this machine does not have is for the engine to refuse; it asks no network.
    return host.indexOf(':') >= 0 || isIpv4(host);
  }

  private static boolean isIpv4(String host) {
    try {
      return InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
