package audiostream.engine.session;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** Pairs of ports of loopback that nobody had a moment ago, each given once. */
final class Ports {

  private static final AtomicInteger NEXT = new AtomicInteger(26_000);

  private Ports() {}

  static int freePair() throws SocketException {
    for (int port = NEXT.getAndAdd(2); port < 28_000; port = NEXT.getAndAdd(2)) {
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new SocketException("no free pair of ports");
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (SocketException taken) {
      return false;
    }
  }
}
