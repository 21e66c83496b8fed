package audiostream.app.cli;

import java.util.Locale;

/** Names in JSON. */
final class Json {

  private Json() {}

  /** A counter's name in camel case, e.g. {@code missingFrames}. */
  static String name(Enum<?> counter) {
    String[] words = counter.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return name.toString();
  }
}
