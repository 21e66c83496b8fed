package audiostream.app.console.shared;

import audiostream.app.console.http.Guard;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names and addresses of this machine. A page of a foreign site that has its own name point to
 * this machine (DNS rebinding) asks for that name, which is not among them.
 */
public final class LocalNames implements Guard.Hosts {

  private final Set<String> names = new LinkedHashSet<>();
  private final boolean loopbackOnly;

  /**
   * @param listening what the console listens on
   */
  public LocalNames(InetAddress listening) {
    loopbackOnly = listening.isLoopbackAddress();
    names.addAll(List.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"));
    names.add(listening.getHostAddress().toLowerCase(Locale.ROOT));
    if (!loopbackOnly) {
      addHostName();
    }
  }

  private void addHostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      String first = name.split("\\.", 2)[0];
      names.addAll(List.of(name, first, first + ".local"));
    } catch (UnknownHostException nameless) {
      // It can be reached by its addresses all the same.
      return;
    }
  }

  @Override
  public boolean knows(String host) {
    if (names.contains(host)) {
      return true;
    }
    // Interfaces come and go: they are asked now.
    return !loopbackOnly && addresses().stream().anyMatch(a -> literal(a).equals(host));
  }

  private static String literal(InetAddress address) {
    return address.getHostAddress().toLowerCase(Locale.ROOT).replaceFirst("%.*", "");
  }

  /** Where other machines reach this one; IPv4 first. */
  public static List<InetAddress> reachable() {
    List<InetAddress> found = new ArrayList<>(addresses());
    found.removeIf(a -> a.isLoopbackAddress() || a.isLinkLocalAddress());
    found.sort((a, b) -> Integer.compare(a.getAddress().length, b.getAddress().length));
    return found;
  }

  private static List<InetAddress> addresses() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      return List.of();
    }
  }
}
