package audiostream.app.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name a person meant. */
public final class NearestName {

  private NearestName() {}

  /** The known name that differs least, where it differs by less than half of its letters. */
  public static Optional<String> of(String typed, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(typed, name) <= Math.max(1, name.length() / 2))
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** Levenshtein's distance, upper and lower case being the same. */
  private static int distance(String typed, String known) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = known.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > b.length()) {
      return Integer.MAX_VALUE;
    }
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 0; i < a.length(); i++) {
      above = nextRow(above, i, a.charAt(i), b);
    }
    return above[b.length()];
  }

  private static int[] nextRow(int[] above, int i, char letter, String b) {
    int[] row = new int[above.length];
    row[0] = i + 1;
    for (int j = 0; j < b.length(); j++) {
      int replaced = above[j] + (letter == b.charAt(j) ? 0 : 1);
      row[j + 1] = Math.min(replaced, 1 + Math.min(above[j + 1], row[j]));
    }
    return row;
  }
}
