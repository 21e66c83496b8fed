package audiostream.evidence;

import audiostream.engine.time.SystemClock;
import audiostream.evidence.ImpairmentRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Glitches and altered samples against loss and against latency: real programs, the impairment link
 * between them. Prints a table, draws plots, and puts both into the documentation.
 */
final class Impairments {

  private static final int SEED = 1;

  /** With more at once, two processors are not enough to keep each link's times. */
  private static final int AT_ONCE = 6;

  private static final String HEAD =
      "| series | link | latency [ms] | lost on the way [%] | late packets | glitches a minute |"
          + " altered frames [%] |\n|---|---|--:|--:|--:|--:|--:|";

  private final ImpairmentRun runs;
  private final Path docs;

  private Impairments(ImpairmentRun runs, Path docs) {
    this.runs = runs;
    this.docs = docs;
  }

  /**
   * @param args classpath of the program; folder for recordings; folder of the documentation;
   *     seconds of each cell; "loss", "latency" or "all"; latencies
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = Integer.parseInt(args[3]);
    ImpairmentRun runs =
        new ImpairmentRun(args[0], Path.of(args[1]), seconds, SEED, SystemClock.real());
    Impairments impairments = new Impairments(runs, Path.of(args[2]));
    String conditions =
        String.format(
            "%d s each, seed %d, %s",
            seconds, SEED, java.time.LocalDate.now(java.time.ZoneOffset.UTC));
    if (!args[4].equals("latency")) {
      impairments.sweep("loss", "packets lost [%]", ImpairmentCell.lossSweep(), conditions);
    }
    if (!args[4].equals("loss")) {
      impairments.sweep(
          "latency",
          "latency [ms]",
          ImpairmentCell.latencySweep(List.of(args[5].split(" "))),
          conditions);
    }
  }

  private void sweep(String name, String xTitle, List<ImpairmentCell> cells, String conditions)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += AT_ONCE) {
      results.addAll(runs.run(cells.subList(i, Math.min(cells.size(), i + AT_ONCE))));
    }
    StringBuilder table = new StringBuilder(HEAD);
    results.forEach(result -> table.append('\n').append(result.row()));
    System.out.println("against " + name + ", " + conditions + "\n\n" + table + "\n");
    Path figures = Files.createDirectories(docs.resolve("figures"));
    Files.writeString(
        figures.resolve(name + "-glitches.svg"),
        new SvgChart("Glitches a minute against " + name, xTitle, "glitches a minute")
            .draw(series(results, Result::glitchesPerMinute)));
    Files.writeString(
        figures.resolve(name + "-altered.svg"),
        new SvgChart("Altered samples against " + name, xTitle, "altered samples [%]")
            .draw(series(results, result -> result.alterations().alteredPercent())));
    document(name, conditions + ":\n\n" + table);
  }

  private static Map<String, Map<String, Double>> series(
      List<Result> results, ToDoubleFunction<Result> value) {
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    for (Result result : results) {
      series
          .computeIfAbsent(result.cell().series(), name -> new LinkedHashMap<>())
          .put(result.cell().x(), value.applyAsDouble(result));
    }
    return series;
  }

  /** Puts the table between the marks that docs/figures.md has for it. */
  private void document(String name, String words) throws IOException {
    Path file = docs.resolve("figures.md");
    String text = Files.readString(file);
    String begin = "<!-- " + name + ": written by evidence/impairments -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(file + " has no place for " + name + ": " + begin.strip());
    }
    Files.writeString(file, text.substring(0, from) + begin + words + "\n" + text.substring(to));
  }
}
