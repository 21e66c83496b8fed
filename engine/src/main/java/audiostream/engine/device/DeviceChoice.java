package audiostream.engine.device;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the device that a person meant, among those that a back-end lists. */
public final class DeviceChoice {

  private DeviceChoice() {}

  /**
   * @param wanted an index among {@code devices}, or part of a name in any case; empty: the first
   *     usable
   * @param backend for the message
   * @param usable whether a device can do what is needed (has inputs, has outputs)
   * @throws DeviceException naming the nearest names
   */
  public static DeviceInfo find(
      String wanted, String backend, List<DeviceInfo> devices, Predicate<DeviceInfo> usable)
      throws DeviceException {
    List<DeviceInfo> candidates = devices.stream().filter(usable).toList();
    String lower = wanted.toLowerCase(Locale.ROOT);
    boolean isIndex = wanted.matches("[0-9]{1,4}");
    Stream<DeviceInfo> exact = candidates.stream().filter(d -> d.name().equalsIgnoreCase(wanted));
    Stream<DeviceInfo> matching =
        candidates.stream()
            .filter(d ->
                isIndex
                    ? d.index() == Integer.parseInt(wanted)
                    : d.name().toLowerCase(Locale.ROOT).contains(lower));
    return Stream.concat(exact, matching)
        .findFirst()
        .orElseThrow(() ->
            new DeviceException(
                backend + " has no such device '" + wanted + "'; " + nearest(wanted, candidates)));
  }

  /** The names closest to what was typed, as the second half of a message. */
  public static String nearest(String wanted, List<DeviceInfo> candidates) {
    if (candidates.isEmpty()) {
      return "it lists none that could be used";
    }
    return candidates.stream()
        .sorted(
            java.util.Comparator.comparingInt(
                d -> distance(wanted.toLowerCase(Locale.ROOT), d.name().toLowerCase(Locale.ROOT))))
        .limit(4)
        .map(d -> "'" + d.name() + "' (" + d.index() + ")")
        .collect(Collectors.joining(", ", "the nearest are ", ""));
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitute, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
