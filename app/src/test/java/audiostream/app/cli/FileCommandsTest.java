package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.rtp.SdpException;
import audiostream.engine.rtp.SessionDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that only read and write files: session, sdp, completion; and help. */
class FileCommandsTest {

  private static final String OLDER =
      "{\"Node 1\": {\"ip\": \"192.168.2.249\", \"port\": 57001, \"channel\": 1},"
          + " \"local\": {\"ip\": \"127.0.0.1\", \"port\": 57001, \"channel\": 0}}";

  private static final String SHOW =
      """
      {"version": 1, "input": {"device": "BlackHole", "rate": 48000},
       "destinations": [
        {"name": "tree", "url": "rtp://192.168.1.21:5004", "channels": [1]},
        {"name": "hall", "url": "raw://192.168.1.22", "channels": [2]},
        {"name": "odd", "url": "rtp://192.168.1.23:5005", "channels": [3], "gainDb": -6}]}
      """;

  @TempDir private Path folder;

  /** What a run printed. */
  private record Ran(int status, String out, String err) {}

  private static Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void shouldSayWhatASessionHoldsAndWarn() throws IOException {
    String show = file("show.json", SHOW);
    Ran ran = run("session", "check", show);
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            show
                + """
                : a session file with 3 destinations
                  tree=rtp://192.168.1.21:5004/1
                  hall=raw://192.168.1.22:57001/2
                  odd=rtp://192.168.1.23:5005/3?gain=-6
                """);
    assertThat(ran.err())
        .isEqualTo(
            "warning: 'odd': port 5005 is odd: RTP takes an even one, and some players (VLC) listen on"
                + " 5004 instead\n");
  }

  @Test
  void shouldSayWhatIsWrongWithAFileInOneLine() throws IOException {
    String bad = file("bad.json", "{\"version\": 1,\n \"inputs\": {}}");
    Ran ran = run("session", "check", bad);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "audiostream session check: "
                + bad
                + ":2:12 /inputs: unknown field 'inputs', did you mean 'input'?: version, input,"
                + " format, group, destinations\n");
  }

  @Test
  void shouldImportAndExportAnOlderListWithoutLoss() throws IOException {
    String older = file("clients.json", OLDER);
    String show = folder.resolve("show.json").toString();
    Ran imported = run("session", "import", older, "-o", show);
    assertThat(imported.status()).isZero();
    assertThat(imported.out()).isEmpty();
    assertThat(imported.err()).startsWith("note: ").contains("--packet 1024");
    Ran exported = run("session", "export", show);
    assertThat(exported.status()).isZero();
    assertThat(exported.err()).isEmpty();
    assertThat(exported.out().replaceAll("\\s", "")).isEqualTo(OLDER.replaceAll("\\s", ""));
  }

  @Test
  void shouldPrintAnImportedSessionOnStandardOutput() throws IOException {
    Ran ran = run("session", "import", file("clients.json", OLDER));
    assertThat(ran.out())
        .isEqualTo(
            """
            {
              "version": 1,
              "destinations": [
                {"name": "Node 1", "url": "raw://192.168.2.249:57001", "channels": [2], "gainDb": 0, "mute": false},
                {"name": "local", "url": "raw://127.0.0.1:57001", "channels": [1], "gainDb": 0, "mute": false}
              ]
            }
            """);
  }

  @Test
  void shouldRefuseToLoseAnythingInAnExport() throws IOException {
    String show = file("show.json", SHOW);
    Path out = folder.resolve("clients.json");
    Ran ran = run("session", "export", show, "-o", out.toString());
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err())
        .contains(
            "'tree' is sent as rtp, not raw", "'odd' is sent as rtp", "gain of -6 dB", "--skip");
    assertThat(out).doesNotExist();
  }

  @Test
  void shouldNameWhatItSkipsInAnExport() throws IOException {
    Ran ran = run("session", "export", "--skip", file("show.json", SHOW));
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            "{\n  \"hall\": {\"ip\": \"192.168.1.22\", \"port\": 57001, \"channel\": 1}\n}\n");
    assertThat(ran.err())
        .contains("left out: 'tree'", "left out: 'odd'", "input device 'BlackHole', rate 48000");
  }

  @Test
  void shouldNotConvertWhatNeedsNoConversion() throws IOException {
    assertThat(run("session", "export", file("clients.json", OLDER)).err())
        .contains("is already a client list of the older programs");
    assertThat(run("session", "import", file("show.json", SHOW)).err())
        .contains("is not a client list of the older programs");
  }

  @Test
  void shouldSayWhereItCannotWrite() throws IOException {
    String nowhere = folder.resolve("absent/show.json").toString();
    Ran ran = run("session", "import", file("clients.json", OLDER), "-o", nowhere);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            "audiostream session import: --output " + nowhere + ": there is no such directory\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to rtp://192.168.1.21/1 | RTP/AVP 11 | 11 L16/44100/1 | 5.805",
        "--to rtp://192.168.1.21/1-2 | RTP/AVP 10 | 10 L16/44100/2 | 5.805",
        "--to rtp://192.168.1.21/1-2 --packet 64 | RTP/AVP 10 | 10 L16/44100/2 | 1.451",
        "--to rtp://192.168.1.21/1 --rate 48000 | RTP/AVP 96 | 96 L16/48000/1 | 5.333",
        "--to rtp://192.168.1.21/1 --bits 24 | RTP/AVP 97 | 97 L24/44100/1 | 5.805",
        "--to rtp://192.168.1.21/1?pt=98 --bits 24 | RTP/AVP 98 | 98 L24/44100/1 | 5.805",
        "--to rtp://192.168.1.21/1-8 | RTP/AVP 96 | 96 L16/44100/8 | 1.451",
        "--session SHOW tree | RTP/AVP 96 | 96 L16/48000/1 | 5.333",
      })
  void shouldDescribeADestinationInSdp(String line, String media, String rtpmap, String ptime)
      throws IOException, SdpException {
    String show = file("show.json", SHOW);
    Ran ran = run(("sdp " + line).replace("SHOW", show).split(" "));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .startsWith("v=0\r\n")
        .contains("c=IN IP4 192.168.1.21\r\n")
        .contains("m=audio 5004 " + media + "\r\n", "a=rtpmap:" + rtpmap + "\r\n")
        .contains("a=ptime:" + ptime + "\r\n");
    assertThat(SessionDescription.parse(ran.out()).write()).isEqualTo(ran.out());
  }

  @Test
  void shouldSayHowFarMulticastGoes() {
    assertThat(run("sdp", "--to", "rtp://239.1.2.3/1-2?ttl=4").out())
        .contains("c=IN IP4 239.1.2.3/4\r\n");
    assertThat(run("sdp", "--to", "rtp://[ff15::1]/1-2?ttl=4").out())
        .contains("c=IN IP6 ff15:0:0:0:0:0:0:1\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--session SHOW | the session has 3 destinations: name one of 'tree', 'hall', 'odd'",
        "--session SHOW trees | no destination is called 'trees': 'tree', 'hall', 'odd'",
        "--session SHOW hall | destination 'hall' is sent as raw, which has no SDP: make it rtp://, or listen with audiostream receive raw://:57001 --channels 1",
        "--to rtp://192.168.1.21/1?pt=10 | payload type 10 means L16/44100/2, not L16/44100/1",
        "--to rtp://192.168.1.21/1 --bits 20 | --bits 20: 16 or 24",
        "--to rtp://192.168.1.21/1 --rate 5 | --rate 5 Hz: 8000 to 192000",
        "--to rtp://192.168.1.21/1 --mtu 5 | --mtu 5: 576 to 9000",
        "--to rtp://192.168.1.21/1 --block 5 | --block 5: 16 to 8192",
        "--to rtp://192.168.1.21/1 --packet 0 | --packet 0: 1 to 8192 frames",
        "--to rtp://no-such-host.invalid/1 | host 'no-such-host.invalid' is not known here",
        "--to rtp://192.168.1.21:70000/1 | --to 'rtp://192.168.1.21:70000/1': port '70000': a whole number of 1 to 65535",
        "--session absent.json | --session absent.json: no such file",
        "tree | missing required argument (specify one of these): (--session=FILE | --to=DESTINATION)",
        "--session SHOW --to rtp://h/1 | mutually exclusive",
      })
  void shouldSayWhyThereIsNoSdp(String line, String sentence) throws IOException {
    String show = file("show.json", SHOW);
    Ran ran = run(("sdp " + line).replace("SHOW", show).split(" "));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err()).startsWith("audiostream sdp: ").contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | audiostream: a command is missing: demo, devices, send, receive, sdp, session, impair, doctor, package, completion; see audiostream --help",
        "sned | audiostream: unknown command 'sned', did you mean send?; see audiostream --help",
        "quux | audiostream: unknown command 'quux': demo, devices, send, receive, sdp, session, impair, doctor, package, completion; see audiostream --help",
        "session | audiostream session: a command is missing: check, export, import; see audiostream session --help",
        "session chek f | audiostream session: unknown command 'chek', did you mean check?; see audiostream session --help",
        "sdp --tow x | audiostream sdp: unknown option '--tow', did you mean --to?; see audiostream sdp --help",
        "sdp --to=x --rate abc | audiostream sdp: --rate 'abc': a whole number; see audiostream sdp --help",
        "sdp --to | audiostream sdp: missing required parameter for option '--to' (DESTINATION); see audiostream sdp --help",
        "session check | audiostream session check: missing required parameter: 'FILE'; see audiostream session check --help",
        "session check a b | audiostream session check: unexpected argument 'b'; see audiostream session check --help",
        "send --stats xml | audiostream send: --stats 'xml': one of text, json; see audiostream send --help",
      })
  void shouldSayInOneLineWhatIsWrongWithTheCommandLine(String line, String complaint) {
    Ran ran = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo(complaint + "\n");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "devices",
        "send",
        "receive",
        "sdp",
        "session",
        "session check",
        "session import",
        "session export",
        "impair",
        "package",
        "completion"
      })
  void shouldShowExamplesInEveryHelp(String command) {
    Ran ran = run((command + " --help").split(" "));
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Usage: audiostream " + command, "Example", "  audiostream ");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void shouldTellItsVersion() {
    for (String command : new String[] {"--version", "send --version", "session check --version"}) {
      Ran ran = run(command.split(" "));
      assertThat(ran.status()).isZero();
      assertThat(ran.out()).matches("(?s)audiostream [0-9]+\\.[0-9]+.*");
    }
  }

  @Test
  void shouldPrintACompletionScript() {
    Ran ran = run("completion");
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("complete -F _complete_audiostream", "--session", "receive", "import", "--burst");
  }
}
