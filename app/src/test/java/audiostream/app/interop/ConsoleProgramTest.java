package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.WavReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The programs as a person starts them, with their consoles. */
@Execution(ExecutionMode.CONCURRENT)
class ConsoleProgramTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Program start(String... arguments) throws IOException {
    return Program.oursAt(folder, arguments);
  }

  private static HttpResponse<String> ask(
      String method, String url, String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    headers.forEach(request::header);
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String get(String url) throws Exception {
    return ask("GET", url, "", Map.of()).body();
  }

  @Test
  void shouldIdentifyOneLoudspeakerAndNoOther() throws Exception {
    int tree = Ports.freePair();
    int hall = Ports.freePair();
    int console = freePort();
    Path treeFile = folder.resolve("tree.wav");
    Path hallFile = folder.resolve("hall.wav");
    try (Program one = Program.receiver(tree, treeFile);
        Program two = Program.receiver(hall, hallFile);
        Program sender =
            start(
                "send",
                "--console",
                Integer.toString(console),
                "--no-discover",
                "--input",
                "silent:2",
                "--to",
                "tree=rtp://127.0.0.1:" + tree + "/1?mute",
                "--to",
                "hall=rtp://127.0.0.1:" + hall + "/1")) {
      sender.awaitOutput("    1 s");
      String base = "http://127.0.0.1:" + console;
      assertThat(ask("POST", base + "/api/destinations/1/identify", "{}", Map.of()).statusCode())
          .isEqualTo(204);
      sender.awaitOutput("    5 s");
      sender.await("tree tells its latency", () -> tellsLatency(base));
      sender.end();
      one.end();
      two.end();
    }
    assertThat(peak(treeFile)).isBetween(0.2f, 0.6f);
    assertThat(peak(hallFile)).isZero();
  }

  private static boolean tellsLatency(String base) {
    return bodyOf(base + "/metrics")
        .contains("audiostream_sender_receiver_latency_ms{name=\"tree\"}");
  }

  private static float peak(Path file) throws IOException {
    float peak = 0;
    for (float sample : WavReader.readAll(file)[0]) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  @Test
  void shouldPlayTheLastSessionAgainAfterARestart() throws Exception {
    String console = Integer.toString(freePort());
    String base = "http://127.0.0.1:" + console;
    String[] again = {"send", "--console", console, "--no-discover"};
    try (Program sender =
        start("send", "--console", console, "--no-discover", "--input", "tone:2")) {
      sender.awaitOutput("console: http://127.0.0.1:" + console + "/");
      String added =
          "{\"url\": \"rtp://127.0.0.1:23100\", \"name\": \"kept\", \"channels\": \"2\"}";
      assertThat(ask("POST", base + "/api/destinations", added, Map.of()).statusCode())
          .isEqualTo(201);
      Path kept = folder.resolve("state/audiostream/last-session.json");
      sender.await("it is kept", () -> Files.exists(kept) && holds(kept, "kept"));
    }
    // The first was killed, as a power cut would.
    try (Program sender = start(again)) {
      sender.awaitOutput("console: ");
      assertThat(get(base + "/api/session")).contains("\"kept\"", "\"device\": \"tone:2\"");
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldShowAReceiverAndChangeItsVolumeAndName() throws Exception {
    int port = Ports.freePair();
    String console = Integer.toString(freePort());
    String base = "http://127.0.0.1:" + console;
    Path heard = folder.resolve("heard.wav");
    try (Program receiver =
            start(
                "receive",
                "rtp://127.0.0.1:" + port,
                "--output",
                "wav:" + heard,
                "--console",
                console,
                "--name",
                "tree");
        Program sender =
            start("send", "--input", "tone:1", "--to", "rtp://127.0.0.1:" + port + "/1")) {
      receiver.await("it plays", () -> bodyOf(base + "/api/receiver").contains("\"playing\""));
      assertThat(get(base + "/api/receiver")).contains("\"name\": \"tree\"", "\"volumeDb\": 0");
      String change = "{\"volumeDb\": \"-100\", \"name\": \"oak\"}";
      assertThat(ask("PATCH", base + "/api/receiver", change, Map.of()).body())
          .contains("\"name\": \"oak\"", "\"volumeDb\": -100");
      assertThat(ask("PATCH", base + "/api/receiver", "{\"volumeDb\": 50}", Map.of()).body())
          .contains("gain 50.0 dB: -100 to 40", "\"field\": \"volumeDb\"");
      receiver.await("it is silent", () -> lastLevelIsLow(receiver));
      assertThat(get(base + "/metrics"))
          .contains("# HELP audiostream_receiver_playout_received_total packets of sound received");
      assertThat(get(base + "/")).contains("receiver.js");
      sender.end();
    }
    assertThat(folder.resolve("config/audiostream/receiver-" + port + ".name"))
        .content()
        .isEqualTo("oak\n");
  }

  private static boolean lastLevelIsLow(Program receiver) {
    return receiver.lastLine().contains("level -11")
        || receiver.lastLine().contains("level silent");
  }

  private static String bodyOf(String url) {
    try {
      return get(url);
    } catch (Exception e) {
      return "";
    }
  }

  @Test
  void shouldAskForATokenBeyondThisMachineAndShowItOnce() throws Exception {
    String console = "0.0.0.0:" + freePort();
    String[] send = {"send", "--console", console, "--no-discover", "--input", "tone:2"};
    String token;
    try (Program sender = start(send)) {
      sender.awaitOutput("?token=");
      token = sender.output().replaceFirst("(?s).*\\?token=([A-Za-z0-9_-]+).*", "$1");
      sender.awaitOutput("\u2588");
      String url = "http://127.0.0.1:" + console.substring(8) + "/api/session";
      assertThat(ask("GET", url, "", Map.of()).statusCode()).isEqualTo(401);
      assertThat(ask("GET", url, "", Map.of("Authorization", "Bearer " + token)).statusCode())
          .isEqualTo(200);
    }
    try (Program sender = start(send)) {
      sender.awaitOutput("(the token is in ");
      assertThat(sender.output()).doesNotContain(token);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheConsole() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertComplaint(
          "--console " + port + ": port " + port + " is taken by another program: port ",
          Integer.toString(port));
      assertComplaint("--console 'x:70000': port '70000': a whole number of 1 to 65535", "x:70000");
      assertComplaint("address 192.0.2.1 is not one of this machine's", "192.0.2.1:8080");
    }
  }

  private void assertComplaint(String sentence, String console) throws Exception {
    try (Program sender = start("send", "--input", "tone:2", "--console", console)) {
      assertThat(sender.awaitEnd()).isEqualTo(2);
      assertThat(sender.output()).startsWith("audiostream send: ").contains(sentence);
      assertThat(sender.output().lines()).hasSize(1);
    }
  }
}
