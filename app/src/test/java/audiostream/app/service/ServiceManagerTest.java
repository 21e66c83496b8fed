package audiostream.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears, with a small program in its place. */
class ServiceManagerTest {

  /** Says when it listens, then prints as many notices as asked for, each on a line. */
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      name = sys.argv[1]
      s.bind("\\0" + name[1:] if name.startswith("@") else name)
      s.settimeout(20)
      print("listening", flush=True)
      for _ in range(int(sys.argv[2])):
          print(s.recv(4096).decode().replace("\\n", "|"), flush=True)
      """;

  @TempDir private Path folder;

  private static Process listen(String address, int notices) throws IOException {
    return new ProcessBuilder("python3", "-c", LISTENER, address, Integer.toString(notices))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ServiceManager manager(String address) {
    return ServiceManager.of(Map.of("NOTIFY_SOCKET", address));
  }

  private static void assumePython() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && Files.isExecutable(Path.of("/usr/bin/python3")),
        "python3 is not installed here");
  }

  private static void shouldHear(String address) throws IOException {
    Process listener = listen(address, 3);
    try (BufferedReader heard = listener.inputReader()) {
      assertThat(heard.readLine()).isEqualTo("listening");
      ServiceManager manager = manager(address);
      assertThat(manager.present()).isTrue();
      manager.ready("waiting");
      manager.alive("two\nlines");
      manager.stopping();
      assertThat(heard.readLine()).isEqualTo("READY=1|STATUS=waiting");
      assertThat(heard.readLine()).isEqualTo("WATCHDOG=1|STATUS=two lines");
      assertThat(heard.readLine()).isEqualTo("STOPPING=1");
    } finally {
      listener.destroyForcibly();
    }
  }

  @Test
  void shouldTellASocketWithAPath() throws IOException {
    assumePython();
    shouldHear(folder.resolve("notify").toString());
  }

  @Test
  void shouldTellASocketWithAnAbstractName() throws IOException {
    assumePython();
    shouldHear("@audiostream-test-" + ProcessHandle.current().pid());
  }

  @Test
  void shouldDoNothingWithoutAManager() {
    ServiceManager none = ServiceManager.of(Map.of());
    none.ready("x");
    assertThat(none.present()).isFalse();
  }

  @Test
  void shouldLeaveAloneWhatIsNoAddress() {
    for (String address : new String[] {"", "x", "/", "vsock:2:1", "/" + "long".repeat(40)}) {
      assertThat(manager(address).present()).as(address).isFalse();
    }
  }

  @Test
  void shouldGoOnWhereNobodyListens() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "Unix datagrams are tried on Linux");
    ServiceManager gone = manager(folder.resolve("gone").toString());
    gone.ready("x");
    gone.alive("y");
    assertThat(gone.present()).isTrue();
  }
}
