package audiostream.app.interop;

import audiostream.app.cli.Main;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A sender with a console and a receiver for a second: an archive holds what they have loaded. */
final class Rehearsal {

  private Rehearsal() {}

  public static void main(String[] arguments) throws Exception {
    String uri = "rtp://127.0.0.1:" + Ports.freePair();
    int console;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      console = free.getLocalPort();
    }
    Thread receiver =
        new Thread(() -> run("receive " + uri + " --output silent: --stats json --duration 2"));
    receiver.start();
    run(
        "send --input tone:2 --to %s/1 --console %d --no-discover --duration 1"
            .formatted(uri, console));
    receiver.join();
  }

  private static void run(String arguments) {
    Main.run(System.out, System.out, arguments.split(" "));
  }
}
