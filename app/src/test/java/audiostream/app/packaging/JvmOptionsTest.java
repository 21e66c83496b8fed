package audiostream.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

  @Test
  void shouldBeThoseOfTheLauncher() throws IOException {
    String launcher = Files.readString(Path.of("..", "audiostream"));
    String command =
        launcher.substring(launcher.indexOf("exec \"$java/bin/java\"")).replace("\\\n", " ");
    assertThat(command.split("\\s+")).containsAll(JvmOptions.ALL);
    assertThat(command.lines().findFirst().orElseThrow().split(" -XX:|-Xm|-Xs|--enable-"))
        .as("options of the launcher")
        .hasSize(JvmOptions.ALL.size() + 1);
  }
}
