package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * Two machines on one cable, made of Linux network namespaces: 10.199.0.1 and 10.199.0.2. Needs
 * root; named by this process, and taken away at the end.
 */
@SuppressWarnings("try") // an interrupt while tidying up fails the test, as it should
public final class Namespaces implements AutoCloseable {

  public static final String NEAR_ADDRESS = "10.199.0.1";
  public static final String FAR_ADDRESS = "10.199.0.2";

  private static final AtomicInteger MADE = new AtomicInteger();

  private final String own = ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
  private final String near = "asnear" + own;
  private final String far = "asfar" + own;

  private Namespaces() {}

  /** Makes them, or skips the test with the reason. */
  public static Namespaces make() throws Exception {
    Program.require("ip", "iproute2");
    Namespaces made = new Namespaces();
    try {
      if (Program.run("ip", "netns", "add", made.near) != 0) {
        Assumptions.abort("network namespaces cannot be made here: run as root on Linux");
      }
      made.connect();
      return made;
    } catch (Exception | AssertionError e) {
      made.close();
      throw e;
    }
  }

  private void connect() throws Exception {
    ip("netns add " + far);
    ip("-n " + near + " link add as0 type veth peer name as0 netns " + far);
    bringUp(near, NEAR_ADDRESS);
    bringUp(far, FAR_ADDRESS);
  }

  private static void bringUp(String namespace, String address) throws Exception {
    ip("-n " + namespace + " addr add " + address + "/24 dev as0");
    ip("-n " + namespace + " link set lo up");
    ip("-n " + namespace + " link set as0 up");
  }

  private static void ip(String words) throws Exception {
    try (Program program = Program.start(("ip " + words).split(" "))) {
      int status = program.awaitEnd();
      assertThat(status).as("ip %s: %s", words, program.output()).isZero();
    }
  }

  public Program startNear(String... arguments) throws Exception {
    return start(near, Program.ourCommand(arguments));
  }

  public Program startFar(String... arguments) throws Exception {
    return start(far, Program.ourCommand(arguments));
  }

  /** Any program. */
  public Program startOtherFar(List<String> words) throws Exception {
    return start(far, words);
  }

  /** Any program, beside the first. */
  public Program startOtherNear(List<String> words) throws Exception {
    return start(near, words);
  }

  private static Program start(String namespace, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.addAll(words);
    return Program.start(command);
  }

  @Override
  public void close() throws Exception {
    Program.run("ip", "netns", "delete", near);
    Program.run("ip", "netns", "delete", far);
  }
}
