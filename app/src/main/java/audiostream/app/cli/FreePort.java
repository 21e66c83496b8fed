package audiostream.app.cli;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A UDP port that nobody uses on loopback. */
final class FreePort {

  private static final int FIRST = 21_004;
  private static final int END = 30_000;

  private FreePort() {}

  /**
   * An even port that is free, as the one after it is, for RTP and RTCP.
   *
   * @param wanted what else is asked of it
   */
  static int find(IntPredicate wanted) {
    return IntStream.range(FIRST, END)
        .filter(port -> port % 2 == 0 && wanted.test(port) && isFree(port) && isFree(port + 1))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no free UDP port between " + FIRST + " and " + END));
  }

  private static boolean isFree(int port) {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return probe.isBound();
    } catch (SocketException taken) {
      return false;
    }
  }
}
