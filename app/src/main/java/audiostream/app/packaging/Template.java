package audiostream.app.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Files that go into packages, kept as resources of the program. */
final class Template {

  private Template() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the program");
      }
      return in.readAllBytes();
    }
  }

  /**
   * @param values for what stands between {@code @}s
   */
  static String text(String name, Map<String, String> values) throws IOException {
    String text = new String(bytes(name), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return text;
  }
}
