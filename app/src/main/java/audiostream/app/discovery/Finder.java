package audiostream.app.discovery;

import audiostream.engine.time.Clock;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;

/** Finds the receivers that announce themselves on the networks of this machine. */
public final class Finder implements AutoCloseable {

  /** More than these are not shown: a network that has more is being played with. */
  private static final int MAX_FOUND = 500;

  /**
   * So often is everybody asked again because somebody did not say what it is; no more, or such a
   * one could keep the others from being shown.
   */
  private static final int MAX_RENEWALS = 3;

  private final Links links;
  private final Map<Heard, FoundReceiver> found = new ConcurrentHashMap<>();
  private final Set<JmDNS> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger renewals = new AtomicInteger();

  /** Who was heard, and by which link: several may be on one network. */
  private record Heard(JmDNS link, String name) {
    static Heard of(ServiceEvent event) {
      return new Heard(event.getDNS(), event.getName());
    }
  }

  private Finder(Supplier<Set<InetAddress>> addresses, Clock clock) {
    this.links = new Links(addresses, this::listen, this::forget, clock);
  }

  /** Returns at once; receivers appear as they are heard. */
  public static Finder start(Clock clock) {
    return start(Links::ofThisMachine, clock);
  }

  static Finder start(Supplier<Set<InetAddress>> addresses, Clock clock) {
    Finder finder = new Finder(addresses, clock);
    finder.links.start();
    return finder;
  }

  /** Those that are there now, by name; any thread. */
  public List<FoundReceiver> found() {
    return found.values().stream()
        .distinct()
        .sorted(Comparator.comparing(FoundReceiver::name).thenComparing(FoundReceiver::host))
        .toList();
  }

  private void listen(JmDNS link) {
    open.add(link);
    link.addServiceListener(Announcement.TYPE, new Ear());
  }

  private void forget(JmDNS link) {
    open.remove(link);
    found.keySet().removeIf(heard -> heard.link().equals(link));
  }

  /**
   * The text may come later than the rest, or get lost, and is then not asked for again by the
   * library, which takes an empty one for an answer.
   */
  private void askAgainWithoutText(ServiceEvent event) {
    boolean silent = event.getInfo().getPropertyString(Announcement.WIRE) == null;
    if (silent && renewals.incrementAndGet() <= MAX_RENEWALS) {
      links.renew(event.getDNS());
    }
  }

  private final class Ear implements ServiceListener {
    @Override
    public void serviceAdded(ServiceEvent event) {
      event.getDNS().requestServiceInfo(event.getType(), event.getName());
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {
      found.remove(Heard.of(event));
    }

    @Override
    public void serviceResolved(ServiceEvent event) {
      Heard heard = Heard.of(event);
      boolean room = found.size() < MAX_FOUND || found.containsKey(heard);
      if (room && open.contains(heard.link())) {
        read(event.getInfo(), event.getName()).ifPresent(receiver -> found.put(heard, receiver));
        askAgainWithoutText(event);
      }
    }
  }

  private static Optional<FoundReceiver> read(ServiceInfo info, String instance) {
    return address(info)
        .flatMap(address ->
            FoundReceiver.of(
                key -> {
                  String value = info.getPropertyString(key);
                  return value == null ? "" : value;
                },
                instance,
                address.getHostAddress(),
                info.getPort()));
  }

  private static Optional<InetAddress> address(ServiceInfo info) {
    return Arrays.stream(info.getInetAddresses())
        .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
  }

  @Override
  public void close() {
    links.close();
  }
}
