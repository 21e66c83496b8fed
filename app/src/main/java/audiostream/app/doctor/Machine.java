package audiostream.app.doctor;

import java.util.List;
import java.util.Optional;

/** What can be read of a machine; a test has one of its own. */
public interface Machine {

  /** Of the system property {@code os.name}. */
  String osName();

  /** A file's text; empty where there is none or it may not be read. */
  Optional<String> text(String path);

  /** Names in a folder, sorted; none where there is no such folder. */
  List<String> names(String folder);

  /** What a program prints; empty where it is absent, fails, or takes longer than two seconds. */
  Optional<String> printed(String... command);
}
