package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser before the page of a sender that really sends, with two destinations. */
@Timeout(150)
abstract class PageFixture {

  /**
   * Somebody is there, who takes what comes and says nothing: where nobody is, a row says so a
   * packet later, and sooner or later than a test looks.
   */
  static final DatagramSocket TREE = present();

  static final DatagramSocket HALL = present();

  static final String SESSION =
      """
      {"version": 1, "input": {"device": "tone:4"},
       "destinations": [
        {"name": "tree", "url": "rtp://127.0.0.1:%d", "channels": [1]},
        {"name": "hall", "url": "raw://127.0.0.1:%d", "channels": [2], "gainDb": -6}]}
      """
          .formatted(TREE.getLocalPort(), HALL.getLocalPort());

  private static DatagramSocket present() {
    try {
      return new DatagramSocket(Ports.freePair(), InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Browser browser;

  @TempDir Path folder;

  RunningSender sender;
  Api api;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    open(SESSION, 2);
  }

  /** Begins anew with another session. */
  final void open(String session, int destinations) throws Exception {
    if (sender != null) {
      sender.close();
    }
    sender = RunningSender.with(folder, session);
    api = new Api(sender.url());
    browser.size(1_280, 900, false);
    browser.open(sender.url());
    awaitRows(destinations);
  }

  @AfterEach
  void close() {
    sender.close();
    assertThat(browser.complaints()).isEmpty();
  }

  /** What the API tells of the session, by names and indexes. */
  final String told(Object... way) throws Exception {
    return api.get("/api/session").at(way);
  }

  /** Looks until the API tells what is expected; for what the page sends without waiting. */
  final void awaitTold(String expected, Object... way) throws Exception {
    String told = told(way);
    for (int look = 0; look < 1_000 && !told.equals(expected); look++) {
      RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 20_000_000L);
      told = told(way);
    }
    assertThat(told).isEqualTo(expected);
  }

  static String row(int index) {
    return "document.querySelectorAll('.row')[" + index + "]";
  }

  static void awaitRows(int count) {
    browser.await("document.querySelectorAll('.row').length === " + count);
  }

  /** Presses Tab until a button has the focus. */
  static void tabTo(String name) {
    String now =
        "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent)";
    for (int i = 0; i < 60 && !browser.value(now).equals(name); i++) {
      browser.press("Tab");
    }
    assertThat(browser.value(now)).isEqualTo(name);
  }
}
