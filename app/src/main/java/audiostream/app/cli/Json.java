package audiostream.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names in JSON. */
final class Json {

  private static final Map<Enum<?>, String> NAMES = new ConcurrentHashMap<>();

  private Json() {}

  /** A counter's name in camel case, e.g. {@code missingFrames}. */
  static String name(Enum<?> counter) {
    return NAMES.computeIfAbsent(counter, Json::inCamelCase);
  }

  private static String inCamelCase(Enum<?> counter) {
    String[] words = counter.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return name.toString();
  }
}
