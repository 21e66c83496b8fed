package audiostream.app.console.shared;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user's own files lie: by the XDG Base Directory Specification, on Windows and macOS where
 * programs keep theirs.
 *
 * @param config settings, the console's token
 * @param state what was last played
 * @param sessions session files, where none was named
 */
public record UserFolders(Path config, Path state, Path sessions) {

  private static final String NAME = "audiostream";

  /**
   * @param environment variables
   * @param osName of the system property {@code os.name}
   * @param home the user's
   */
  public static UserFolders of(Map<String, String> environment, String osName, Path home) {
    String os = osName.toLowerCase(Locale.ROOT);
    Path config = home.resolve(".config");
    Path state = home.resolve(".local").resolve("state");
    Path data = home.resolve(".local").resolve("share");
    if (os.startsWith("mac")) {
      config = home.resolve("Library").resolve("Application Support");
      state = config;
      data = config;
    } else if (os.startsWith("windows")) {
      config = variable(environment, "APPDATA").orElse(home.resolve("AppData"));
      state = config;
      data = config;
    }
    return new UserFolders(
        variable(environment, "XDG_CONFIG_HOME").orElse(config).resolve(NAME),
        variable(environment, "XDG_STATE_HOME").orElse(state).resolve(NAME),
        variable(environment, "XDG_DATA_HOME").orElse(data).resolve(NAME).resolve("sessions"));
  }

  private static Optional<Path> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
