package audiostream.app.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Debian package of the image. {@code dpkg-deb} packs it, not {@code jpackage}, which would put
 * everything under {@code /opt} and leave manual, completion and service to scripts that dpkg
 * cannot undo.
 */
public final class DebPackage {

  private static final String REMEDY =
      "sudo apt-get install dpkg, or make another kind with --type image or --type portable";

  private final AppImage image;
  private final Tool dpkgDeb;
  private final Tool dpkg;

  /**
   * @param searchPath of the system's programs
   * @throws IllegalArgumentException with a sentence for the user, where it cannot be done here
   */
  public DebPackage(AppImage image, String searchPath) {
    this.image = image;
    this.dpkgDeb = Tool.ofSystem(searchPath, "dpkg-deb", REMEDY);
    this.dpkg = Tool.ofSystem(searchPath, "dpkg", REMEDY);
  }

  /** Whether this system is one that installs such packages. */
  public static boolean possible(String searchPath) {
    return Tool.isThere(searchPath, "dpkg-deb");
  }

  /** The kind of machine that packages made here are for, such as amd64. */
  public String architecture() throws IOException, InterruptedException {
    return dpkg.run(List.of("--print-architecture"));
  }

  /**
   * @param output an empty file, which is replaced
   */
  public void write(ProgramFiles program, Documents documents, Path output)
      throws IOException, InterruptedException {
    Path staging = Files.createTempDirectory("audiostream-deb");
    try {
      DebTree tree = new DebTree(staging);
      image.write(program, tree.image());
      tree.fill(documents);
      tree.control(program.version(), architecture());
      tree.setPermissions();
      dpkgDeb.run(List.of("--root-owner-group", "--build", staging.toString(), output.toString()));
    } finally {
      Folders.delete(staging);
    }
  }
}
