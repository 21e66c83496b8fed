package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What five open pages cost a sender of 64 destinations: gaps between the packets of one of them,
 * with and without, turn by turn in one run. Not a test that runs by itself: {@code mvn -pl
 * engine,app -Dtest=ConsolePacing -Dsurefire.failIfNoSpecifiedTests=false test}.
 */
class ConsolePacing {

  private static final int DESTINATIONS = 64;
  private static final int PAGES = 5;
  private static final int TURN_PACKETS = 172 * 10;
  private static final int FIRST_PORT = 25_000;

  @TempDir Path folder;

  @Test
  void shouldKeepThePaceOfPackets() throws Exception {
    List<DatagramSocket> receivers = new ArrayList<>();
    for (int d = 0; d < DESTINATIONS; d++) {
      receivers.add(
          new DatagramSocket(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT + 2 * d)));
    }
    try (RunningSender sender = RunningSender.with(folder, session())) {
      gaps(receivers.getFirst(), 172 * 3);
      List<Long> without = new ArrayList<>();
      List<Long> with = new ArrayList<>();
      double[] cpu = new double[2];
      for (int turn = 0; turn < 3; turn++) {
        cpu[0] += measure(receivers.getFirst(), without);
        List<Page> pages = open(sender);
        cpu[1] += measure(receivers.getFirst(), with);
        for (Page page : pages) {
          page.close();
        }
      }
      report("without pages", without, cpu[0] / 3);
      report(PAGES + " pages", with, cpu[1] / 3);
      assertThat(with).hasSameSizeAs(without);
    } finally {
      receivers.forEach(DatagramSocket::close);
    }
  }

  private static String session() {
    String rows =
        IntStream.range(0, DESTINATIONS)
            .mapToObj(d ->
                "{\"name\": \"d%d\", \"url\": \"rtp://127.0.0.1:%d\", \"channels\": [%d]}"
                    .formatted(d, FIRST_PORT + 2 * d, d + 1))
            .collect(Collectors.joining(","));
    return "{\"version\": 1, \"input\": {\"device\": \"tone:64\"}, \"destinations\": ["
        + rows
        + "]}";
  }

  /** Share of one core that this process has used meanwhile. */
  private static double measure(DatagramSocket receiver, List<Long> gaps) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpuNs = system.getProcessCpuTime();
    long startNs = RunningSender.CLOCK.nowNs();
    gaps.addAll(gaps(receiver, TURN_PACKETS));
    return (double) (system.getProcessCpuTime() - cpuNs) / (RunningSender.CLOCK.nowNs() - startNs);
  }

  private static List<Long> gaps(DatagramSocket receiver, int packets) throws Exception {
    receiver.setSoTimeout(5_000);
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    long[] at = new long[packets + 1];
    for (int i = 0; i <= packets; i++) {
      receiver.receive(packet);
      at[i] = RunningSender.CLOCK.nowNs();
    }
    return IntStream.range(0, packets).mapToObj(i -> at[i + 1] - at[i]).toList();
  }

  private static void report(String what, List<Long> gaps, double cpu) {
    long[] sorted = gaps.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "pacing %s: %d gaps, median %.2f ms, 99th %.2f, 99.9th %.2f, longest %.2f; %.1f %% of a core%n",
        what,
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        sorted[(int) (sorted.length * 0.999)] / 1e6,
        Arrays.stream(sorted).max().orElse(0) / 1e6,
        100 * cpu);
  }

  /** A page's ear: takes all that comes. */
  private record Page(Socket socket) implements AutoCloseable {
    void listen() {
      Thread.ofVirtual()
          .start(() -> {
            try (InputStream in = socket.getInputStream()) {
              in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (java.io.IOException closed) {
              return;
            }
          });
    }

    @Override
    public void close() throws java.io.IOException {
      socket.close();
    }
  }

  private static List<Page> open(RunningSender sender) throws Exception {
    List<Page> pages = new ArrayList<>();
    for (int p = 0; p < PAGES; p++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), sender.port());
      String request = "GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Page page = new Page(socket);
      page.listen();
      pages.add(page);
    }
    return pages;
  }
}
