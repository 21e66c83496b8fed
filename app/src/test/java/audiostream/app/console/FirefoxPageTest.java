package audiostream.app.console;

import static audiostream.app.console.Browser.button;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The page in a browser of another kind: what it uses of the web, Firefox must have, too. */
@Tag("long")
@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class FirefoxPageTest {

  @TempDir Path folder;

  private RunningSender sender;
  private Firefox firefox;
  private Api api;

  @BeforeEach
  void open() throws Exception {
    firefox = Firefox.start();
    sender = RunningSender.with(folder, PageFixture.SESSION);
    api = new Api(sender.url());
    firefox.open(sender.url());
    awaitRows(2);
  }

  @AfterEach
  void close() throws Exception {
    if (sender != null) {
      sender.close();
    }
    if (firefox != null) {
      firefox.close();
    }
  }

  private void awaitRows(int count) {
    firefox.await("document.querySelectorAll('.row').length === " + count);
  }

  private String told(Object... way) throws Exception {
    return api.get("/api/session").at(way);
  }

  @Test
  void shouldShowAndChangeWhatChromiumDoes() throws Exception {
    firefox.await("document.querySelectorAll('.meter .value')[3].textContent === '\u221212.0'");
    String lit =
        "(() => { const c = document.querySelector('.meter canvas'); const p ="
            + " c.getContext('2d').getImageData(c.width * 0.3, c.height / 2, 1, 1).data; return"
            + " p[0] + p[1] + p[2] > 300; })()";
    firefox.await(lit);
    firefox.fill("Gain in dB of destination 2", "-9" + Firefox.ENTER);
    firefox.await("document.activeElement.value === '-9'");
    firefox.click("Mute tree");
    firefox.await(button("Mute tree") + ".getAttribute('aria-pressed') === 'true'");
    firefox.click("Add");
    firefox.fill("Address", "rtp://127.0.0.1:23040");
    firefox.fill("Name", "gate" + Firefox.ENTER);
    awaitRows(3);
    assertThat(told("destinations", 1, "gainDb")).isEqualTo("-9");
    assertThat(told("destinations", 2, "name")).isEqualTo("gate");
    firefox.click("Matrix");
    firefox.click("channel 4 to gate");
    firefox.await(button("channel 4 to gate, carried as its channel 2"));
    firefox.clickOn("document.getElementById('group-change')");
    firefox.fill("Latency", "4" + Firefox.ENTER);
    firefox.await(
        "document.querySelector('dialog .error:not([hidden])').textContent === 'latency 4:"
            + " milliseconds from 5 to 5000'");
    firefox.fill("Latency", "90" + Firefox.ENTER);
    firefox.await("document.getElementById('group-words').textContent === '90.0 ms'");
    firefox.click("List");
    firefox.click("More about tree");
    firefox.click("Details and history");
    firefox.await("document.querySelectorAll('.plot canvas').length > 0");
    firefox.click("Close");
    firefox.size(360, 740);
    firefox.await("document.documentElement.scrollWidth <= 360");
    assertThat(firefox.complaints()).isEmpty();
  }

  @Test
  void shouldComeBackWhenTheSenderDoes() throws Exception {
    int port = sender.port();
    sender.close();
    firefox.await("!document.getElementById('offline').hidden");
    sender = RunningSender.at(port, folder.resolve("again"), PageFixture.SESSION);
    firefox.await("document.getElementById('offline').hidden");
    firefox.await("document.querySelectorAll('.meter .value')[3].textContent === '\u221212.0'");
  }
}
