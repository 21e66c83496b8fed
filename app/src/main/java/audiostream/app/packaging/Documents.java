package audiostream.app.packaging;

import java.util.Map;

/**
 * What is written from the command line's own description.
 *
 * @param manPages by file name, such as {@code audiostream-send.1}
 * @param completion for bash
 */
public record Documents(Map<String, String> manPages, String completion) {
  public Documents {
    manPages = Map.copyOf(manPages);
  }
}
