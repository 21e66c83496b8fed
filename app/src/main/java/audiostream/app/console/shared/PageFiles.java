package audiostream.app.console.shared;

import audiostream.app.console.http.Routes;
import audiostream.app.console.http.StaticFiles;
import java.util.List;

/** The files that the pages of sender and receiver share. */
public final class PageFiles {

  private static final List<String> NAMES =
      List.of("console.css", "api.js", "check.js", "dom.js", "events.js", "meters.js", "icon.svg");

  private PageFiles() {}

  public static void addTo(Routes routes) {
    StaticFiles.add(routes, PageFiles.class, NAMES);
  }
}
