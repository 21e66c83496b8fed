package audiostream.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A small line chart as SVG: evenly spaced x values with names, a logarithmic y axis that ends in
 * zero, a few series.
 */
final class SvgChart {

  private static final int WIDTH = 620;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 60;
  private static final int BOTTOM = 55;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#3a7d44", "#7a5195");

  private final String title;
  private final String xTitle;
  private final String yTitle;

  private List<String> xNames = List.of();

  /** From the lowest decade line to the highest; below the lowest stands zero. */
  private int lowestDecade;

  private int highestDecade;

  SvgChart(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  /**
   * @param series by name: y, not negative, by the name of x
   */
  String draw(Map<String, Map<String, Double>> series) {
    scale(series.values());
    List<String> parts = new ArrayList<>();
    parts.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    parts.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    parts.add(text(LEFT, 22, "start", title, " font-size=\"15\" font-weight=\"bold\""));
    axes(parts);
    int number = 0;
    for (Map.Entry<String, Map<String, Double>> each : series.entrySet()) {
      line(parts, each.getKey(), each.getValue(), number++);
    }
    parts.add("</svg>");
    return String.join("\n", parts) + "\n";
  }

  /** The decades that hold all values above zero. */
  private void scale(Collection<Map<String, Double>> series) {
    xNames = series.stream().flatMap(each -> each.keySet().stream()).distinct().toList();
    double[] decades =
        series.stream()
            .flatMap(each -> each.values().stream())
            .filter(value -> value > 0)
            .mapToDouble(Math::log10)
            .sorted()
            .toArray();
    lowestDecade = decades.length == 0 ? 0 : (int) Math.floor(decades[0]);
    highestDecade =
        decades.length == 0
            ? 1
            : Math.max(lowestDecade + 1, (int) Math.ceil(decades[decades.length - 1]));
  }

  private void axes(List<String> parts) {
    for (int decade = lowestDecade; decade <= highestDecade; decade++) {
      grid(parts, y(Math.pow(10, decade)), name(decade));
    }
    grid(parts, y(0), "0");
    for (int i = 0; i < xNames.size(); i++) {
      parts.add(text(x(i), HEIGHT - BOTTOM + 20, "middle", xNames.get(i), ""));
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2.0;
    parts.add(text(middle, HEIGHT - 12, "middle", xTitle, ""));
    double centre = (TOP + HEIGHT - BOTTOM) / 2.0;
    parts.add(
        text(
            16,
            centre,
            "middle",
            yTitle,
            String.format(Locale.ROOT, " transform=\"rotate(-90 16 %.1f)\"", centre)));
  }

  private static String name(int decade) {
    return decade >= 0
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, decade))
        : String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade));
  }

  private static void grid(List<String> parts, double y, String name) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#cccccc\"/>",
            LEFT,
            y,
            WIDTH - RIGHT,
            y));
    parts.add(text(LEFT - 8, y + 4, "end", name, ""));
  }

  private void line(List<String> parts, String name, Map<String, Double> values, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xNames.size(); i++) {
      Double value = values.get(xNames.get(i));
      if (value != null) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(value)));
        parts.add(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
                x(i),
                y(value),
                colour));
      }
    }
    parts.add(
        String.format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
            points.toString().strip(), colour));
    int x = LEFT + 170 * number;
    parts.add(
        String.format(
            "<rect x=\"%d\" y=\"34\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour));
    parts.add(text(x + 18, 45, "start", name, ""));
  }

  private double x(int index) {
    double step = (double) (WIDTH - LEFT - RIGHT) / xNames.size();
    return LEFT + step * (index + 0.5);
  }

  private double y(double value) {
    double decades = Math.max(Math.log10(value), lowestDecade - 1);
    double fraction = (decades - lowestDecade + 1) / (highestDecade - lowestDecade + 1);
    return HEIGHT - BOTTOM - fraction * (HEIGHT - BOTTOM - TOP);
  }

  private static String text(double x, double y, String anchor, String words, String more) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>",
        x,
        y,
        anchor,
        more,
        words.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
