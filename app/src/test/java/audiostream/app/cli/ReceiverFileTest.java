package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.app.interop.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration file of a receiver: what it means, and what is said of mistakes in it. */
class ReceiverFileTest {

  private static final int PORT = Ports.freePair();
  private static final String BASE =
      "\"version\": 1, \"uri\": \"rtp://127.0.0.1:" + PORT + "\", \"output\": \"silent:\"";

  @TempDir private Path folder;

  private record Ran(int status, String out, String err) {}

  private static Ran run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            arguments.toArray(String[]::new));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Ran receive(String content, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("receiver.json"), content);
    List<String> arguments = new ArrayList<>(List.of("receive", "--config", file.toString()));
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  @Test
  void shouldTakeOptionsFromTheFile() throws IOException {
    Ran ran =
        receive(
            "{"
                + BASE
                + ", \"latency\": 60, \"announce\": false, \"gain\": -6, \"stats\": \"json\","
                + " \"allow\": [\"127.0.0.1\"], \"latency-freeze\": false}",
            "--duration",
            "0.2");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("\"type\":\"listening\"", "\"port\":" + PORT, "silent");
  }

  @Test
  void shouldLetTheCommandLineWin() throws IOException {
    int other = Ports.freePair();
    Ran ran =
        receive(
            "{" + BASE + ", \"stats\": \"json\", \"latency\": 0, \"announce\": true}",
            "rtp://127.0.0.1:" + other,
            "--no-announce",
            "--latency=60",
            "--stats",
            "text",
            "--duration",
            "0.2");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("listening on RTP port " + other);
  }

  private static Arguments say(String fields, String... parts) {
    return Arguments.of("{\n  " + fields + "\n}", List.of(parts));
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of("", List.of("receiver.json:1:1", "empty")),
        Arguments.of("[]", List.of("receiver.json:1:1", "an object")),
        Arguments.of("{\"version\": 1", List.of("receiver.json:1", "too early")),
        Arguments.of("{}", List.of("'version' is missing")),
        Arguments.of("{\"version\": 2}", List.of(":1:13 /version", "version 1")),
        say(BASE + ",\n  \"latensy\": 60", ":3:14 /latensy", "did you mean 'latency'?"),
        say(BASE + ",\n  \"latency\": 0", ":3:14 /latency", "1 to 10000"),
        say(BASE + ",\n  \"latency\": \"soon\"", ":3:14 /latency", "soon", "auto"),
        say(BASE + ",\n  \"latency-min\": 3", ":3:18 /latency-min", "5 to 2000"),
        say(BASE + ",\n  \"latency-freeze\": \"yes\"", ":3:21 /latency-freeze", "true or false"),
        say(BASE + ",\n  \"gain\": 99", ":3:11 /gain", "-100 to 40"),
        say(BASE + ",\n  \"gain\": \"loud\"", ":3:11 /gain", "a number"),
        say(BASE + ",\n  \"rate\": 44100.5", ":3:11 /rate", "a whole number"),
        say(BASE + ",\n  \"stats\": \"xml\"", ":3:12 /stats", "text", "json"),
        say(BASE + ",\n  \"allow\": \"127.0.0.1\"", ":3:12 /allow", "an array"),
        say(BASE + ",\n  \"name\": \"\"", ":3:11 /name", "1 to 60"),
        say(BASE + ",\n  \"config\": \"x\"", "unknown field 'config'"),
        say(BASE + ",\n  \"clock-ppm\": 100", "unknown field 'clock-ppm'"),
        say(
            "\"version\": 1, \"output\": \"silent:\",\n  \"uri\": \"tcp://127.0.0.1:15164\"",
            ":3:10 /uri",
            "tcp",
            "rtp"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void shouldSayInOneLineWhereItIsWrong(String content, List<String> parts) throws IOException {
    Ran ran = receive(content, "--no-announce", "--duration", "0.1");
    assertThat(ran.status()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err().strip().lines().toList()).as("one line").hasSize(1);
    assertThat(ran.err()).startsWith("audiostream receive: ").contains(parts);
    assertThat(ran.err()).doesNotContain("Exception");
  }

  @Test
  void shouldNameAFileThatIsNotThere() {
    Ran ran = run(List.of("receive", "--config", "/no/such/receiver.json"));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("/no/such/receiver.json: no such file");
  }
}
