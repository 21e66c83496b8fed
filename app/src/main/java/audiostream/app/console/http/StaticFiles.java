package audiostream.app.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, out of the program's own resources, read once. */
public final class StaticFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", Reply.HTML,
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", Reply.JSON,
          "svg", "image/svg+xml",
          "png", "image/png");

  private StaticFiles() {}

  /**
   * Adds a route for each file; {@code index.html} stands at {@code /} as well.
   *
   * @param owner beside whose class the files lie, in a folder {@code web}
   */
  public static void add(Routes routes, Class<?> owner, List<String> names) {
    Map<String, Reply> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, read(owner, name));
    }
    files.forEach((name, reply) -> routes.on("GET", pathOf(name), request -> reply));
    Reply front = files.get("index.html");
    if (front != null) {
      routes.on("GET", "/", request -> front);
    }
  }

  /** The description of the API stands where the API does. */
  private static String pathOf(String name) {
    return name.equals("openapi.json") ? "/api/openapi.json" : "/" + name;
  }

  private static Reply read(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream("web/" + name)) {
      if (in == null) {
        throw new IllegalStateException("web/" + name + " is missing from the program");
      }
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), Reply.TEXT);
      return new Reply(200, type, in.readAllBytes(), Map.of("Cache-Control", "no-cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
