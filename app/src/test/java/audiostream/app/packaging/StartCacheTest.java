package audiostream.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StartCacheTest {

  @TempDir Path folder;

  @Test
  void shouldSayWhatARehearsalSaidThatFailed() throws IOException {
    StartCache cache = rehearsing("echo 'port 5004 is taken' >&2; exit 2");
    assertThatThrownBy(() -> cache.make(5_004))
        .isInstanceOf(IOException.class)
        .hasMessage("the rehearsal ended with status 2: port 5004 is taken");
  }

  @Test
  void shouldSayWhenARehearsalLeavesNoCache() throws IOException {
    StartCache cache = rehearsing("echo 'option not known' >&2");
    assertThatThrownBy(() -> cache.make(5_004))
        .isInstanceOf(IOException.class)
        .hasMessage("this Java made no audiostream.aot in " + folder + ": option not known");
  }

  @Test
  void shouldRehearseOnThePortAndKeepTheCache() throws Exception {
    rehearsing("echo \"$1 $2\" >\"${JAVA_TOOL_OPTIONS#-XX:AOTCacheOutput=}\"").make(5_004);
    assertThat(folder.resolve(StartCache.FILE)).hasContent("rehearse 5004");
  }

  private StartCache rehearsing(String script) throws IOException {
    Path launcher = folder.resolve("launcher");
    Files.createFile(
        launcher,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(launcher, "#!/bin/sh\n" + script + "\n");
    return new StartCache(launcher, folder);
  }
}
