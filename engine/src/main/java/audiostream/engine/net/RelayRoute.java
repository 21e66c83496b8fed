package audiostream.engine.net;

import java.net.InetSocketAddress;

/**
 * From a port of this machine to another.
 *
 * @param listenPort bound on all addresses, IPv4 and IPv6; 0: any free one
 * @param destination resolved
 * @param rtcp whether the next port of each side is relayed too
 */
public record RelayRoute(int listenPort, InetSocketAddress destination, boolean rtcp) {

  private static final int MAX_PORT = 65_535;

  public RelayRoute {
    requirePort("listening port", listenPort, 0, rtcp);
    requirePort("port of the destination", destination.getPort(), 1, rtcp);
    if (destination.isUnresolved()) {
      throw new IllegalArgumentException(
          "host " + destination.getHostString() + " is not resolved");
    }
  }

  private static void requirePort(String what, int port, int least, boolean rtcp) {
    int most = rtcp ? MAX_PORT - 1 : MAX_PORT;
    if (port < least || port > most) {
      String reason = rtcp ? ", since the next one is relayed for RTCP" : "";
      throw new IllegalArgumentException(what + " " + port + ": " + least + " to " + most + reason);
    }
  }
}
