package audiostream.app.discovery;

import audiostream.engine.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;

/** Announces a receiver on every network of this machine for as long as it is open. */
public final class Announcer implements AutoCloseable {

  private final Links links;
  private final List<JmDNS> open = new CopyOnWriteArrayList<>();
  private volatile Announcement announcement;

  private Announcer(Announcement announcement, Supplier<Set<InetAddress>> addresses, Clock clock) {
    this.announcement = announcement;
    this.links = new Links(addresses, this::opened, open::remove, clock);
  }

  /** Returns at once; announcing takes some seconds. */
  public static Announcer start(Announcement announcement, Clock clock) {
    return start(announcement, Links::ofThisMachine, clock);
  }

  static Announcer start(
      Announcement announcement, Supplier<Set<InetAddress>> addresses, Clock clock) {
    Announcer announcer = new Announcer(announcement, addresses, clock);
    announcer.links.start();
    return announcer;
  }

  /** Goes by another name from now on; takes some seconds, so not on a thread in a hurry. */
  public void rename(String name) {
    announcement = announcement.named(name);
    for (JmDNS link : open) {
      link.unregisterAllServices();
      register(link);
    }
  }

  private void opened(JmDNS link) {
    open.add(link);
    register(link);
  }

  private void register(JmDNS link) {
    Announcement now = announcement;
    try {
      link.registerService(
          ServiceInfo.create(Announcement.TYPE, now.label(), now.port(), 0, 0, now.text()));
    } catch (IOException | IllegalStateException gone) {
      // The network went while it was told: the next one is told anew.
      open.remove(link);
    }
  }

  @Override
  public void close() {
    links.close();
  }
}
