package audiostream.app.interop;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free UDP ports, below those that systems hand out by themselves, and above those below 28 000
 * that tests of pages send to without anybody there: tests run beside each other.
 */
public final class Ports {

  private static final int FIRST = 28_000;
  private static final int PAIRS = 2_300;

  /** What another test may be about to bind. */
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  /** An even port that is free, as the odd one after it is; given to nobody else. */
  public static synchronized int freePair() {
    int offset = ThreadLocalRandom.current().nextInt(PAIRS);
    for (int i = 0; i < PAIRS; i++) {
      int port = FIRST + 2 * ((offset + i) % PAIRS);
      if (!GIVEN.contains(port) && isFree(port) && isFree(port + 1)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free pair of UDP ports");
  }

  private static boolean isFree(int port) {
    try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(port))) {
      return probe.isBound();
    } catch (SocketException taken) {
      return false;
    }
  }

  /** A socket on loopback that gives up after ten seconds. */
  static DatagramSocket open(int port) throws SocketException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setReceiveBufferSize(1 << 20);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Whether some program has bound a port; asked of Linux, so as not to take the port from it. */
  static boolean isBound(int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    return List.of("/proc/net/udp", "/proc/net/udp6").stream().anyMatch(f -> lists(f, suffix));
  }

  private static boolean lists(String file, String suffix) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .anyMatch(line -> line.strip().split(" +")[1].endsWith(suffix));
    } catch (IOException absent) {
      return false;
    }
  }
}
