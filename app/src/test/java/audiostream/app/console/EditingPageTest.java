package audiostream.app.console;

import static audiostream.app.console.Browser.button;
import static audiostream.app.console.Browser.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a person changes on the page, also when somebody else changes it at the same time. */
class EditingPageTest extends PageFixture {

  private void somebodyElse(String body) throws Exception {
    String id = told("destinations", 0, "id");
    String revision = told("destinations", 0, "revision");
    assertThat(api.send("PATCH", "/api/destinations/" + id, body, "If-Match", revision).status())
        .isEqualTo(200);
  }

  private static String errorOf(int index) {
    return row(index) + ".querySelector('.error:not([hidden])')?.textContent";
  }

  @Test
  void shouldNotOverwriteWhatSomebodyElseChangesWhileOneTypes() throws Exception {
    browser.fill("Name of destination 1", "oak");
    somebodyElse("{\"name\": \"elm\"}");
    browser.await(button("Mute elm"));
    browser.press("Enter");
    browser.await(
        errorOf(0)
            + " === \"'elm' was changed meanwhile: name from tree to elm. Enter takes yours, Escape"
            + " leaves it.\"");
    assertThat(told("destinations", 0, "name")).isEqualTo("elm");
    assertThat(browser.value(field("Name of destination 1") + ".value")).isEqualTo("oak");
    browser.press("Enter");
    browser.await(button("Mute oak"));
    assertThat(told("destinations", 0, "name")).isEqualTo("oak");
  }

  @Test
  void shouldLeaveWhatSomebodyElseChangedWithEscape() throws Exception {
    browser.fill("Gain in dB of destination 1", "-3");
    somebodyElse("{\"gainDb\": -20}");
    browser.await(row(0) + ".querySelector('.gain input').value === '-3'");
    browser.press("Enter");
    browser.await(errorOf(0) + ".includes('gain from 0 to -20')");
    browser.press("Escape");
    browser.await(row(0) + ".querySelector('.gain input').value === '-20'");
    browser.await("!" + errorOf(0));
    assertThat(told("destinations", 0, "gainDb")).isEqualTo("-20");
  }

  @Test
  void shouldTakeFastEditsOfOnePersonOneAfterTheOther() throws Exception {
    browser.fill("Name of destination 1", "oak");
    browser.press("Tab");
    browser.press("Tab");
    browser.type("1-2");
    browser.press("Tab");
    for (int i = 0; i < 7; i++) {
      browser.press("ArrowDown");
    }
    browser.press("Tab");
    browser.type("2ms");
    browser.press("Tab");
    for (int i = 0; i < 5; i++) {
      browser.press(" ");
    }
    browser.await(button("Mute oak") + ".getAttribute('aria-pressed') === 'true'");
    browser.await(row(0) + ".querySelector('.gain input').value === '-7'");
    // What is changed last is told last: by then all has been, and mute no longer comes and goes.
    browser.fill("Name of destination 1", "elm");
    browser.press("Enter");
    awaitTold("elm", "destinations", 0, "name");
    assertThat(told("destinations", 0, "gainDb")).isEqualTo("-7");
    assertThat(told("destinations", 0, "delay")).isEqualTo("2ms");
    assertThat(told("destinations", 0, "mute")).isEqualTo("true");
    assertThat(told("destinations", 0, "channels")).isEqualTo("1,2");
    assertThat(browser.value("document.querySelectorAll('.toast.bad').length")).isEqualTo("0");
  }

  @Test
  void shouldDuplicateAndReorder() throws Exception {
    browser.click("More about tree");
    browser.click("Duplicate");
    browser.await(row(1) + ".querySelector('.name input').value === 'tree (2)'");
    browser.click("More about hall");
    browser.click("To the top");
    browser.await(row(0) + ".querySelector('.name input').value === 'hall'");
    browser.await(row(0) + ".querySelector('.number').textContent === '1'");
    browser.click("More about hall");
    browser.click("Move down");
    browser.await(row(1) + ".querySelector('.name input').value === 'hall'");
    assertThat(told("destinations", 1, "name")).isEqualTo("hall");
    assertThat(told("destinations", 2, "url")).isEqualTo(told("destinations", 0, "url"));
  }

  @Test
  void shouldChangeTheInputAndSayWhatIsWrongWithIt() throws Exception {
    changeTheInput();
    TREE.setSoTimeout(10_000);
    TREE.receive(new DatagramPacket(new byte[1_500], 1_500));
    browser.await(row(0) + ".querySelector('.say').textContent.startsWith('sending')");
  }

  private void changeTheInput() throws Exception {
    browser.clickOn("document.getElementById('input-change')");
    browser.fill("Device", "no such card");
    browser.click("Use this");
    browser.await(
        "document.querySelector('dialog .error:not([hidden])').textContent.startsWith(\"no device"
            + " 'no such card'\")");
    assertThat(told("input", "channels")).isEqualTo("4");
    browser.fill("Device", "tone:8");
    browser.fill("Frames a second", "7");
    browser.press("Tab");
    browser.await(
        "document.querySelector('dialog .error:not([hidden])')?.textContent === 'rate 7: 8000 to"
            + " 192000'");
    browser.fill("Frames a second", "48000");
    browser.click("Use this");
    browser.await(
        "!document.querySelector('dialog') && document.querySelectorAll('.meter').length === 8");
    browser.await(
        "document.getElementById('input-words').textContent.includes('8 channels, 48000 Hz')");
    browser.await(
        "document.querySelectorAll('.meter .value')[7].textContent.startsWith('\u22121')");
  }

  private void importFile(Path file) {
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Import from this device: session or older client list");
    browser.await("document.querySelector('dialog[open] input[type=file]')");
    browser.choose(file);
  }

  @Test
  void shouldImportAnOlderListAndExportItAgain() throws Exception {
    Path list = folder.resolve("clients.json");
    Files.writeString(
        list,
        "{\"Node 1\": {\"ip\": \"127.0.0.1\", \"port\": 23020, \"channel\": 1},"
            + " \"Node 2\": {\"ip\": \"127.0.0.1\", \"port\": 23022, \"channel\": 0}}");
    api.post("/api/session/save", "{\"as\": \"before\"}");
    importFile(list);
    browser.await(row(0) + ".querySelector('.name input').value === 'Node 1'");
    assertThat(told("destinations", 0, "url")).isEqualTo("raw://127.0.0.1:23020");
    assertThat(told("destinations", 0, "channels")).isEqualTo("2");
    assertThat(told("unsaved")).isEqualTo("true");
    Path downloads = Files.createDirectory(folder.resolve("downloads"));
    browser.downloadsTo(downloads);
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Older client list");
    // Such a list has no room for the input.
    browser.click("Export without");
    assertThat(awaitFile(downloads.resolve("clients.json")))
        .contains("\"Node 1\": {\"ip\": \"127.0.0.1\", \"port\": 23020, \"channel\": 1}");
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Session file");
    assertThat(awaitFile(downloads.resolve("session.json"))).contains("\"Node 2\"");
  }

  private static String awaitFile(Path file) throws Exception {
    for (int look = 0; look < 500 && !(Files.exists(file) && Files.size(file) > 0); look++) {
      RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 20_000_000L);
    }
    return Files.readString(file);
  }

  @Test
  void shouldChangeNothingWhenAFileIsBroken() throws Exception {
    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{\"version\": 1, \"destinations\": [{\"name\": 7}]}");
    importFile(broken);
    browser.await(
        "/^broken.json:1:.*Nothing was changed.$/s.test(document.querySelector('dialog[open]"
            + " .error').textContent)");
    assertThat(told("destinations", 0, "name")).isEqualTo("tree");
    assertThat(sender.live().now().snapshot().destinations()).hasSize(2);
  }

  @Test
  void shouldChangeNothingWhenAFileOfTheFolderIsBroken() throws Exception {
    api.post("/api/session/save", "{\"as\": \"good\"}");
    Files.writeString(folder.resolve("sessions").resolve("bad.json"), "{\"version\": 1,");
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Open");
    browser.click("bad.json");
    browser.await(
        "document.querySelector('dialog[open] .error').textContent.includes('bad.json:1:15 ')");
    assertThat(told("file")).isEqualTo("good.json");
    assertThat(told("destinations", 0, "name")).isEqualTo("tree");
    browser.click("good.json");
    browser.await("!document.querySelector('dialog')");
  }

  @Test
  void shouldSaveAsOnlyOverAFileWhenAsked() throws Exception {
    api.post("/api/session/save", "{\"as\": \"first\"}");
    api.post("/api/session/save", "{\"as\": \"second\"}");
    browser.await("document.getElementById('session-file').textContent === 'second'");
    browser.clickOn("document.getElementById('session-name')");
    browser.click("Save as");
    browser.fill("File name", "a/b");
    browser.click("Save");
    browser.await("document.querySelector('dialog .error:not([hidden])').textContent.length > 10");
    browser.fill("File name", "first");
    browser.click("Save");
    browser.click("Replace");
    browser.await("document.getElementById('session-file').textContent === 'first'");
    browser.clickOn("document.getElementById('session-name')");
    browser.click("New");
    awaitRows(0);
    browser.await("document.querySelector('.list .empty')");
    assertThat(told("input", "device")).isEqualTo("tone:4");
  }

  @Test
  void shouldSendTheInputAgainAfterSomebodyElseHasChangedIt() throws Exception {
    browser.clickOn("document.getElementById('input-change')");
    browser.fill("Device", "tone:6");
    api.send("PUT", "/api/format", "{\"mtu\": 1400}", "If-Match", told("revision"));
    browser.await("document.querySelector('dialog[open]')");
    browser.click("Use this");
    browser.await(
        "document.querySelector('dialog .error[role=alert]').textContent === 'input, format or group"
            + " were changed meanwhile: look again'");
    browser.await(field("Largest packet of the network, bytes") + ".value === '1400'");
    assertThat(browser.value(field("Device") + ".value")).isEqualTo("tone:6");
    browser.click("Use this");
    browser.await("!document.querySelector('dialog')");
    awaitTold("tone:6", "input", "device");
    assertThat(told("format", "mtu")).isEqualTo("1400");
  }
}
