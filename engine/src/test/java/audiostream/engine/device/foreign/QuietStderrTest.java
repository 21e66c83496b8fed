package audiostream.engine.device.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class QuietStderrTest {

  @Test
  void shouldPointStandardErrorNowhereAndBackAgain() throws IOException {
    Path before = target();
    try (QuietStderr _ = new QuietStderr()) {
      assertThat(target()).isEqualTo(Path.of("/dev/null"));
    }
    assertThat(target()).isEqualTo(before);
  }

  @Test
  void shouldLeaveNoDescriptorOpen() throws IOException {
    long before = descriptors();
    for (int i = 0; i < 10; i++) {
      new QuietStderr().close();
    }
    assertThat(descriptors()).isLessThan(before + 10);
  }

  private static Path target() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
  }

  private static long descriptors() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
