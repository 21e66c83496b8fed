package audiostream.app.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tar that runs on every system with a JDK 25. */
public final class PortableTar {

  private static final List<String> BESIDE =
      List.of("audiostream", "audiostream.cmd", "LICENSE", "README.md");

  private PortableTar() {}

  /**
   * @param output an empty file, which is replaced
   * @param searchPath of the system's programs: every system of today brings {@code tar}
   */
  public static void write(ProgramFiles program, Path output, String searchPath)
      throws IOException, InterruptedException {
    Tool tar = Tool.ofSystem(searchPath, "tar", "install tar");
    Path staging = Files.createTempDirectory("audiostream-package");
    try {
      Path top = Files.createDirectory(staging.resolve("audiostream"));
      program.copyJars(top.resolve("lib"));
      for (String name : BESIDE) {
        program.copyIfThere(name, top.resolve(name));
      }
      tar.run(List.of("-czf", output.toString(), "-C", staging.toString(), "audiostream"));
    } finally {
      Folders.delete(staging);
    }
  }
}
