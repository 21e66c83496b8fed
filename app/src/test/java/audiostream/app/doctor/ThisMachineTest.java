package audiostream.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {

  private final Machine machine = new ThisMachine();

  @TempDir private Path folder;

  @Test
  void shouldReadFilesThatEndAfterTheFirstRead() {
    Path kernel = Path.of("/proc/sys/kernel/pid_max");
    assumeTrue(Files.isReadable(kernel), "no /proc/sys here");
    assertThat(machine.text(kernel.toString()).orElseThrow()).matches("\\d{3,}\\n");
  }

  @Test
  void shouldReadNothingWhereThereIsNothing() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "text");
    assertThat(machine.text(there.toString())).contains("text");
    assertThat(machine.text(folder.resolve("gone").toString())).isEmpty();
    assertThat(machine.names(folder.toString())).containsExactly("there");
    assertThat(machine.names(folder.resolve("gone").toString())).isEmpty();
  }

  @Test
  void shouldTakeNothingFromAProgramThatFailsOrIsAbsent() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "no /usr/bin/env here");
    assertThat(machine.printed("env", "echo", "said")).contains("said\n");
    assertThat(machine.printed("env", "false")).isEmpty();
    assertThat(machine.printed("no-such-program")).isEmpty();
  }
}
