package audiostream.app.interop;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Between a program that answers from the port at which it was asked and one that has a port for
 * each direction: what comes to the front goes to the target from the back, and what comes to the
 * back goes out of the front.
 */
final class Relay implements AutoCloseable {

  private final DatagramSocket front;
  private final DatagramSocket back;
  private final SocketAddress target;
  private volatile Optional<SocketAddress> home;

  /**
   * @param frontPort where it is found
   * @param backPort from where the target is sent to
   * @param targetPort where what comes to the front goes
   * @param homePort where what comes to the back goes; 0: to whoever last came to the front
   */
  Relay(int frontPort, int backPort, int targetPort, int homePort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    front = new DatagramSocket(frontPort, loopback);
    back = new DatagramSocket(backPort, loopback);
    target = new InetSocketAddress(loopback, targetPort);
    home =
        homePort == 0 ? Optional.empty() : Optional.of(new InetSocketAddress(loopback, homePort));
    boolean learn = homePort == 0;
    start(() -> pass(front, back, learn));
    start(() -> pass(back, front, false));
  }

  private static void start(Runnable pass) {
    Thread thread = new Thread(pass, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void pass(DatagramSocket from, DatagramSocket to, boolean learn) {
    DatagramPacket datagram = new DatagramPacket(new byte[2_048], 2_048);
    while (!from.isClosed()) {
      try {
        datagram.setLength(2_048);
        from.receive(datagram);
        if (learn) {
          home = Optional.of(datagram.getSocketAddress());
        }
        Optional<SocketAddress> next = from == front ? Optional.of(target) : home;
        if (next.isPresent()) {
          datagram.setSocketAddress(next.get());
          to.send(datagram);
        }
      } catch (IOException closedOrNobodyListens) {
        // the loop ends when it was closed
      }
    }
  }

  @Override
  public void close() {
    front.close();
    back.close();
  }
}
