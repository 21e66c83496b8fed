package audiostream.app.console;

import static audiostream.app.console.Browser.button;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.console.sender.Found;
import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavWriter;
import audiostream.engine.session.SessionEvent;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What moves on the page by itself, and how fast: by itself on the machine. */
@Isolated
class LivePageTest extends PageFixture {

  private static final int RATE_HZ = 44_100;

  /** Two channels: one reaches full scale for a moment each two seconds, the other never. */
  private Path clicks() throws Exception {
    Path file = folder.resolve("clicks.wav");
    float[][] planar = new float[2][2 * RATE_HZ];
    for (int i = 0; i < planar[0].length; i++) {
      planar[1][i] = (float) (0.1 * Math.sin(2 * Math.PI * 441 * i / RATE_HZ));
    }
    for (int i = 0; i < 40; i++) {
      planar[0][RATE_HZ + i] = i % 2 == 0 ? 0.99999f : -0.99999f;
    }
    StreamFormat format = new StreamFormat(SampleEncoding.S16_LE, RATE_HZ, 2);
    try (WavWriter writer = new WavWriter(new RandomAccessFile(file.toFile(), "rw"), format)) {
      writer.write(planar, planar[0].length);
    }
    return file;
  }

  @Test
  void shouldHoldPeaksAndKeepTheClipLightOn() throws Exception {
    String device = "wav:" + clicks();
    open("{\"version\": 1, \"input\": {\"device\": \"" + device + "\", \"loop\": true}}", 0);
    String value = "document.querySelectorAll('.meter .value')[%d].textContent";
    String clip = "document.querySelectorAll('.meter .clip')[%d].classList.contains('on')";
    browser.await(clip.formatted(0));
    // A click of a thousandth of a second is still read for two seconds, where RMS shows next to
    // nothing.
    browser.await("/^.?0\\.0$/.test(" + value.formatted(0) + ")");
    String barIsLow =
        "(() => { const c = document.querySelector('.meter canvas'); const p ="
            + " c.getContext('2d').getImageData(c.width * 0.7, c.height / 2, 1, 1).data; return"
            + " p[0] + p[1] + p[2] < 100; })()";
    assertThat(browser.value(barIsLow)).isEqualTo("true");
    browser.await(value.formatted(1) + " === '\u221220.0'");
    assertThat(browser.value(clip.formatted(1))).isEqualTo("false");
    browser.click("Reset clip lights");
    browser.await("document.getElementById('clip-reset').hidden");
    browser.await(clip.formatted(0));
  }

  @Test
  void shouldKeepClipLightsForPagesThatAreOpenedLaterUntilAnyoneResetsThem() throws Exception {
    // One click at the beginning, then silence.
    Path file = folder.resolve("once.wav");
    float[][] planar = new float[2][60 * RATE_HZ];
    planar[1][RATE_HZ / 2] = 0.99999f;
    StreamFormat format = new StreamFormat(SampleEncoding.S16_LE, RATE_HZ, 2);
    try (WavWriter writer = new WavWriter(new RandomAccessFile(file.toFile(), "rw"), format)) {
      writer.write(planar, planar[0].length);
    }
    open("{\"version\": 1, \"input\": {\"device\": \"wav:" + file + "\"}}", 0);
    String lights =
        "[...document.querySelectorAll('.meter .clip')].map((c) => c.classList.contains('on'))"
            + ".join()";
    browser.await(lights + " === 'false,true'");
    // The peak has fallen; the light has not, and a page that comes now shows it.
    browser.await("document.querySelectorAll('.meter .value')[1].textContent === '\u2212\u221E'");
    browser.open(sender.url());
    browser.await(lights + " === 'false,true' && !document.getElementById('clip-reset').hidden");
    api.post("/api/clips/reset", "");
    browser.await(lights + " === 'false,false' && document.getElementById('clip-reset').hidden");
  }

  @Test
  void shouldTellLevelsTwentyTimesASecond() {
    String count =
        "new Promise((done) => { const s = new EventSource('/api/live'); let n = 0, from;"
            + " s.addEventListener('meters', () => { const now = performance.now(); from ??= now;"
            + " n++; if (now - from >= 3000) { s.close(); done((n - 1) * 1000 / (now - from)); } })"
            + " })";
    assertThat(Double.parseDouble(browser.value(count))).isBetween(17.0, 21.0);
  }

  @Test
  void shouldShowAPersistingProblemAsOneLineWithACount() throws Exception {
    browser.click("Stop");
    browser.await(
        "[...document.querySelectorAll('#event-list .text')].some((t) => t.textContent === 'stopped:"
            + " nothing is sent')");
    for (int i = 1; i <= 5; i++) {
      sender
          .log()
          .accept(SessionEvent.warning("destination '<i>hall': " + i + " packets were not taken"));
    }
    String first = "document.querySelector('#event-list li')";
    browser.await(first + ".querySelector('.count').textContent === '5 times'");
    browser.await(first + ".querySelector('.who').textContent === '<i>hall'");
    browser.await(
        first + ".querySelector('.text').textContent.endsWith('5 packets were not taken')");
    browser.await(
        "/^[0-9]{2}:[0-9]{2}:[0-9]{2}$/.test(" + first + ".querySelector('time').textContent)");
    for (int i = 0; i < 300; i++) {
      sender.log().accept(SessionEvent.notice("another word: " + "x".repeat(i + 1)));
    }
    browser.await("document.querySelectorAll('#event-list li').length === 200");
    browser.open(sender.url());
    browser.await("document.querySelectorAll('#event-list li').length === 200");
  }

  @Test
  void shouldAddWhatWasFoundWithOneClick() throws Exception {
    sender.found.add(new Found("<b>Oak", "rtp://127.0.0.1:23030", 2, "44100", "0.1.0"));
    sender.found.add(
        new Found("tree", "rtp://127.0.0.1:" + TREE.getLocalPort(), 1, "44100", "0.1.0"));
    browser.await("document.querySelectorAll('#found-list li').length === 2");
    browser.await(
        "document.querySelectorAll('#found-list li')[1].textContent.endsWith('is in the session')");
    browser.click("Add <b>Oak");
    awaitRows(3);
    assertThat(told("destinations", 2, "name")).isEqualTo("<b>Oak");
    assertThat(told("destinations", 2, "url")).isEqualTo("rtp://127.0.0.1:23030");
    assertThat(told("destinations", 2, "channels")).isEqualTo("1,2");
    // The button is gone, and the keyboard is not lost with it.
    browser.await("document.activeElement.id === 'found-title'");
    sender.found.clear();
    browser.await("document.getElementById('found').hidden");
  }

  @Test
  void shouldDrawTenMinutesSmallAndLarge() {
    browser.click("More about tree");
    browser.click("Details and history");
    browser.await(
        "[...document.querySelectorAll('.plot figcaption')].map((c) => c.firstChild.textContent)"
            + ".join().startsWith('level (dBFS),packets (a second)')");
    String drawn =
        "(() => { const c = document.querySelectorAll('.plot canvas')[0]; return"
            + " [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].some((v, i) => i"
            + " % 4 === 2 && v > 240); })()";
    browser.await(drawn);
    browser.press("Escape");
    // The second says nothing of itself: known is only that it is sent to.
    browser.await(
        row(1)
            + ".querySelector('.strip').getAttribute('aria-label') === 'the last ten minutes:"
            + " nothing is known'");
    browser.await(
        "(() => { const c = "
            + row(1)
            + ".querySelector('.strip'); return [...c.getContext('2d').getImageData(0, 0, c.width,"
            + " c.height).data].some((v) => v > 0); })()");
  }

  private static String many(int destinations, int channels) {
    String rows =
        IntStream.rangeClosed(1, destinations)
            .mapToObj(n ->
                "{\"name\": \"Speaker %d\", \"url\": \"raw://127.0.0.1:%d\", \"channels\": [%d]}"
                    .formatted(n, 26_000 + 2 * n, 1 + n % channels))
            .collect(Collectors.joining(","));
    return "{\"version\": 1, \"input\": {\"device\": \"tone:%d\"}, \"destinations\": [%s]}"
        .formatted(channels, rows);
  }

  @Test
  void shouldStayUsableWithThreeHundredDestinations() throws Exception {
    open(many(300, 64), 300);
    browser.value("(document.getElementById('filter').focus(), 1)");
    browser.type("speaker 277");
    browser.await("[...document.querySelectorAll('.row')].filter((r) => !r.hidden).length === 1");
    browser.click("Mute Speaker 277");
    browser.await(button("Mute Speaker 277") + ".getAttribute('aria-pressed') === 'true'");
    browser.click("Matrix");
    browser.await(
        "[...document.querySelectorAll('.matrix tbody tr')].filter((r) => !r.hidden).length === 1");
    browser.click("channel 64 to Speaker 277");
    browser.await(button("channel 64 to Speaker 277, carried as its channel 2"));
    browser.value(
        "((f) => { f.value = ''; f.dispatchEvent(new Event('input')); })(document.getElementById('filter'))");
    browser.await("document.querySelectorAll('.matrix tbody tr:not([hidden])').length === 300");
    // An edit touches the cells of its line, and not all 19 200.
    browser.value(
        "(window.touched = new Set(), new MutationObserver((all) => all.forEach(({target}) =>"
            + " touched.add(target.closest('tr')?.querySelector('bdi').textContent ??"
            + " target.tagName))).observe(document.querySelector('.matrix tbody'), {subtree: true,"
            + " childList: true, attributeFilter: ['aria-label', 'aria-pressed']}), 1)");
    browser.click("channel 64 to Speaker 3");
    browser.await(button("channel 64 to Speaker 3, carried as its channel 2"));
    assertThat(browser.value("[...touched].join()")).isEqualTo("Speaker 3");
    // Levels are drawn where they are seen.
    browser.value(
        "((fill) => { window.drawn = new Map(); CanvasRenderingContext2D.prototype.fillRect ="
            + " function (...at) { drawn.set(this.canvas, (drawn.get(this.canvas) ?? 0) + 1);"
            + " fill.apply(this, at); }; })(CanvasRenderingContext2D.prototype.fillRect), 1");
    assertThat(rowsDrawn()).as("rows behind the matrix").isZero();
    browser.click("List");
    assertThat(rowsDrawn()).as("rows in a window 900 pixels high").isBetween(1, 30);
    assertThat(browser.value("document.querySelectorAll('.meter').length")).isEqualTo("64");
  }

  /** How many rows show a level anew, while the meters do at least ten times. */
  private static int rowsDrawn() {
    browser.value("drawn.clear()");
    browser.await("drawn.get(document.querySelector('.meter canvas')) > 100");
    String rows = "[...drawn.keys()].filter((canvas) => canvas.closest('.row .level')).length";
    return Integer.parseInt(browser.value(rows));
  }

  @Test
  void shouldListenNoLongerWhileNobodySeesThePage() throws Exception {
    String see =
        "(Object.defineProperty(document, 'hidden', {value: %s, configurable: true}),"
            + " document.dispatchEvent(new Event('visibilitychange')))";
    browser.value(see.formatted("true"));
    awaitPages(0);
    api.post("/api/panic", "{\"on\": true}");
    assertThat(browser.value("document.getElementById('offline').hidden")).isEqualTo("true");
    browser.value(see.formatted("false"));
    browser.await("!document.getElementById('panicked').hidden");
    awaitPages(1);
  }

  private void awaitPages(int pages) throws Exception {
    String line = "\naudiostream_sender_console_pages " + pages + "\n";
    String metrics = "";
    for (int look = 0; look < 500 && !metrics.contains(line); look++) {
      metrics = api.get("/metrics").body();
      RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 20_000_000L);
    }
    assertThat(metrics).contains(line);
  }
}
