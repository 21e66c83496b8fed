package audiostream.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import audiostream.app.json.JsonLine;
import audiostream.engine.session.Delay;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API of a sender that really sends, to ports of this machine. */
@Timeout(60)
class SenderApiTest {

  private static final int TREE = Ports.freePair();
  private static final int HALL = Ports.freePair();
  private static final int GATE = Ports.freePair();

  private static final String SESSION =
      """
      {"version": 1, "input": {"device": "tone:4"},
       "destinations": [
        {"name": "tree", "url": "rtp://127.0.0.1:%d", "channels": [1]},
        {"name": "hall", "url": "raw://127.0.0.1:%d", "channels": [2], "gainDb": -6}]}
      """
          .formatted(TREE, HALL);

  @TempDir Path folder;

  private RunningSender sender;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    sender = RunningSender.with(folder, SESSION);
    api = new Api(sender.url());
  }

  @AfterEach
  void stop() {
    sender.close();
  }

  private int id(int index) throws Exception {
    return Integer.parseInt(api.get("/api/session").at("destinations", index, "id"));
  }

  private Api.Answer edit(int id, int revision, String body) throws Exception {
    return api.send("PATCH", "/api/destinations/" + id, body, "If-Match", "\"" + revision + "\"");
  }

  @Test
  void shouldTellTheSession() throws Exception {
    Api.Answer session = api.get("/api/session");
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.at("input", "channels")).isEqualTo("4");
    assertThat(session.at("destinations", 0, "name")).isEqualTo("tree");
    assertThat(session.at("destinations", 1, "gainDb")).isEqualTo("-6");
    assertThat(session.at("unsaved")).isEqualTo("false");
  }

  @Test
  void shouldGiveEditsToTheEngineAtOnce() throws Exception {
    Api.Answer changed = edit(id(0), 1, "{\"gainDb\": \"-3,5\", \"channels\": \"1-2\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("destination", "revision")).isEqualTo("2");
    var config = sender.live().now().snapshot().destinations().getFirst().config();
    assertThat(config.gainDb()).isEqualTo(-3.5);
    assertThat(config.channels()).hasToString("1,2");
    assertThat(api.get("/api/session").at("unsaved")).isEqualTo("true");
  }

  @Test
  void shouldDelayADestinationAndKeepItsDelayThroughEverythingElse() throws Exception {
    int id = id(0);
    assertThat(edit(id, 1, "{\"delay\": \"1,2 m\"}").at("destination", "delay")).isEqualTo("1.2m");
    edit(id, 2, "{\"gainDb\": -3}");
    api.post("/api/panic", "{\"on\": true}");
    String copy = api.post("/api/destinations/" + id + "/duplicate", "{}").at("destination", "id");
    for (var destination : sender.live().now().snapshot().destinations().subList(0, 2)) {
      assertThat(destination.config().delay()).isEqualTo(new Delay(1.2, Delay.Unit.METRES));
    }
    assertThat(edit(Integer.parseInt(copy), 1, "{\"delay\": \"\"}").at("destination", "delay"))
        .isEqualTo("0ms");
  }

  private Api.Answer group(int revision, String body) throws Exception {
    return api.send("PUT", "/api/group", body, "If-Match", "\"" + revision + "\"");
  }

  @Test
  void shouldShowAndChangeTheGroup() throws Exception {
    assertThat(api.get("/api/session").at("group", "latency")).isEmpty();
    Api.Answer changed =
        group(1, "{\"latency\": \"auto\", \"maxMs\": \"300\", \"slow\": \"wait\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("group", "latency")).isEqualTo("auto");
    assertThat(changed.at("group", "maxMs")).isEqualTo("300");
    assertThat(changed.at("group", "slow")).isEqualTo("wait");
    assertThat(changed.at("revision")).isEqualTo("2");
    assertThat(group(2, "{\"latency\": 80}").at("group", "latency")).isEqualTo("80");
    assertThat(group(2, "{\"latency\": 90}").status()).isEqualTo(412);
    assertThat(group(3, "{\"latency\": 4}").at("field")).isEqualTo("latency");
    assertThat(group(3, "{\"maxMs\": 90}").at("field")).isEqualTo("maxMs");
    assertThat(group(3, "{\"slow\": \"drop\"}").at("error"))
        .isEqualTo("slow 'drop': leave or wait");
    assertThat(group(3, "{\"latency\": null, \"clock\": \"system\"}").at("group", "clock"))
        .isEqualTo("system");
    assertThat(api.get("/api/session/file").body())
        .contains("\"group\": {\"slow\": \"wait\", \"clock\": \"system\"}");
  }

  @Test
  void shouldAddDuplicateMoveRemoveAndBringBack() throws Exception {
    String address = "127.0.0.1:" + GATE;
    Api.Answer added =
        api.post("/api/destinations", "{\"url\": \"rtp://" + address + "\", \"channels\": \"3\"}");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.at("destination", "name")).isEqualTo(address);
    String id = added.at("destination", "id");
    assertThat(api.post("/api/destinations/" + id + "/move", "{\"to\": 0}").status())
        .isEqualTo(204);
    assertThat(api.get("/api/session").at("destinations", 0, "id")).isEqualTo(id);
    assertThat(api.post("/api/destinations/" + id + "/duplicate", "{}").at("destination", "name"))
        .isEqualTo(address + " (2)");
    assertThat(api.send("DELETE", "/api/destinations/" + id, "", "If-Match", "1").status())
        .isEqualTo(204);
    assertThat(api.get("/api/session").at("undo")).isEqualTo(address);
    assertThat(sender.live().now().snapshot().destinations()).hasSize(3);
    assertThat(api.post("/api/undo", "{}").at("destination", "id")).isEqualTo(id);
    assertThat(api.get("/api/session").at("destinations", 0, "id")).isEqualTo(id);
    assertThat(api.post("/api/undo", "{}").status()).isEqualTo(409);
  }

  @Test
  void shouldRefuseTheLaterOfTwoEditsAndSayWhatTheEarlierDid() throws Exception {
    int id = id(0);
    assertThat(edit(id, 1, "{\"gainDb\": -3, \"mute\": true}").status()).isEqualTo(200);
    Api.Answer late = edit(id, 1, "{\"name\": \"oak\"}");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.at("error"))
        .isEqualTo("'tree' was changed meanwhile: gain from 0 to -3, mute from off to on");
    assertThat(late.at("current", "revision")).isEqualTo("2");
    assertThat(api.get("/api/session").at("destinations", 0, "name")).isEqualTo("tree");
    assertThat(api.send("PATCH", "/api/destinations/" + id, "{\"gainDb\": 0}").status())
        .isEqualTo(428);
    assertThat(api.send("DELETE", "/api/destinations/" + id, "", "If-Match", "\"1\"").status())
        .isEqualTo(412);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"gainDb\": \"loud\"} | gainDb | gain 'loud': decibels from -100 to 40, such as -6 or 1.5",
        "{\"gainDb\": 41} | gainDb | gain 41.0 dB: -100 to 40",
        "{\"delay\": \"3\"} | delay | delay '3': 0ms to 1000ms, or as a way of sound 0m to 343m, such as 3.5ms or 1.2m",
        "{\"delay\": \"400 m\"} | delay | delay '400 m': 0ms to 1000ms, or as a way of sound 0m to 343m, such as 3.5ms or 1.2m",
        "{\"channels\": \"1-\"} | channels | channels '1-': a list such as 1 or 1-4,7, counted from 1",
        "{\"channels\": \"65\"} | channels | channel 65: 1 to 64, counted from 1",
        "{\"channels\": \"5\"} | channels | channel 5 is beyond the input: ",
        "{\"url\": \"rtp://127.0.0.1:70000\"} | url | port '70000': a whole number of 1 to 65535",
        "{\"url\": \"ftp://h\"} | url | unknown scheme 'ftp': rtp:// or raw://",
        "{\"url\": \"rtp://no-such-host.invalid\"} | url | host 'no-such-host.invalid' is not known here: an address such as 192.168.1.21, or a name that this network resolves",
        "{\"name\": \" \"} | name | name '': 1 to 100 characters",
        "{\"name\": \"hall\"} | name | destination name 'hall' is used twice: each name once",
      })
  void shouldRefuseInTheWordsOfTheCommandLine(String body, String field, String message)
      throws Exception {
    Api.Answer refused = edit(id(0), 1, body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("field")).isEqualTo(field);
    assertThat(refused.at("error")).contains(message);
    assertThat(api.get("/api/session").at("destinations", 0, "revision")).isEqualTo("1");
  }

  @Test
  void shouldSilenceTheOthersOfASoloAndAllInPanic() throws Exception {
    edit(id(1), 1, "{\"solo\": true}");
    assertThat(mutes()).containsExactly(true, false);
    api.post("/api/panic", "{\"on\": true}");
    assertThat(mutes()).containsExactly(true, true);
    assertThat(api.post("/api/destinations/" + id(1) + "/identify", "{}").status()).isEqualTo(409);
    api.post("/api/panic", "{\"on\": false}");
    edit(id(1), 2, "{\"solo\": false}");
    assertThat(mutes()).containsExactly(false, false);
  }

  private java.util.List<Boolean> mutes() {
    return sender.live().now().snapshot().destinations().stream()
        .map(d -> d.config().mute())
        .toList();
  }

  @Test
  void shouldStopAndStart() throws Exception {
    api.post("/api/stop", "");
    assertThat(sender.live().now().snapshot().destinations()).isEmpty();
    assertThat(api.get("/api/session").at("sending")).isEqualTo("false");
    api.post("/api/start", "");
    assertThat(sender.live().now().snapshot().destinations()).hasSize(2);
  }

  @Test
  void shouldRouteByChannel() throws Exception {
    String route = "/api/destinations/" + id(0) + "/route";
    assertThat(api.post(route, "{\"channel\": 3, \"on\": true}", "If-Match", "1").status())
        .isEqualTo(200);
    assertThat(api.get("/api/session").at("destinations", 0, "channels")).isEqualTo("1,3");
    assertThat(api.post(route, "{\"channel\": 1, \"on\": false}", "If-Match", "2").status())
        .isEqualTo(200);
    assertThat(api.post(route, "{\"channel\": 3, \"on\": false}", "If-Match", "3").at("error"))
        .isEqualTo("'tree' needs one channel at least: mute it instead");
  }

  @Test
  void shouldChangeTheInputWhileItPlays() throws Exception {
    Api.Answer changed = api.send("PUT", "/api/input", "{\"device\": \"tone:8\"}", "If-Match", "1");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.at("input", "channels")).isEqualTo("8");
    assertThat(sender.live().now().snapshot().destinations()).hasSize(2);
    Api.Answer wrong = api.send("PUT", "/api/input", "{\"device\": \"nothing\"}", "If-Match", "2");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("field")).isEqualTo("device");
    assertThat(wrong.at("error")).contains("no device 'nothing'");
    assertThat(api.get("/api/session").at("input", "channels")).isEqualTo("8");
    assertThat(sender.live().now().snapshot().destinations()).hasSize(2);
    Api.Answer rate = api.send("PUT", "/api/input", "{\"rate\": 48000}", "If-Match", "2");
    assertThat(rate.at("input", "rateHz")).isEqualTo("48000");
  }

  @Test
  void shouldSaveAndOpenAndKeepASessionWhenTheFileIsBroken() throws Exception {
    assertThat(api.post("/api/session/save", "{}").at("error")).contains("no file yet");
    assertThat(api.post("/api/session/save", "{\"as\": \"show\"}").at("file"))
        .isEqualTo("show.json");
    Path file = folder.resolve("sessions/show.json");
    assertThat(file).content().contains("\"tree\"");
    edit(id(0), 1, "{\"name\": \"oak\"}");
    assertThat(api.get("/api/session").at("unsaved")).isEqualTo("true");
    assertThat(api.post("/api/session/open", "{\"file\": \"show.json\"}").status()).isEqualTo(200);
    assertThat(api.get("/api/session").at("destinations", 0, "name")).isEqualTo("tree");
    Files.writeString(file, "{\"version\": 1, \"destinations\": [{\"name\": 7}]}");
    Api.Answer broken = api.post("/api/session/open", "{\"file\": \"show.json\"}");
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.at("error")).contains("show.json:1:");
    assertThat(api.get("/api/session").at("destinations", 0, "name")).isEqualTo("tree");
    assertThat(api.post("/api/session/save", "{\"as\": \"../show\"}").status()).isEqualTo(422);
    assertThat(api.get("/api/session/files").at("files", 0)).isEqualTo("show.json");
  }

  @Test
  void shouldImportAndExportTheOlderList() throws Exception {
    String node = "\"Node 1\": {\"ip\": \"127.0.0.1\", \"port\": " + GATE + ", \"channel\": 1}";
    String list = JsonLine.text("{" + node + "}");
    Api.Answer imported =
        api.post("/api/session/open", "{\"name\": \"c.json\", \"content\": " + list + "}");
    assertThat(imported.at("kind")).isEqualTo("a client list of the older programs");
    assertThat(api.get("/api/session").at("destinations", 0, "channels")).isEqualTo("2");
    assertThat(api.get("/api/session/older-list").at("content")).contains(node);
  }

  @Test
  void shouldKeepWhatIsPlayedForARestart() throws Exception {
    edit(id(0), 1, "{\"name\": \"remembered\"}");
    Path kept = folder.resolve("state/last-session.json");
    for (int look = 0; look < 500 && !holds(kept, "remembered"); look++) {
      RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 10_000_000L);
    }
    assertThat(kept).content().contains("remembered");
  }

  private static boolean holds(Path file, String text) throws Exception {
    return Files.exists(file) && Files.readString(file).contains(text);
  }

  @Test
  void shouldSendLiveValues() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(sender.url() + "/api/live").toURL().openConnection();
    connection.setReadTimeout(10_000);
    Set<String> seen = new LinkedHashSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      int meters = 0;
      for (String line = lines.readLine(); line != null && meters < 25; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          seen.add(line.substring(7));
          meters += line.equals("event: meters") ? 1 : 0;
        }
        if (line.startsWith("data: {\"peak\"") && meters > 10) {
          assertThat(line).contains("-12");
        }
      }
    }
    assertThat(seen).contains("session", "status", "events", "meters");
  }

  @Test
  void shouldSpeakToPrometheusInTheCountersWords() throws Exception {
    Api.Answer metrics = api.get("/metrics");
    for (int look = 0; look < 200 && metrics.status() == 503; look++) {
      RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 20_000_000L);
      metrics = api.get("/metrics");
    }
    assertThat(metrics.response().headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains(
            "# HELP audiostream_sender_destination_packets_sent_total packets handed to the network\n"
                + "# TYPE audiostream_sender_destination_packets_sent_total counter\n"
                + "audiostream_sender_destination_packets_sent_total{name=\"tree\"} ")
        .contains("audiostream_sender_input_frames_total ");
    assertThat(metrics.body().split("# TYPE audiostream_sender_destination_refused_total", -1))
        .hasSize(2);
  }

  @Test
  void shouldKeepHostileNamesAsTheyAre() throws Exception {
    String name = "<script>alert(1)</script> \\u202Eevil \\uD83D\\uDD0A & \\\"x\\\"";
    assertThat(edit(id(0), 1, "{\"name\": \"" + name + "\"}").status()).isEqualTo(200);
    assertThat(api.get("/api/session").at("destinations", 0, "name"))
        .isEqualTo("<script>alert(1)</script> \u202Eevil \uD83D\uDD0A & \"x\"");
    assertThat(edit(id(0), 2, "{\"name\": \"" + "x".repeat(10_000) + "\"}").at("error"))
        .startsWith("name 'xxx")
        .hasSizeLessThan(500);
    assertThat(edit(id(0), 2, "{\"name\": \"plain\"}").status()).isEqualTo(200);
  }

  @Test
  void shouldAnswerWhatItDoesNotKnow() throws Exception {
    assertThat(api.get("/nothing").status()).isEqualTo(404);
    assertThat(api.get("/../../etc/passwd").status()).isEqualTo(404);
    assertThat(api.send("PUT", "/api/undo", "{}").status()).isEqualTo(405);
    assertThat(api.get("/api/destinations/x").status()).isEqualTo(404);
    assertThat(api.post("/api/panic", "{\"on\": 7}").status()).isEqualTo(422);
    assertThat(api.post("/api/panic", "{").status()).isEqualTo(422);
    assertThat(api.post("/api/destinations", "{\"urll\": \"x\"}").at("error"))
        .contains("did you mean 'url'?");
  }

  @Test
  void shouldPlayAndTakeEditsWhileTheNetworkAnswersForNoName() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    String session =
        """
        {"version": 1, "input": {"device": "tone:4"}, "destinations": [
          {"name": "tree", "url": "rtp://tree.example:%d", "channels": [1]},
          {"name": "hall", "url": "raw://127.0.0.1:%d", "channels": [2]}]}
        """
            .formatted(TREE, HALL);
    try (RunningSender slow =
        RunningSender.lookingUp(folder.resolve("slow"), session, name -> whenGiven(answer))) {
      Api page = new Api(slow.url());
      assertThat(page.get("/api/destinations").at("destinations", 0, "held"))
          .isEqualTo("looking for host 'tree.example' on the network");
      // The other plays, and all else goes on at once; also for the one that waits.
      assertThat(slow.live().now().snapshot().destinations()).hasSize(1);
      assertThat(page.post("/api/panic", "{\"on\": true}").status()).isEqualTo(204);
      assertThat(
              page.send("PATCH", "/api/destinations/1", "{\"gainDb\": -3}", "If-Match", "1")
                  .status())
          .isEqualTo(200);
      answer.countDown();
      for (int look = 0;
          look < 500 && slow.live().now().snapshot().destinations().size() < 2;
          look++) {
        RunningSender.CLOCK.parkUntil(RunningSender.CLOCK.nowNs() + 20_000_000L);
      }
      assertThat(slow.live().now().snapshot().destinations()).hasSize(2);
      assertThat(page.get("/api/destinations").at("destinations", 0, "url"))
          .isEqualTo("rtp://tree.example:" + TREE);
    }
  }

  private static InetAddress whenGiven(CountDownLatch answer) throws UnknownHostException {
    try {
      answer.await();
      return InetAddress.getLoopbackAddress();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    }
  }
}
