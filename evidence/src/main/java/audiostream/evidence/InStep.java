package audiostream.evidence;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavWriter;
import audiostream.evidence.InStepRecording.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** The part of {@code evidence/in-step} that computes: the signal, the offsets, table and plot. */
final class InStep {

  private static final int SEED = 1;
  private static final int SIGNAL_SECONDS = 20;
  private static final float AMPLITUDE = 0.25f;

  /** After the sender's start. */
  private static final int SETTLING_FRAMES = 60 * InStepRecording.RATE_HZ;

  /** In step is who stays within this until the next event. */
  private static final double IN_STEP_US = 200;

  private static final String HEAD =
      "| network | seconds | pairs | median [µs] | 99 % [µs] | most [µs] |"
          + "\n|---|---|--:|--:|--:|--:|";

  private static final String LOCK_HEAD =
      "| network | what happened | within 200 µs for good after [s] | xruns until the next |"
          + "\n|---|---|--:|--:|";

  private final StringBuilder table = new StringBuilder(HEAD);
  private final StringBuilder locks = new StringBuilder(LOCK_HEAD);
  private final Map<String, Map<String, Double>> plot = new LinkedHashMap<>();

  private InStep() {}

  /**
   * @param args "signal" and a file to write; or "analyse", the folder of the recordings, that of
   *     the documentation, the number of receivers, and the recordings' names; or "steady", the
   *     folder, a recording's name, the number of receivers, and from which second on
   */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("signal")) {
      writeSignal(args[1]);
      return;
    }
    InStep step = new InStep();
    if (args[0].equals("steady")) {
      step.steady(
          args[2],
          InStepRecording.read(Path.of(args[1]), args[2], Integer.parseInt(args[3])),
          Integer.parseInt(args[4]) * InStepRecording.RATE_HZ);
      System.out.println(step.table);
      return;
    }
    int receivers = Integer.parseInt(args[3]);
    for (String name : Arrays.asList(args).subList(4, args.length)) {
      step.add(name, InStepRecording.read(Path.of(args[1]), name, receivers));
    }
    step.document(Path.of(args[2]), receivers);
  }

  private static void writeSignal(String file) throws IOException {
    int rateHz = InStepRecording.RATE_HZ;
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] second = new float[1][rateHz];
    try (WavWriter wav =
        new WavWriter(
            new RandomAccessFile(file, "rw"), new StreamFormat(SampleEncoding.S16_LE, rateHz, 1))) {
      for (int s = 0; s < SIGNAL_SECONDS; s++) {
        for (int i = 0; i < rateHz; i++) {
          second[0][i] = AMPLITUDE * (float) (2 * random.nextDouble() - 1);
        }
        wav.write(second, rateHz);
      }
    }
  }

  /**
   * Moments: the sender's start, the last receiver's end, its restart, its network's end, return.
   */
  private void add(String name, InStepRecording recording) {
    String network = name.equals("quiet") ? "quiet" : "queueing of 20 ms";
    List<Window> undisturbed = steady(network, recording, SETTLING_FRAMES);
    lock(network, "sender started", recording, 0);
    lock(network, "receiver restarted", recording, 2);
    lock(network, "network back after 30 s", recording, 4);
    means(name, undisturbed);
  }

  /** From so many frames after the sender's start to the first event; what no xrun disturbed. */
  private List<Window> steady(String network, InStepRecording recording, int settling) {
    List<Window> all = recording.windows(recording.moment(0) + settling, recording.moment(1));
    List<Window> undisturbed =
        all.stream().filter(window -> !recording.disturbed(window.frame())).toList();
    row(network, "all", all);
    row(network, "no xrun within 5 s before", undisturbed);
    plot.put(network, distribution(undisturbed.isEmpty() ? all : undisturbed));
    return undisturbed;
  }

  private void row(String network, String which, List<Window> windows) {
    double[] pairs = pairs(windows);
    table.append(
        String.format(
            Locale.ROOT,
            "%n| %s | %s: %.0f | %d | %.1f | %.1f | %.1f |",
            network,
            which,
            (double) windows.size() / InStepRecording.PACE,
            pairs.length,
            percentile(pairs, 0.5),
            percentile(pairs, 0.99),
            percentile(pairs, 1)));
  }

  private void lock(String network, String what, InStepRecording recording, int moment) {
    int from = recording.moment(moment);
    int to = recording.moment(moment + 1);
    double seconds = secondsToLock(recording.windows(from, to), from);
    locks.append(
        String.format(
            Locale.ROOT,
            "%n| %s | %s | %s | %d |",
            network,
            what,
            Double.isNaN(seconds) ? "never" : String.format(Locale.ROOT, "%.1f", seconds),
            recording.xruns(from, to)));
  }

  private static double secondsToLock(List<Window> windows, int from) {
    int begin = from;
    for (Window window : windows) {
      if (!(Math.abs(window.lastUs()) <= IN_STEP_US)) {
        begin = window.frame() + InStepRecording.HOP;
      }
    }
    return windows.isEmpty() || begin > windows.getLast().frame()
        ? Double.NaN
        : (double) (begin - from) / InStepRecording.RATE_HZ;
  }

  /** What stays tells of device times, what moves of clocks. */
  private static void means(String name, List<Window> windows) {
    if (windows.isEmpty()) {
      return;
    }
    for (int c = 1; c < windows.getFirst().offsetsUs().length; c++) {
      int channel = c;
      double[] offsets =
          windows.stream()
              .mapToDouble(window -> window.offsetsUs()[channel])
              .filter(us -> !Double.isNaN(us))
              .sorted()
              .toArray();
      System.out.printf(
          Locale.ROOT,
          "%s: receiver %d against the first: median %.1f us, from %.1f to %.1f%n",
          name,
          c + 1,
          percentile(offsets, 0.5),
          percentile(offsets, 0),
          percentile(offsets, 1));
    }
  }

  private static Map<String, Double> distribution(List<Window> windows) {
    double[] pairs = pairs(windows);
    Map<String, Double> points = new LinkedHashMap<>();
    for (int percent : new int[] {10, 25, 50, 75, 90, 99, 100}) {
      points.put(percent + " %", percentile(pairs, percent / 100.0));
    }
    return points;
  }

  private static double[] pairs(List<Window> windows) {
    return windows.stream().flatMapToDouble(w -> Arrays.stream(w.pairs())).sorted().toArray();
  }

  private static double percentile(double[] sorted, double fraction) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))];
  }

  private void document(Path docs, int receivers) throws IOException {
    String words =
        String.format(
            "%d receivers, seed %d, %s:%n%n%s%n%n%s",
            receivers, SEED, java.time.LocalDate.now(java.time.ZoneOffset.UTC), table, locks);
    System.out.println(words);
    Files.writeString(
        docs.resolve("figures/in-step.svg"),
        new SvgChart("Offset between any two receivers", "so many pairs are within", "µs")
            .draw(plot));
    Path file = docs.resolve("figures.md");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int from = lines.indexOf("<!-- in-step: written by evidence/in-step -->");
    int to = lines.indexOf("<!-- end of in-step -->");
    if (from < 0 || to < from) {
      throw new IOException(file + " has no place for in-step");
    }
    lines.subList(from + 1, to).clear();
    lines.add(from + 1, words);
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
