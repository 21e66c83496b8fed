package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.app.interop.Program;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The receiver's page in a real browser, before a receiver that really plays. */
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class ReceiverPageTest {

  @TempDir Path folder;

  private static String freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  @Test
  void shouldShowHowItPlaysAndChangeTheVolume() throws Exception {
    String uri = "rtp://127.0.0.1:" + Ports.freePair();
    String page = freePort();
    try (Browser browser = Browser.start();
        Program receiver =
            Program.ours(
                "receive", uri, "--output", "silent:", "--console", page, "--name", "<b>tree");
        Program sender = Program.ours("send", "--input", "tone:1", "--to", uri + "/1")) {
      receiver.awaitOutput("console: ");
      browser.open("http://127.0.0.1:" + page);
      browser.await("document.querySelector('.card .big').textContent === 'playing'");
      browser.await("document.querySelector('.meter .value').textContent.startsWith('\u22121')");
      browser.await("document.querySelector('h1').textContent === '<b>tree'");
      browser.fill("Volume in dB", "99");
      browser.press("Enter");
      browser.await(
          "document.querySelector('.error:not([hidden])').textContent.startsWith(\"gain '99'\")");
      browser.fill("Volume in dB", "-30");
      browser.press("Enter");
      browser.await("document.querySelector('.meter .value').textContent.startsWith('\u22124')");
      browser.run(Axe.script());
      assertThat(browser.value(Axe.FINDINGS)).isEmpty();
      browser.size(360, 740, true);
      browser.await("document.documentElement.scrollWidth <= 360");
      assertThat(browser.complaints()).isEmpty();
      assertThat(sender.output()).contains("sending tone");
    }
  }

  @Test
  void shouldKeepOutForeignPagesAndWhoHasNoToken() throws Exception {
    String uri = "rtp://127.0.0.1:" + Ports.freePair();
    String local = freePort();
    try (Program receiver =
        Program.ours("receive", uri, "--output", "silent:", "--console", local)) {
      receiver.awaitOutput("console: ");
      int port = Integer.parseInt(local);
      String own = "Host: 127.0.0.1:" + local + "\nContent-Length: 0\n";
      String origin = "Origin: http://127.0.0.1:" + local + "\n";
      String reset = "/api/clips/reset";
      assertThat(RawHttp.statusOf(port, "POST", reset, own + origin)).isEqualTo("204");
      assertThat(RawHttp.statusOf(port, "POST", reset, own + "Origin: http://evil.example\n"))
          .isEqualTo("403");
      assertThat(RawHttp.statusOf(port, "GET", "/api/receiver", "Host: evil.example\n"))
          .isEqualTo("421");
      assertThat(RawHttp.raw(port, "GET / HTTP/1.1\n" + own + "\n"))
          .containsIgnoringCase("content-security-policy: default-src 'none'");
      Api api = new Api("http://127.0.0.1:" + local);
      assertThat(api.get("/api/openapi.json").body())
          .contains("/api/receiver", "/api/live", "/metrics", reset);
    }
    String wide = freePort();
    try (Program receiver =
        Program.oursAt(
            folder, "receive", uri, "--output", "silent:", "--console", "0.0.0.0:" + wide)) {
      receiver.awaitOutput("console: ");
      Api api = new Api("http://127.0.0.1:" + wide);
      assertThat(api.get("/api/receiver").status()).isEqualTo(401);
      assertThat(api.send("PATCH", "/api/receiver", "{\"name\": \"x\"}").status()).isEqualTo(401);
    }
  }
}
