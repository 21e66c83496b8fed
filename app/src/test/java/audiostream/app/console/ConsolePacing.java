package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * without pages, with five that listen as a browser elsewhere does, and with five in a browser on
 * this machine, which then draws them as well; turn by turn in one run. Not a test that runs by
 * itself: {@code mvn -pl engine,app -Dtest=ConsolePacing -Dsurefire.failIfNoSpecifiedTests=false
 * test}.
 */
class ConsolePacing {

  private static final int DESTINATIONS = 64;
  private static final int PAGES = 5;
  private static final int TURNS = 3;
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
    try (RunningSender sender = RunningSender.with(folder, session());
        Browser browser = Browser.start()) {
      List<Series> all =
          List.of(
              new Series("without pages", () -> () -> {}),
              new Series(PAGES + " pages elsewhere", () -> listen(sender)),
              new Series(PAGES + " pages in a browser here", () -> show(sender, browser)));
      gaps(receivers.getFirst(), 172 * 10);
      for (int turn = 0; turn < TURNS; turn++) {
        for (Series series : all) {
          try (Pages pages = series.opener.open()) {
            assertThat(pages).isNotNull();
            series.cpu.add(measure(receivers.getFirst(), series.gaps));
          }
        }
      }
      all.forEach(series -> report(series.name, series.gaps, average(series.cpu)));
      assertThat(all.getFirst().gaps).hasSize(TURNS * TURN_PACKETS);
    } finally {
      receivers.forEach(DatagramSocket::close);
    }
  }

  /** Pages that are open. */
  @FunctionalInterface
  private interface Pages extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  @FunctionalInterface
  private interface Opener {
    Pages open() throws Exception;
  }

  private static final class Series {
    private final String name;
    private final Opener opener;
    private final List<Long> gaps = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    Series(String name, Opener opener) {
      this.name = name;
      this.opener = opener;
    }
  }

  private static double average(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static Pages show(RunningSender sender, Browser browser) {
    for (int p = 0; p < PAGES; p++) {
      browser.openAnother(sender.url());
    }
    return browser::closeOthers;
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

  private static Pages listen(RunningSender sender) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int p = 0; p < PAGES; p++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), sender.port());
      String request = "GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Thread.ofVirtual().start(() -> takeAll(socket));
      sockets.add(socket);
    }
    return () -> {
      for (Socket socket : sockets) {
        socket.close();
      }
    };
  }

  private static void takeAll(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      return;
    }
  }
}
