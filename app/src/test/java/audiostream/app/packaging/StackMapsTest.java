package audiostream.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StackMapsTest {

  @TempDir private Path folder;

  @Test
  void shouldGiveOldClassesStackMaps() throws IOException {
    byte[] old = bytesOf("picocli/CommandLine$Interpreter.class");
    assertThat(ClassFile.of().parse(old).majorVersion()).isLessThan(ClassFile.JAVA_7_VERSION);
    ClassModel raised = ClassFile.of().parse(StackMaps.withMaps("Interpreter.class", old));
    assertThat(raised.majorVersion()).isEqualTo(ClassFile.JAVA_7_VERSION);
    assertThat(raised.methods())
        .anyMatch(method ->
            method
                .code()
                .flatMap(code -> code.findAttribute(Attributes.stackMapTable()))
                .isPresent());
    assertThat(ClassFile.of().verify(raised)).isEmpty();
  }

  @Test
  void shouldLeaveAllOthersAsTheyAre() throws IOException {
    byte[] young = bytesOf("audiostream/app/cli/Main.class");
    assertThat(StackMaps.withMaps("Main.class", young)).isSameAs(young);
    assertThat(StackMaps.withMaps("notes.txt", new byte[8])).hasSize(8);
    assertThat(StackMaps.withMaps("empty.class", new byte[0])).isEmpty();
  }

  @Test
  void shouldLeaveAJarThatWorks() throws Exception {
    Path jar = Files.copy(picocli(), folder.resolve("picocli.jar"));
    StackMaps.add(folder);
    URL[] only = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(only, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass("picocli.CommandLine");
      assertThat(type.getField("VERSION").get(null)).isEqualTo(CommandLine.VERSION);
    }
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("picocli.jar"));
  }

  private static Path picocli() throws URISyntaxException {
    return Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static byte[] bytesOf(String name) throws IOException {
    try (InputStream in = StackMapsTest.class.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
