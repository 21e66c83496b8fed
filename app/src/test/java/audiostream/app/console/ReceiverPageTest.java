package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.app.interop.Program;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The receiver's page in a real browser, before a receiver that really plays. */
@Timeout(90)
class ReceiverPageTest {

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
}
