package audiostream.app.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the Debian package where they will lie. The folder of the image is {@code
 * /usr/lib/audiostream}; all else are single files, so that dpkg knows and removes each.
 */
final class DebTree {

  private static final String IMAGE = "usr/lib/audiostream";

  /** Which resource goes where. */
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry(Icon.SVG, "usr/share/icons/hicolor/scalable/apps/audiostream.svg"),
          Map.entry(Icon.PNG, "usr/share/icons/hicolor/256x256/apps/audiostream.png"),
          Map.entry("audiostream.desktop", "usr/share/applications/audiostream.desktop"),
          Map.entry(
              "audiostream-receiver.service",
              "usr/lib/systemd/system/audiostream-receiver.service"),
          Map.entry("sysusers.conf", "usr/lib/sysusers.d/audiostream.conf"),
          Map.entry("receiver.json", "etc/audiostream/receiver.json"),
          Map.entry("conffiles", "DEBIAN/conffiles"),
          Map.entry("copyright", "usr/share/doc/audiostream/copyright"));

  private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");

  private final Path root;

  DebTree(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Where the image goes; its parent is made. */
  Path image() throws IOException {
    Path image = root.resolve(IMAGE);
    Files.createDirectories(image.getParent());
    return image;
  }

  /** All but the image and the control file. */
  void fill(Documents documents) throws IOException {
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      Files.write(at(place.getValue()), Template.bytes(place.getKey()));
    }
    for (Map.Entry<String, String> page : documents.manPages().entrySet()) {
      Files.write(at("usr/share/man/man1/" + page.getKey() + ".gz"), packed(page.getValue()));
    }
    Files.writeString(
        at("usr/share/bash-completion/completions/audiostream"), documents.completion());
    Files.createSymbolicLink(
        at("usr/bin/audiostream"), Path.of("../lib/audiostream/bin/audiostream"));
    for (String script : SCRIPTS) {
      Path file = Files.write(at("DEBIAN/" + script), Template.bytes(script));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** After all the others, since it says how large they are. */
  void control(String version, String architecture) throws IOException {
    String text =
        Template.text(
            "control",
            Map.of(
                "version", version,
                "architecture", architecture,
                "kib", Long.toString(Folders.bytes(root) / 1024)));
    Files.writeString(at("DEBIAN/control"), text);
  }

  /** The same whatever the mask of who builds it. */
  void setPermissions() throws IOException {
    for (Path path : Folders.all(root)) {
      if (!Files.isSymbolicLink(path)) {
        boolean open =
            Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.isExecutable(path);
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(open ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private Path at(String place) throws IOException {
    Path file = root.resolve(place);
    Files.createDirectories(file.getParent());
    return file;
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
