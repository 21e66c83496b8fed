package audiostream.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The worst block in the first 10 s after the start and while the first packets are lost, with and
 * without the warm-up, for two collectors. Every run is a process of its own; the cases take turns,
 * so that what else the machine does meets all of them.
 */
final class WorstBlock {

  private static final String[] COLUMNS = {
    "send wall", "send cpu", "receive wall", "receive cpu", "loss wall", "loss cpu", "gcs", "gc ms"
  };

  /** A way to run, and what its runs gave. */
  private record Case(String collector, String start, List<double[]> results) {
    Case(String collector, String start) {
      this(collector, start, new ArrayList<>());
    }

    String row() {
      StringBuilder row = new StringBuilder(String.format("%-9s %-5s", collector, start));
      for (int c = 0; c < COLUMNS.length; c++) {
        int column = c;
        double[] sorted = results.stream().mapToDouble(r -> r[column]).sorted().toArray();
        row.append(" | ").append(String.format("%18s", medianAndSpread(sorted)));
      }
      return row.toString();
    }
  }

  private WorstBlock() {}

  /**
   * @param args how often each case runs, 12 s each; default 3
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    List<Case> cases =
        List.of(
            new Case("SerialGC", "cold"),
            new Case("SerialGC", "warm"),
            new Case("G1GC", "cold"),
            new Case("G1GC", "warm"));
    for (int round = 0; round < rounds; round++) {
      for (Case each : cases) {
        each.results().add(run(each));
      }
    }
    System.out.println("worst block in ms, 16 channels, 256 frames; median [least..most] of runs");
    System.out.print("               ");
    Arrays.stream(COLUMNS).forEach(name -> System.out.printf(" | %18s", name));
    System.out.println();
    cases.forEach(each -> System.out.println(each.row()));
  }

  private static double[] run(Case wanted) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+Use" + wanted.collector(),
                "-Xms32m",
                "-Xmx256m",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WorstBlockRun.class.getName(),
                wanted.start())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      if (child.waitFor() != 0 || line == null) {
        throw new IOException("a run has failed: " + wanted.collector() + " " + wanted.start());
      }
      return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  private static String medianAndSpread(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "%.2f [%.2f..%.2f]",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
