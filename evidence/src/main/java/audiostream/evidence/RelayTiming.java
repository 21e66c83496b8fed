package audiostream.evidence;

import audiostream.engine.net.Impairment;
import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.RelayRoute;
import audiostream.engine.session.Relay;
import audiostream.engine.session.RelayConfig;
import audiostream.engine.session.SetupException;
import audiostream.engine.time.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How exactly the relay keeps a delay of 5 ms, from one socket to another, at the pace of packets
 * of 256 frames; beside it the same without the relay, since waking the thread that waits at the
 * other end takes its time too.
 */
final class RelayTiming {

  private static final long PACKET_NS = 5_804_988L;
  private static final double DELAY_MS = 5;
  private static final int PACKETS = 1_500;
  private static final int WARM_UP = 300;

  private RelayTiming() {}

  public static void main(String[] args) throws IOException, SetupException, InterruptedException {
    SystemClock clock = SystemClock.real();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel destination = DatagramChannel.open();
        DatagramChannel client = DatagramChannel.open()) {
      destination.bind(new InetSocketAddress(loopback, 0));
      RelayRoute route =
          new RelayRoute(0, (InetSocketAddress) destination.getLocalAddress(), false);
      Impairment impairment = Impairment.none(1).with(new Delay(DELAY_MS, 0, Optional.empty()));
      try (Relay relay =
          Relay.open(
              new RelayConfig(List.of(route), impairment, true), clock, System.out::println)) {
        relay.start();
        int port = relay.snapshots().getFirst().route().listenPort();
        client.connect(new InetSocketAddress(loopback, port));
        double[] excessMs = measure(client, destination, clock, DELAY_MS);
        client.disconnect().connect(destination.getLocalAddress());
        print("without relay, on the way", measure(client, destination, clock, 0));
        print("relay, later than the 5 ms asked for", excessMs);
        var delay = relay.snapshots().getFirst().forward().delay();
        System.out.printf(
            Locale.ROOT,
            "relay, later than due by its own clock: mean %.3f ms%n",
            delay.meanBehindMs());
      }
    }
  }

  private static double[] measure(
      DatagramChannel client, DatagramChannel destination, SystemClock clock, double delayMs)
      throws IOException {
    double[] excessMs = new double[PACKETS];
    ByteBuffer datagram = ByteBuffer.allocateDirect(524);
    long nextNs = clock.nowNs();
    for (int i = -WARM_UP; i < PACKETS; i++) {
      nextNs += PACKET_NS;
      while (clock.nowNs() < nextNs) {
        clock.parkUntil(nextNs);
      }
      long sentNs = clock.nowNs();
      client.write(datagram.clear());
      destination.receive(datagram.clear());
      if (i >= 0) {
        excessMs[i] = (clock.nowNs() - sentNs) / 1e6 - delayMs;
      }
    }
    return excessMs;
  }

  private static void print(String what, double[] excessMs) {
    Arrays.sort(excessMs);
    System.out.printf(
        Locale.ROOT,
        "%s [ms]: median %.3f, 90 %% %.3f, 99 %% %.3f, most %.3f of %d%n",
        what,
        excessMs[excessMs.length / 2],
        excessMs[excessMs.length * 9 / 10],
        excessMs[excessMs.length * 99 / 100],
        excessMs[excessMs.length - 1],
        excessMs.length);
  }
}
