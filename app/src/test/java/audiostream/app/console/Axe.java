package audiostream.app.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The accessibility checker axe-core, to be run in a page. */
final class Axe {

  /** Its findings in words; empty: none. */
  static final String FINDINGS =
      "axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' '"
          + " + n.failureSummary).join('; ')).join('\\n'))";

  private Axe() {}

  static String script() throws IOException {
    String path = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (InputStream in = Axe.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException(path + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
