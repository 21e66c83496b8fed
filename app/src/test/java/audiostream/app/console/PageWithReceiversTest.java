package audiostream.app.console;

import static audiostream.app.console.Browser.button;
import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.app.interop.Program;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs as people start them and a real browser: what the loudspeakers get. */
@Timeout(150)
class PageWithReceiversTest {

  @TempDir Path folder;

  private final List<Program> programs = new ArrayList<>();
  private static Browser browser;
  private String page = "";

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

  @AfterEach
  void endAll() {
    programs.forEach(Program::close);
  }

  private Program keep(Program program) {
    programs.add(program);
    return program;
  }

  private Program receiver(int port, String name) throws Exception {
    return keep(Program.receiver(port, folder.resolve(name + ".wav"), "--latency", "300"));
  }

  private Program sender(String... more) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    List<String> all =
        new ArrayList<>(List.of("send", "--console", Integer.toString(port), "--no-discover"));
    all.addAll(List.of(more));
    Program sender = keep(Program.oursAt(folder, all.toArray(new String[0])));
    sender.awaitOutput("console: ");
    page = "http://127.0.0.1:" + port;
    browser.open(page);
    return sender;
  }

  private static String to(String name, int port, int channel) {
    return name + "=rtp://127.0.0.1:" + port + "/" + channel;
  }

  private static String say(int index) {
    return row(index) + ".querySelector('.say').textContent";
  }

  private static String row(int index) {
    return "document.querySelectorAll('.row')[" + index + "]";
  }

  private void awaitPlaying(int index) {
    browser.await(say(index) + ".startsWith('playing')");
  }

  private void endInOrder() throws Exception {
    for (Program program : programs.reversed()) {
      program.end();
    }
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void shouldChangeOneLoudspeakerAndIdentifyItWhileTheOtherPlaysOnWithoutAClick() throws Exception {
    int tree = Ports.freePair();
    int hall = Ports.freePair();
    int gate = Ports.freePair();
    receiver(tree, "tree");
    receiver(hall, "hall");
    sender("--input", "tone:4", "--to", to("tree", tree, 1), "--to", to("hall", hall, 2));
    awaitPlaying(0);
    awaitPlaying(1);
    browser.fill("Gain in dB of destination 1", "-12");
    browser.press("Enter");
    browser.fill("Name of destination 1", "oak");
    browser.press("Enter");
    browser.click("Mute oak");
    browser.await(button("Mute oak") + ".getAttribute('aria-pressed') === 'true'");
    browser.await(say(0) + ".endsWith('(silent)')");
    browser.click("Mute oak");
    browser.click("Add");
    browser.fill("Address", "rtp://127.0.0.1:" + gate);
    browser.fill("Name", "gate");
    browser.click("Add destination");
    browser.await("document.querySelectorAll('.row').length === 3");
    browser.click("Matrix");
    browser.click("channel 3 to oak");
    browser.await(button("channel 3 to oak, carried as its channel 2"));
    browser.click("channel 3 to oak, carried as its channel 2");
    browser.await(button("channel 3 to oak"));
    browser.click("List");
    browser.click("More about gate");
    browser.click("Remove");
    browser.click("Undo: gate");
    browser.await("document.querySelectorAll('.row').length === 3");
    browser.click("More about gate");
    browser.click("To the top");
    browser.await(row(0) + ".querySelector('.name input').value === 'gate'");
    browser.await(say(0) + ".startsWith('unreachable')");
    awaitPlaying(1);
    browser.click("Identify oak");
    browser.await(
        "[...document.querySelectorAll('#event-list .text')].some((t) => t.textContent ==="
            + " 'oaksays its number, 2')");
    programs.getLast().awaitOutput(nextSeconds(programs.getLast(), 5));
    endInOrder();
    Recording one = Recording.of(folder.resolve("tree.wav"));
    Recording other = Recording.of(folder.resolve("hall.wav"));
    assertThat(one.loudest(880)).as("the first note").isGreaterThan(0.05);
    assertThat(one.loudest(1_318.5)).as("the second note").isGreaterThan(0.05);
    assertThat(one.whileLoudest(1_318.5, 300)).as("the programme under it").isGreaterThan(0.03);
    assertThat(other.loudest(880)).as("at the neighbour").isLessThan(0.002);
    assertThat(other.loudest(1_318.5)).as("at the neighbour").isLessThan(0.002);
    other.assertUnbroken(2, 5);
  }

  /** What the program will say in so many seconds. */
  private static String nextSeconds(Program program, int seconds) {
    long said = program.output().lines().filter(l -> l.matches(" *[0-9]+ s  .*")).count();
    return "%5d s".formatted(said + seconds);
  }

  @Test
  void shouldSilenceAllButASoloInWhatIsHeard() throws Exception {
    int tree = Ports.freePair();
    int hall = Ports.freePair();
    receiver(tree, "tree");
    receiver(hall, "hall");
    sender("--input", "tone:2", "--to", to("tree", tree, 1) + "?mute", "--to", to("hall", hall, 2));
    awaitPlaying(1);
    browser.click("Panic");
    browser.await("!document.getElementById('panicked').hidden");
    browser.click("Solo tree");
    browser.click("Mute tree");
    browser.await(say(1) + ".endsWith('(silent)')");
    browser.click("Panic");
    browser.await(say(0) + " === 'playing, not in step'");
    browser.await(say(1) + " === 'playing, not in step (silent)'");
    programs.getLast().awaitOutput(nextSeconds(programs.getLast(), 3));
    endInOrder();
    float[] one = Recording.of(folder.resolve("tree.wav")).samples();
    float[] other = Recording.of(folder.resolve("hall.wav")).samples();
    // The one was silent until the solo, the other has been since the panic.
    assertThat(energy(one, 0, one.length / 4)).isZero();
    assertThat(energy(one, one.length - 66_150, one.length - 22_050)).isGreaterThan(0.01);
    assertThat(energy(other, other.length - 66_150, other.length)).isZero();
    assertThat(energy(other, 0, other.length)).isGreaterThan(0.0001);
  }

  private static double energy(float[] samples, int from, int to) {
    double sum = 0;
    for (int i = Math.max(0, from); i < to; i++) {
      sum += samples[i] * samples[i];
    }
    return sum / (to - from);
  }

  @Test
  void shouldShowLossWhereTheNetworkLoses() throws Exception {
    int tree = Ports.freePair();
    int hall = Ports.freePair();
    int link = Ports.freePair();
    receiver(tree, "tree");
    receiver(hall, "hall");
    keep(Program.ours("impair", link + ":127.0.0.1:" + tree, "--loss", "20%", "--seed", "7"))
        .awaitOutput("listening");
    sender("--input", "tone:2", "--to", to("tree", link, 1), "--to", to("hall", hall, 2));
    browser.await(
        "/^lost [0-9]+, now [0-9.]+ %$/.test(" + row(0) + ".querySelector('.bad').textContent)");
    awaitPlaying(1);
    browser.await(
        "[...document.querySelectorAll('.row')[1].querySelectorAll('.numbers span')].map((s) =>"
            + " s.textContent).some((t) => t === 'lost 0')");
    browser.await(
        "/trouble in [0-9]+ of [0-9]+ seconds/.test("
            + row(0)
            + ".querySelector('.strip').getAttribute('aria-label'))");
    browser.await(
        "[...document.querySelectorAll('#event-list .warning')].some((e) =>"
            + " /treeloses packets: [0-9.]+ % of them/.test(e.textContent))");
    browser.click("More about tree");
    browser.click("Details and history");
    for (String measure :
        List.of(
            "lost (%)",
            "late (packets a second)", "jitter (ms)", "round trip (ms)", "latency (ms)")) {
      browser.await(
          "[...document.querySelectorAll('.plot figcaption')].some((c) => c.firstChild.textContent"
              + " === '"
              + measure
              + "' && c.lastChild.textContent !== '')");
    }
    String lost =
        "[...document.querySelectorAll('.plot canvas')].map((c) => c.getAttribute('aria-label'))"
            + ".find((t) => t.startsWith('lost'))";
    browser.await("Number(/to ([0-9.]+) %/.exec(" + lost + ")[1]) > 5");
    endInOrder();
  }

  private void receiverOfALoudspeaker(int port) throws Exception {
    String uri = "rtp://127.0.0.1:" + port;
    String[] words = {"receive", uri, "--output", "portaudio:labout", "--latency", "200"};
    keep(Program.ours(words)).awaitOutput("listening");
  }

  @Test
  void shouldShowHowFarEachIsInStepAndChangeTheGroupWhileItPlays() throws Exception {
    Assumptions.assumeTrue(
        System.getenv("AUDIOSTREAM_LAB") != null,
        "no lab devices: scripts/lab-up, then source the env.sh that it names");
    int tree = Ports.freePair();
    int hall = Ports.freePair();
    int file = Ports.freePair();
    receiverOfALoudspeaker(tree);
    receiverOfALoudspeaker(hall);
    receiver(file, "file");
    sender(
        "--input",
        "tone:3",
        "--to",
        to("tree", tree, 1),
        "--to",
        to("hall", hall, 2),
        "--to",
        to("file", file, 3));
    String sync =
        "[0, 1].every((i) => [...document.querySelectorAll('.row')[i].querySelectorAll('.numbers"
            + " span')].some((s) => /^sync .?[0-9]+\\.[0-9]{2} ms$/.test(s.textContent)))";
    browser.await(sync);
    // A recording has no moment at which it sounds.
    browser.await(say(2) + " === 'playing, not in step'");
    String words = "document.getElementById('group-words').textContent";
    browser.await("/^[0-9.]+ ms$/.test(" + words + ")");
    // The group moves slowly, so as not to be heard: not far from where it is just now.
    String latency =
        "parseFloat(/latency ([0-9.]+)/.exec(document.querySelectorAll('.row')[%d].querySelector("
            + "'.numbers').textContent)[1])";
    int moreMs = (int) Double.parseDouble(browser.value(latency.formatted(0))) + 10;
    browser.clickOn("document.getElementById('group-change')");
    browser.fill("Latency", Integer.toString(moreMs));
    browser.press("Enter");
    browser.await("parseFloat(" + words + ") === " + moreMs);
    for (int row = 0; row < 2; row++) {
      browser.await("Math.abs(" + latency.formatted(row) + " - " + moreMs + ") < 1");
    }
    browser.await(sync);
    browser.click("More about hall");
    browser.click("Details and history");
    browser.await(
        "[...document.querySelectorAll('dialog .facts div')].some((d) => /^in step.*ms off, at"
            + " most/.test(d.textContent))");
    browser.press("Escape");
    browser.clickOn("document.getElementById('group-change')");
    browser.fill("Latency", "off");
    browser.press("Enter");
    browser.await(words + " === 'off'");
    browser.await("!(" + sync + ")");
    browser.await(say(2) + " === 'playing'");
    awaitPlaying(0);
    awaitPlaying(1);
    endInOrder();
  }

  @Test
  void shouldSayThatABufferFills() throws Exception {
    int tree = Ports.freePair();
    // The receiver is there first: where nobody was, the row says that for two seconds more, and so
    // long not what a receiver tells. The page notes what the row says, for looks come when they
    // do.
    Program receiver = Program.receiver(tree, folder.resolve("tree.wav"), "--latency", "4000");
    keep(receiver).awaitOutput("\"state\":\"idle\"");
    sender("--input", "tone:1", "--group", "off");
    browser.await("document.querySelector('#list .empty')");
    browser.value(
        "(window.said = [], new MutationObserver(() =>"
            + " said.push(document.querySelector('.row .say')?.textContent))"
            + ".observe(document.getElementById('list'), {subtree: true, childList: true}), 1)");
    String destination =
        "{\"name\": \"tree\", \"url\": \"rtp://127.0.0.1:%d\", \"channels\": \"1\"}"
            .formatted(tree);
    assertThat(new Api(page).post("/api/destinations", destination).status()).isEqualTo(201);
    browser.await("said.includes('filling')");
    awaitPlaying(0);
    endInOrder();
  }

  @Test
  void shouldPlayAnotherInputWithoutStoppingTheSession() throws Exception {
    int hall = Ports.freePair();
    receiver(hall, "hall");
    sender("--input", "tone:2", "--to", to("hall", hall, 2));
    awaitPlaying(0);
    browser.clickOn("document.getElementById('input-change')");
    browser.fill("Device", "tone:6");
    browser.click("Use this");
    browser.await("document.querySelectorAll('.meter').length === 6");
    awaitPlaying(0);
    browser.fill("Channels of destination 1", "6");
    browser.press("Enter");
    browser.await(row(0) + ".querySelector('.channels input').value === '6'");
    awaitPlaying(0);
    programs.getLast().awaitOutput(nextSeconds(programs.getLast(), 3));
    endInOrder();
    Recording heard = Recording.of(folder.resolve("hall.wav"));
    assertThat(heard.loudest(400)).as("channel 2").isGreaterThan(0.2);
    assertThat(heard.loudest(800)).as("channel 6 of the other input").isGreaterThan(0.2);
  }
}
