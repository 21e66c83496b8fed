package audiostream.engine.threads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Some of a machine's processors, as the kernel counts and writes them: {@code 2-3} or {@code
 * 0,2-3}. See cpuset(7), "List format".
 *
 * @param numbers 0 to 1023, rising, at least one
 */
public record Processors(List<Integer> numbers) {

  /** As many as a {@code cpu_set_t} of glibc has. */
  static final int MOST = 1024;

  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
  private static final Pattern PART = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");

  /** Sorted, without repetitions. */
  public Processors {
    if (numbers.isEmpty() || numbers.stream().anyMatch(n -> n < 0 || n >= MOST)) {
      throw new IllegalArgumentException(
          "processors " + numbers + ": at least one, 0 to " + (MOST - 1));
    }
    numbers = numbers.stream().distinct().sorted().toList();
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Processors parse(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String part : text.strip().split(",", -1)) {
      Matcher range = PART.matcher(part.strip());
      if (!range.matches()) {
        throw unreadable(text);
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last >= MOST) {
        throw unreadable(text);
      }
      IntStream.rangeClosed(first, last).forEach(numbers::add);
    }
    return new Processors(numbers);
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'" + text + "': processors by number, such as 2-3 or 1,3, from 0 to " + (MOST - 1));
  }

  /** Those that run, isolated ones too; empty where the system does not say. */
  public static Optional<Processors> online() {
    try {
      return Optional.of(parse(Files.readString(ONLINE)));
    } catch (IOException | IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /**
   * These, where the machine has all of them.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public Processors within(Processors there) {
    if (!there.numbers.containsAll(numbers)) {
      throw new IllegalArgumentException(
          "'" + this + "': this machine has the processors " + there);
    }
    return this;
  }

  /** The shortest list, such as {@code 0,2-3}. */
  @Override
  public String toString() {
    return numbers.stream()
        .filter(n -> !numbers.contains(n - 1))
        .map(this::range)
        .collect(Collectors.joining(","));
  }

  private String range(int first) {
    int last = first;
    while (numbers.contains(last + 1)) {
      last++;
    }
    return last == first ? Integer.toString(first) : first + "-" + last;
  }
}
