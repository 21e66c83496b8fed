package audiostream.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of measuring: what the link does and what the receiver holds against it.
 *
 * @param series to which it belongs
 * @param x where it stands in the plot
 * @param latency for the receiver, as it is typed; empty: the receiver's default
 * @param impairment options of {@code audiostream impair}
 */
record ImpairmentCell(String series, String x, String latency, List<String> impairment) {

  private static final List<String> WIFI_20 = List.of("--wifi", "20");

  /** So long that stalls of 200 ms and queueing hardly ever make a packet late. */
  private static final String LONG_LATENCY = "300";

  /** Glitches against loss, at a latency at which nothing is late. */
  static List<ImpairmentCell> lossSweep() {
    List<ImpairmentCell> cells = new ArrayList<>();
    for (String percent : List.of("0", "1", "5", "10")) {
      cells.add(lossy("each on its own", percent, List.of()));
    }
    for (String percent : List.of("1", "5", "10")) {
      cells.add(lossy("bursts of 3", percent, List.of("--burst", "3")));
    }
    return cells;
  }

  private static ImpairmentCell lossy(String series, String percent, List<String> more) {
    List<String> options = new ArrayList<>(WIFI_20);
    options.addAll(List.of("--loss", percent + "%"));
    options.addAll(more);
    return new ImpairmentCell(series, percent, LONG_LATENCY, options);
  }

  /** Glitches against latency, with nothing lost. */
  static List<ImpairmentCell> latencySweep(List<String> latencies) {
    List<ImpairmentCell> cells = new ArrayList<>();
    for (String meanQueueMs : List.of("20", "5")) {
      for (String latency : latencies) {
        String series = "mean queueing " + meanQueueMs + " ms";
        cells.add(new ImpairmentCell(series, latency, latency, List.of("--wifi", meanQueueMs)));
      }
    }
    return cells;
  }
}
