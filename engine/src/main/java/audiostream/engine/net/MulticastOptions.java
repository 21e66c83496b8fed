package audiostream.engine.net;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.Optional;

/**
 * How multicast leaves or enters this machine.
 *
 * @param ttl hops, 1 to 255
 * @param networkInterface empty: the system's choice
 */
public record MulticastOptions(int ttl, Optional<NetworkInterface> networkInterface) {

  public static final MulticastOptions DEFAULT = new MulticastOptions(1, Optional.empty());

  /**
   * Finds an interface by its name.
   *
   * @throws IOException in words for the user where there is none
   */
  public static NetworkInterface interfaceNamed(String name) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      String known =
          NetworkInterface.networkInterfaces()
              .map(NetworkInterface::getName)
              .sorted()
              .reduce((a, b) -> a + ", " + b)
              .orElse("none");
      throw new IOException("no network interface '" + name + "': this machine has " + known);
    }
    return found;
  }
}
