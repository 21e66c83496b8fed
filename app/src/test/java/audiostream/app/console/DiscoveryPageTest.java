package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Namespaces;
import audiostream.app.interop.Program;
import audiostream.app.interop.Tunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two machines on one network: a receiver on one, a sender, its page and Avahi on the other. */
@Tag("long")
@Timeout(180)
class DiscoveryPageTest {

  @TempDir Path folder;

  private static final String BUS =
      """
      <busconfig>
       <type>system</type><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth>
       <policy context="default">
        <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
       </policy>
      </busconfig>
      """;

  /** With a bus and a run folder of its own, so that nothing of this machine is touched. */
  private static final String AVAHI =
      """
      set -e
      mount -t tmpfs none /run
      mkdir -p /run/avahi-daemon
      export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$1/bus
      dbus-daemon --config-file="$1/bus.conf" --nofork --nopidfile &
      while [ ! -S "$1/bus" ]; do sleep 0.05; done
      avahi-daemon --file="$1/avahi.conf" --no-drop-root --no-chroot --no-rlimits &
      until avahi-browse -prt _audiostreamudp._udp 2>/dev/null | grep '^='; do sleep 0.5; done
      # Or what it has started would outlive it.
      wait
      """;

  /** What the receiver's own page sends. */
  private static final List<String> RENAME =
      List.of(
          "curl",
          "--silent",
          "--fail",
          "--request",
          "PATCH",
          "--header",
          "Content-Type: application/json",
          "--data",
          "{\"name\": \"Oak\"}",
          "http://127.0.0.1:8090/api/receiver");

  private Program avahi(Namespaces network) throws Exception {
    Files.writeString(folder.resolve("bus.conf"), BUS.formatted(folder));
    Files.writeString(
        folder.resolve("avahi.conf"),
        "[server]\nuse-ipv4=yes\nuse-ipv6=no\nallow-interfaces=as0\n");
    Path script = folder.resolve("avahi.sh");
    Files.writeString(script, AVAHI);
    return network.startOtherFar(List.of("sh", script.toString(), folder.toString()));
  }

  private Program tunnel(Namespaces network, Path socket) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Tunnel.class.getName()));
    words.addAll(List.of(socket.toString(), "8080"));
    return network.startOtherFar(words);
  }

  @Test
  @SuppressWarnings("try") // an interrupt while tidying up fails the test, as it should
  void shouldFindWhatAvahiFindsAndAddItWithOneClick() throws Exception {
    Program.require("avahi-daemon", "avahi-daemon");
    Program.require("avahi-browse", "avahi-utils");
    Program.require("dbus-daemon", "dbus");
    Program.require("curl", "curl");
    Path socket = folder.resolve("console.socket");
    try (Browser browser = Browser.start();
        Namespaces network = Namespaces.make();
        Program receiver =
            network.startNear(
                "receive",
                "--output",
                "silent:",
                "--name",
                "Tree \u00e4 <b>",
                "--console",
                "8090");
        Program sender = network.startFar("send", "--session", session(), "--console");
        Program other = tunnel(network, socket);
        Tunnel tunnel = Tunnel.into(socket);
        Program avahi = avahi(network)) {
      receiver.awaitOutput("listening");
      sender.awaitOutput("console: ");
      sender.await("the tunnel is open", () -> Files.exists(socket));
      avahi.awaitOutput(";" + Namespaces.NEAR_ADDRESS + ";5004;");
      assertThat(avahi.output())
          // It writes bytes that are not ASCII as numbers.
          .contains("\"name=Tree \\195\\164 <b>\"", "\"port=5004\"", "\"wire=rtp\"")
          .containsPattern("\"channels=[0-9]+\"")
          .containsPattern("\"rates=[0-9]+\"")
          .containsPattern("\"version=[0-9.]+\"");
      browser.open("http://127.0.0.1:" + tunnel.port());
      browser.await(
          "document.querySelector('#found-list strong')?.textContent === 'Tree \u00e4 <b>'");
      browser.await(
          "document.querySelector('#found-list .soft').textContent.startsWith('rtp://"
              + Namespaces.NEAR_ADDRESS
              + "')");
      browser.click("Add Tree \u00e4 <b>");
      browser.await("document.querySelector('.row .say').textContent.startsWith('playing')");
      try (Program curl = network.startOtherNear(RENAME)) {
        assertThat(curl.awaitEnd()).as(curl.output()).isZero();
      }
      browser.await("document.querySelector('#found-list strong')?.textContent === 'Oak'");
      receiver.end();
      browser.await("document.getElementById('found').hidden");
      assertThat(browser.complaints()).isEmpty();
      assertThat(other.output()).isEmpty();
    }
  }

  private String session() throws Exception {
    Path file = folder.resolve("show.json");
    Files.writeString(file, "{\"version\": 1, \"input\": {\"device\": \"tone:2\"}}");
    return file.toString();
  }
}
