package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes the pictures of the documentation; run by {@code scripts/screenshots}. */
class Screenshots {

  private static final Path FOLDER =
      Path.of(System.getProperty("audiostream.screenshots", "target/screenshots"));

  @TempDir Path folder;

  private static String few() {
    return """
    {"version": 1, "input": {"device": "tone:8"},
     "destinations": [
      {"name": "Tree", "url": "rtp://127.0.0.1:23004", "channels": [1]},
      {"name": "Hall left", "url": "rtp://127.0.0.1:23006", "channels": [2], "gainDb": -6},
      {"name": "Foyer", "url": "rtp://239.1.2.3:5004?ttl=4", "channels": [1, 2, 3, 4, 7], "gainDb": -3},
      {"name": "Stairs", "url": "raw://127.0.0.1:57001", "channels": [5], "mute": true}]}
    """;
  }

  private static String many() {
    String rows =
        IntStream.rangeClosed(1, 64)
            .mapToObj(n ->
                "{\"name\": \"Speaker %d\", \"url\": \"rtp://127.0.0.1:%d\", \"channels\": [%d]}"
                    .formatted(n, 24_000 + 2 * n, n))
            .collect(Collectors.joining(","));
    return "{\"version\": 1, \"input\": {\"device\": \"tone:64\"}, \"destinations\": ["
        + rows
        + "]}";
  }

  @Test
  void few4() throws Exception {
    Files.createDirectories(FOLDER);
    // The fourth has nobody who listens: so trouble looks.
    try (DatagramSocket tree = new DatagramSocket(23_004, InetAddress.getLoopbackAddress());
        DatagramSocket hall = new DatagramSocket(23_006, InetAddress.getLoopbackAddress());
        RunningSender sender = RunningSender.with(folder, few());
        Browser browser = Browser.start()) {
      assertThat(List.of(tree, hall)).allMatch(DatagramSocket::isBound);
      browser.size(1_280, 720, false);
      browser.open(sender.url());
      settle(browser);
      save(browser, "desktop", true);
      browser.click("Matrix");
      settle(browser);
      save(browser, "matrix", true);
      browser.click("List");
      browser.click("Add");
      browser.fill("Address", "rtp://192.168.1.300");
      browser.press("Enter");
      settle(browser);
      save(browser, "add", false);
      browser.press("Escape");
      browser.clickOn("document.getElementById('input-change')");
      settle(browser);
      save(browser, "input", false);
      browser.press("Escape");
      browser.clickOn("document.getElementById('session-name')");
      settle(browser);
      save(browser, "session", false);
      browser.press("Escape");
      browser.click("More about Tree");
      browser.click("Details and history");
      browser.await("document.querySelectorAll('.plot').length > 0");
      pause(4);
      save(browser, "detail", false);
      browser.press("Escape");
      browser.size(390, 844, true);
      settle(browser);
      save(browser, "phone", true);
      browser.click("Matrix");
      settle(browser);
      save(browser, "phone-matrix", false);
      browser.click("List");
      browser.click("Panic");
      settle(browser);
      save(browser, "phone-panic", false);
      browser.click("Add");
      settle(browser);
      save(browser, "phone-add", false);
    }
  }

  @Test
  void many64() throws Exception {
    Files.createDirectories(FOLDER);
    try (RunningSender sender = RunningSender.with(folder, many());
        Browser browser = Browser.start()) {
      browser.size(1_280, 860, false);
      browser.open(sender.url());
      settle(browser);
      save(browser, "64", false);
      browser.click("Matrix");
      settle(browser);
      browser.value("document.getElementById('matrix').scrollIntoView()");
      settle(browser);
      save(browser, "64-matrix", false);
      browser.click("List");
      browser.size(390, 844, true);
      settle(browser);
      save(browser, "64-phone", false);
    }
  }

  private static void settle(Browser browser) {
    browser.await("document.querySelectorAll('.row').length > 0");
    pause(1.3);
  }

  private static void pause(double seconds) {
    long endNs = RunningSender.CLOCK.nowNs() + (long) (seconds * 1e9);
    while (RunningSender.CLOCK.nowNs() - endNs < 0) {
      RunningSender.CLOCK.parkUntil(endNs);
    }
  }

  private static void save(Browser browser, String name, boolean whole) throws Exception {
    Files.write(FOLDER.resolve("console-" + name + ".png"), browser.picture(whole));
  }
}
