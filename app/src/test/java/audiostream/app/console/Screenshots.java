package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.console.sender.Found;
import audiostream.app.interop.Program;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the documentation; run by {@code scripts/screenshots}. With the lab's sound
 * devices, receivers are in step.
 */
class Screenshots {

  private static final Path FOLDER =
      Path.of(System.getProperty("audiostream.screenshots", "target/screenshots"));

  private static final String OUTPUT =
      System.getenv("AUDIOSTREAM_LAB") == null ? "silent:" : "portaudio:labout";

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
    // The network to the second loses packets, and the fourth has nobody who listens: so trouble
    // looks.
    String page = "23080";
    try (Program tree = receiver(23_004, "--console", page, "--name", "Tree");
        Program hall = receiver(23_106);
        Program link =
            Program.ours("impair", "23006:127.0.0.1:23106", "--loss", "8%", "--burst", "4");
        RunningSender sender = RunningSender.with(folder, few());
        Browser browser = Browser.start()) {
      tree.awaitOutput("s  playing");
      hall.awaitOutput("s  playing");
      assertThat(link.output()).contains("listening");
      browser.size(1_280, 720, false);
      browser.open(sender.url());
      browser.await(
          "[...document.querySelectorAll('.row.good')].length === 2 &&"
              + " document.querySelector('.row .numbers').textContent.includes('latency')");
      // So that the small histories show something.
      pause(50);
      sender.found.add(new Found("Gate", "rtp://192.168.1.31", 2, "44100", "0.1.0"));
      browser.await("document.querySelector('#found-list li')");
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
      browser.click("More about Hall left");
      browser.click("Details and history");
      browser.await("document.querySelectorAll('.plot').length > 0");
      pause(4);
      save(browser, "detail", false);
      browser.press("Escape");
      browser.size(390, 844, true);
      browser.value("(document.activeElement.blur(), scrollTo(0, 0))");
      settle(browser);
      save(browser, "phone", true);
      browser.click("Matrix");
      settle(browser);
      save(browser, "phone-matrix", false);
      browser.click("List");
      browser.click("Panic");
      settle(browser);
      save(browser, "phone-panic", false);
      browser.click("Panic");
      browser.click("Add");
      settle(browser);
      save(browser, "phone-add", false);
      browser.open("http://127.0.0.1:" + page);
      browser.await("document.querySelectorAll('.card').length > 0");
      pause(1.3);
      save(browser, "receiver-phone", true);
      browser.size(1_280, 720, false);
      pause(0.5);
      save(browser, "receiver", true);
    }
  }

  @Test
  void many64() throws Exception {
    Files.createDirectories(FOLDER);
    List<DatagramSocket> ears = new ArrayList<>();
    for (int n = 1; n <= 64; n++) {
      // Three have nobody who listens.
      if (n % 20 != 3) {
        ears.add(
            new DatagramSocket(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 24_000 + 2 * n)));
      }
    }
    try (RunningSender sender = RunningSender.with(folder, many());
        Browser browser = Browser.start()) {
      browser.size(1_280, 860, false);
      browser.open(sender.url());
      pause(60);
      save(browser, "64", false);
      browser.click("Matrix");
      settle(browser);
      browser.value("document.getElementById('destinations').scrollIntoView()");
      settle(browser);
      save(browser, "64-matrix", false);
      browser.click("List");
      browser.size(390, 844, true);
      settle(browser);
      save(browser, "64-phone", false);
      browser.click("Matrix");
      settle(browser);
      browser.value("document.getElementById('destinations').scrollIntoView()");
      settle(browser);
      save(browser, "64-phone-matrix", false);
    } finally {
      ears.forEach(DatagramSocket::close);
    }
  }

  private static Program receiver(int port, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("receive", "rtp://127.0.0.1:" + port, "--output", OUTPUT));
    arguments.addAll(List.of(more));
    return Program.ours(arguments.toArray(new String[0]));
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
