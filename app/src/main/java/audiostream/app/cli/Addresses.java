package audiostream.app.cli;

import audiostream.app.session.ReceiveUri;
import audiostream.engine.net.MulticastOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves what the command line names. */
final class Addresses {

  private Addresses() {}

  static InetSocketAddress toBind(ReceiveUri uri) {
    if (uri.host().isEmpty()) {
      return new InetSocketAddress(any(), uri.port());
    }
    return new InetSocketAddress(resolve("", uri.host().get()), uri.port());
  }

  /** IPv4's wildcard, which every system has. */
  private static InetAddress any() {
    return resolve("", "0.0.0.0");
  }

  static MulticastOptions multicast(Optional<String> interfaceName) {
    if (interfaceName.isEmpty()) {
      return MulticastOptions.DEFAULT;
    }
    try {
      return new MulticastOptions(
          1, Optional.of(MulticastOptions.interfaceNamed(interfaceName.get())));
    } catch (IOException e) {
      throw new WrongUseException(e.getMessage());
    }
  }

  static Set<InetAddress> all(String option, List<String> hosts) {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String host : hosts) {
      addresses.add(resolve(option + " ", host));
    }
    return addresses;
  }

  static InetSocketAddress resolved(String host, int port) {
    return new InetSocketAddress(resolve("", host), port);
  }

  /** Whether an address is one of this machine's own. */
  static boolean isHere(InetSocketAddress address) {
    try {
      return address.getAddress().isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException unknown) {
      return false;
    }
  }

  private static InetAddress resolve(String prefix, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WrongUseException(
          prefix
              + "host '"
              + host
              + "' is not known here: an address such as 192.168.1.21, or a name that this network"
              + " resolves");
    }
  }
}
