package audiostream.app.console;

import static audiostream.app.console.Browser.button;
import static audiostream.app.console.Browser.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The sender's page in a real browser, before a sender that really sends. */
class SenderPageTest extends PageFixture {

  @Test
  void shouldShowLevelsThatMove() {
    browser.await("document.querySelectorAll('.meter .value')[3]?.textContent.startsWith('−1')");
    browser.await("document.querySelectorAll('.row .say')[0].textContent.startsWith('sending')");
    String column =
        "(() => { const c = document.querySelector('.meter canvas'); const p ="
            + " c.getContext('2d').getImageData(c.width / 4, c.height / 2, 1, 1).data; return p[1]"
            + " > 150; })()";
    browser.await(column);
  }

  @Test
  void shouldAddADestination() throws Exception {
    browser.click("Add");
    browser.fill("Address", "rtp://127.0.0.1:70000");
    browser.press("Enter");
    browser.await(
        "document.querySelector('dialog .error:not([hidden])').textContent === \"port '70000': a"
            + " whole number of 1 to 65535\"");
    browser.fill("Address", "rtp://127.0.0.1:23010");
    browser.fill("Name", "gate");
    browser.fill("Channels", "3-4");
    browser.press("Enter");
    browser.await(
        "document.querySelectorAll('.row').length === 3 && !document.querySelector('dialog')");
    assertThat(told("destinations", 2, "name")).isEqualTo("gate");
    assertThat(told("destinations", 2, "channels")).isEqualTo("3,4");
    browser.await("document.getElementById('session-unsaved').textContent.includes('unsaved')");
  }

  @Test
  void shouldEditInPlaceAndSayWhatIsWrongBesideTheField() throws Exception {
    browser.fill("Gain in dB of destination 1", "loud");
    browser.press("Tab");
    browser.await(
        row(0)
            + ".querySelector('.error').textContent === \"gain 'loud': decibels from -100 to"
            + " 40, such as -6 or 1.5\"");
    assertThat(told("destinations", 0, "gainDb")).isEqualTo("0");
    browser.fill("Gain in dB of destination 1", "-3,5");
    browser.press("Enter");
    browser.await(row(0) + ".querySelector('.error').hidden");
    browser.fill("Channels of destination 1", "7");
    browser.press("Enter");
    browser.await(
        row(0) + ".querySelector('.error').textContent.includes('channel 7 is beyond the input')");
    assertThat(told("destinations", 0, "gainDb")).isEqualTo("-3.5");
  }

  @Test
  void shouldMuteSoloAndPanic() throws Exception {
    browser.click("Mute tree");
    browser.await(button("Mute tree") + ".getAttribute('aria-pressed') === 'true'");
    assertThat(told("destinations", 0, "mute")).isEqualTo("true");
    browser.click("Solo hall");
    browser.await(button("Solo hall") + ".getAttribute('aria-pressed') === 'true'");
    browser.click("Panic");
    browser.await("!document.getElementById('panicked').hidden");
    assertThat(told("panic")).isEqualTo("true");
    browser.click("Panic");
    browser.await("document.getElementById('panicked').hidden");
    browser.click("Stop");
    browser.await(
        "[...document.querySelectorAll('.row .say')].every((s) => s.textContent === 'stopped')");
  }

  @Test
  void shouldRemoveAndBringBack() throws Exception {
    browser.click("More about tree");
    browser.click("Remove");
    browser.await("document.querySelectorAll('.row').length === 1");
    browser.click("Undo: tree");
    browser.await("document.querySelectorAll('.row').length === 2");
    assertThat(told("destinations", 0, "name")).isEqualTo("tree");
  }

  @Test
  void shouldRouteInTheMatrixByClickAndByKey() throws Exception {
    browser.click("Matrix");
    browser.click("channel 3 to tree");
    browser.await(button("channel 3 to tree, carried as its channel 2"));
    assertThat(told("destinations", 0, "channels")).isEqualTo("1,3");
    browser.press("ArrowDown");
    browser.press("ArrowLeft");
    browser.press(" ");
    browser.await(button("channel 2 to hall") + " ?? document.querySelector('.toast.bad')");
    browser.await(
        "[...document.querySelectorAll('.toast.bad')].some((t) =>"
            + " t.textContent.includes('needs one channel at least'))");
  }

  @Test
  void shouldShowHostileNamesAsText() throws Exception {
    String hostile = "<img src=x onerror=document.title='taken'> \u202Eright \uD83D\uDD0A";
    browser.fill("Name of destination 1", hostile);
    browser.press("Enter");
    browser.await("document.querySelector('.row .name input').value.startsWith('<img')");
    browser.click("Matrix");
    browser.await("document.querySelector('.matrix tbody th bdi').textContent.startsWith('<img')");
    assertThat(browser.value("document.querySelectorAll('img').length")).isEqualTo("0");
    assertThat(told("destinations", 0, "name")).isEqualTo(hostile);
    browser.click("List");
    browser.fill("Name of destination 1", "plain");
    browser.press("Enter");
    browser.await(
        "document.title !== 'taken' && document.querySelector('.row .name input').value === 'plain'");
  }

  @Test
  void shouldFollowWhatSomebodyElseChanges() throws Exception {
    String id = told("destinations", 0, "id");
    api.send("PATCH", "/api/destinations/" + id, "{\"gainDb\": -9}", "If-Match", "1");
    browser.await(field("Gain in dB of destination 1") + ".value === '-9'");
  }

  @Test
  void shouldSaveAndOpen() throws Exception {
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Save as");
    browser.fill("File name", "evening");
    browser.press("Enter");
    browser.await("document.getElementById('session-file').textContent === 'evening'");
    browser.click("Mute tree");
    browser.await("document.getElementById('session-unsaved').textContent.includes('unsaved')");
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Open");
    browser.click("Go on");
    browser.click("evening.json");
    browser.await(button("Mute tree") + ".getAttribute('aria-pressed') === 'false'");
  }

  @Test
  void shouldShowWhenTheSenderIsGoneAndComeBack() throws Exception {
    int port = sender.port();
    sender.close();
    browser.await("!document.getElementById('offline').hidden");
    browser.fill("Gain in dB of destination 1", "-2");
    browser.press("Enter");
    browser.await(
        "document.querySelector('.toast.bad').textContent === 'no answer: look whether it was"
            + " changed'");
    browser.press("Escape");
    sender = RunningSender.at(port, folder.resolve("again"), SESSION.replace("hall", "cellar"));
    browser.await("document.getElementById('offline').hidden");
    browser.await(row(1) + ".querySelector('.name input').value === 'cellar'");
    browser.fill("Gain in dB of destination 1", "-2");
    browser.press("Enter");
    browser.await(row(0) + ".querySelector('.gain input').value === '-2'");
    browser.await("document.getElementById('session-unsaved').textContent.includes('unsaved')");
  }

  @Test
  void shouldBeUsableOnAPhone() {
    browser.size(360, 740, true);
    browser.await("document.documentElement.scrollWidth <= 360");
    String small =
        "[...document.querySelectorAll('button')].filter((b) => b.offsetWidth > 0 && b.offsetHeight"
            + " < 32).length";
    assertThat(browser.value(small)).isEqualTo("0");
    browser.click("Add");
    browser.fill("Address", "rtp://127.0.0.1:23010");
    browser.click("Add destination");
    awaitRows(3);
    browser.click("Matrix");
    browser.click("channel 4 to tree");
    browser.await(button("channel 4 to tree, carried as its channel 2"));
    browser.await("document.documentElement.scrollWidth <= 360");
  }

  @Test
  void shouldBeUsableWithTheKeyboardAlone() throws Exception {
    browser.value("(document.activeElement.blur(), 1)");
    tabTo("Add");
    browser.press("Enter");
    browser.await("document.activeElement.matches('dialog[open] input')");
    browser.type("127.0.0.1:23012");
    browser.press("Tab");
    browser.type("gate");
    browser.press("Enter");
    awaitRows(3);
    browser.await("document.activeElement.id === 'add'");
    assertThat(told("destinations", 2, "name")).isEqualTo("gate");
    tabTo("Mute tree");
    browser.press(" ");
    browser.await(button("Mute tree") + ".getAttribute('aria-pressed') === 'true'");
    tabTo("Gain in dB of destination 2");
    browser.press("ArrowUp");
    browser.press("ArrowUp");
    browser.await(row(1) + ".querySelector('.gain input').value === '-4'");
    tabTo("More about gate");
    browser.press("Enter");
    tabTo("Move up");
    browser.press("Enter");
    browser.await(row(1) + ".querySelector('.name input').value === 'gate'");
    tabTo("More about gate");
    browser.press("Enter");
    tabTo("Remove");
    browser.press("Enter");
    awaitRows(2);
    browser.await("document.activeElement.id === 'undo'");
    browser.press("Enter");
    awaitRows(3);
    tabTo("Matrix");
    browser.press("Enter");
    tabTo("channel 1 to tree, carried as its channel 1");
    browser.press("ArrowRight");
    browser.press(" ");
    browser.await(button("channel 2 to tree, carried as its channel 2"));
    browser.await("document.activeElement.textContent === '2'");
    assertThat(told("destinations", 0, "channels")).isEqualTo("1,2");
  }

  @Test
  void shouldHaveNothingThatKeepsPeopleOut() throws Exception {
    browser.run(Axe.script());
    assertThat(browser.value(Axe.FINDINGS)).isEmpty();
    browser.click("Matrix");
    assertThat(browser.value(Axe.FINDINGS)).isEmpty();
    browser.click("Add");
    assertThat(browser.value(Axe.FINDINGS)).isEmpty();
    browser.press("Escape");
    for (String opener : List.of("input-change", "session-name", "group-change")) {
      browser.clickOn("document.getElementById('" + opener + "')");
      browser.await("document.querySelector('dialog[open]')");
      assertThat(browser.value(Axe.FINDINGS)).as(opener).isEmpty();
      browser.press("Escape");
    }
    browser.click("List");
    browser.click("More about tree");
    assertThat(browser.value(Axe.FINDINGS)).isEmpty();
    browser.click("Details and history");
    browser.await("document.querySelectorAll('.plot').length > 0");
    assertThat(browser.value(Axe.FINDINGS)).isEmpty();
  }

  @Test
  void shouldSayThatAnEndlessNameIsTooLongAndLeaveItEditable() throws Exception {
    browser.value(
        "((f) => { f.focus(); f.value = 'x'.repeat(10240); f.dispatchEvent(new Event('input'));"
            + " f.dispatchEvent(new Event('change')); return 1; })("
            + field("Name of destination 1")
            + ")");
    browser.await(row(0) + ".querySelector('.error:not([hidden])')?.textContent.endsWith('...')");
    assertThat(told("destinations", 0, "name")).isEqualTo("tree");
    browser.await("document.documentElement.scrollWidth <= 1280");
    browser.fill("Name of destination 1", "oak");
    browser.press("Enter");
    awaitTold("oak", "destinations", 0, "name");
    // What comes in by another way, as long as a name may be, breaks nothing either.
    api.send(
        "PATCH",
        "/api/destinations/" + told("destinations", 1, "id"),
        "{\"name\": \"" + "W".repeat(100) + "\"}",
        "If-Match",
        "1");
    browser.await(row(1) + ".querySelector('.name input').value.length === 100");
    browser.await("document.documentElement.scrollWidth <= 1280");
    browser.size(360, 740, true);
    browser.click("Matrix");
    browser.await("document.documentElement.scrollWidth <= 360");
  }

  @Test
  void shouldChangeTheGroupOrSayWhatIsWrongBesideTheField() throws Exception {
    browser.clickOn("document.getElementById('group-change')");
    browser.fill("Latency", "4");
    browser.press("Enter");
    browser.await(
        "document.querySelector('dialog .error:not([hidden])')?.textContent === 'latency 4:"
            + " milliseconds from 5 to 5000'");
    browser.fill("Latency", "80");
    browser.fill("With auto, at most ms", "90");
    browser.press("Enter");
    browser.await(
        "document.querySelector('dialog .error:not([hidden])')?.textContent === 'maxMs goes with"
            + " latency auto, not with 80'");
    browser.fill("With auto, at most ms", "");
    browser.press("Enter");
    browser.await("!document.querySelector('dialog')");
    assertThat(told("group", "latency")).isEqualTo("80");
    browser.await("document.getElementById('group-words').textContent === '80.0 ms'");
    browser.clickOn("document.getElementById('group-change')");
    api.send("PUT", "/api/group", "{\"slow\": \"wait\"}", "If-Match", told("revision"));
    browser.fill("Latency", "off");
    browser.press("Enter");
    browser.await(
        "document.querySelector('dialog .error[role=alert]').textContent === 'input, format or group"
            + " were changed meanwhile: look again'");
    assertThat(told("group", "latency")).isEqualTo("80");
    // What the other has changed is there, what was typed has stayed, and can be sent now.
    browser.await("document.querySelectorAll('dialog select')[0].value === 'wait'");
    browser.fill("Latency", "off");
    browser.press("Enter");
    browser.await("!document.querySelector('dialog')");
    assertThat(told("group", "slow")).isEqualTo("wait");
    browser.await("document.getElementById('group-words').textContent === 'off'");
  }

  @Test
  void shouldSayThatTheTokenIsAnotherNowAndNotGuessOn() throws Exception {
    int port = sender.port();
    sender.close();
    sender = RunningSender.demandingAt(port, folder.resolve("again"), "abcdefghijklmnopqrstuv");
    browser.await(
        "document.getElementById('offline').textContent === 'The token does not hold any more: open"
            + " the link with the new one.'");
    // A wrong token was shown not often enough to lock the right one out.
    browser.open(sender.url() + "/?token=abcdefghijklmnopqrstuv");
    browser.await("document.querySelector('.list .empty')");
  }
}
