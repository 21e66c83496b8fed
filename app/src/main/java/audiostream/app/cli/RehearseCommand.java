package audiostream.app.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code audiostream rehearse}: a sender and a receiver in one process, for Java to see what they
 * load and which of their methods run often.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Sends to itself, for the cache of a package: what Java learns of it.")
final class RehearseCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "PORT", description = "Even, and free on loopback with the next one.")
  private int port;

  @Option(names = "--duration", paramLabel = "SECONDS", description = "(default 6).")
  private int seconds = 6;

  RehearseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    AtomicInteger received = new AtomicInteger(Main.FAILED);
    Thread receiver =
        Thread.ofPlatform()
            .name("audiostream-rehearsal")
            .start(() -> received.set(receive("rtp://127.0.0.1:" + port)));
    int sent = send("rtp://127.0.0.1:" + port + "/1");
    receiver.join();
    return Math.max(sent, received.get());
  }

  private int receive(String uri) {
    String duration = String.valueOf(seconds + 1);
    return run(
        "receive",
        uri,
        "--output",
        "pipe:",
        "--no-announce",
        "--latency",
        "20",
        "--duration",
        duration);
  }

  private int send(String uri) {
    String duration = String.valueOf(seconds);
    return run("send", "--input", "tone:", "--to", uri, "--stats", "json", "--duration", duration);
  }

  private int run(String... words) {
    return Main.run(terminal.out(), terminal.err(), words);
  }
}
