package audiostream.engine.session;

import audiostream.engine.net.MulticastOptions;
import audiostream.engine.pipeline.ReceptionConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where a receiver listens and what it does with what it hears.
 *
 * @param local what to bind: a wildcard, one of this machine's addresses, or a multicast group
 * @param multicast which interface joins a group
 * @param allowed addresses whose packets are taken; empty: everyone's
 * @param reception what is expected and how it is played
 * @param systemClock whether to go by the system's clock where the sender says that it does
 */
public record ReceiveConfig(
    InetSocketAddress local,
    MulticastOptions multicast,
    Set<InetAddress> allowed,
    ReceptionConfig reception,
    boolean systemClock) {

  /** One that finds the sender's time by itself. */
  public ReceiveConfig(
      InetSocketAddress local,
      MulticastOptions multicast,
      Set<InetAddress> allowed,
      ReceptionConfig reception) {
    this(local, multicast, allowed, reception, false);
  }

  public ReceiveConfig {
    allowed = Set.copyOf(allowed);
    if (local.isUnresolved()) {
      throw new IllegalArgumentException("host '" + local.getHostString() + "' is not known here");
    }
  }
}
