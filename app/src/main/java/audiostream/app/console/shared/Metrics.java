package audiostream.app.console.shared;

import audiostream.engine.stats.Described;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values in the text format of Prometheus, version 0.0.4. Names and help texts are the counters'
 * own.
 */
public final class Metrics {

  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** All samples of a name must stand together. */
  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  private final String prefix;

  /**
   * @param prefix of every name, such as {@code audiostream_sender}
   */
  public Metrics(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Counters of one kind.
   *
   * @param subject goes into the name, such as {@code destination}
   * @param labels by which they differ from others of the kind; empty: none
   */
  public <E extends Enum<E> & Described> void counters(
      String subject, Map<String, String> labels, Map<E, Long> values) {
    values.forEach((counter, value) -> counter(subject, labels, counter, value));
  }

  private <E extends Enum<E> & Described> void counter(
      String subject, Map<String, String> labels, E counter, long value) {
    String name = prefix + "_" + subject + "_" + counter.name().toLowerCase(Locale.ROOT) + "_total";
    describe(name, counter.description(), "counter");
    sample(name, labels, Long.toString(value));
  }

  /** A value that goes up and down. */
  public void gauge(String subject, Map<String, String> labels, String help, double value) {
    String name = prefix + "_" + subject;
    describe(name, help, "gauge");
    sample(name, labels, value == Math.rint(value) ? Long.toString((long) value) : "" + value);
  }

  private void describe(String name, String help, String type) {
    families.computeIfAbsent(
        name,
        fresh ->
            new StringBuilder("# HELP " + name + " " + escaped(help) + "\n")
                .append("# TYPE " + name + " " + type + "\n"));
  }

  private void sample(String name, Map<String, String> labels, String value) {
    String inside =
        labels.entrySet().stream()
            .map(l -> l.getKey() + "=\"" + escaped(l.getValue()).replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    StringBuilder family = families.get(name);
    if (family != null) {
      family.append(name).append(labels.isEmpty() ? "" : inside).append(' ').append(value);
      family.append('\n');
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return String.join("", families.values());
  }
}
