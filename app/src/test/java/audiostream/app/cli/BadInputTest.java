package audiostream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is typed wrong gets one line that names it and says what would be accepted; status 2.
 */
class BadInputTest {

  @TempDir private Path folder;

  /** What a run printed. */
  private record Ran(int status, String out, String err) {
    void complains(String... parts) {
      assertThat(status).as("status; stderr: %s", err).isEqualTo(2);
      assertThat(err.strip().lines().toList()).as("one line").hasSize(1);
      assertThat(err).startsWith("audiostream").contains(parts).doesNotContain("Exception");
    }
  }

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

  private static Arguments say(String commandLine, String... parts) {
    return Arguments.of(List.of(commandLine.split(" ")), List.of(parts));
  }

  static Stream<Arguments> wrongCommandLines() {
    String tone = "send --input tone:4 --to ";
    String send = tone + "rtp://127.0.0.1:15004/1 ";
    String receive = "receive rtp://127.0.0.1:15104 --output silent: ";
    String impair = "impair 15204:127.0.0.1:15104 ";
    return Stream.of(
        say("sned", "sned", "send"),
        say("send --imput tone:4", "--imput"),
        say("send --input tone:4", "no destination"),
        say("send --input no-such-device --to rtp://127.0.0.1/1", "no-such-device", "portaudio:"),
        say("send --input tone:99 --to rtp://127.0.0.1/1", "99", "64"),
        say(tone + "rtp://127.0.0.1/5", "channel 5", "1 to 4"),
        say(tone + "rtp://127.0.0.1/0", "channel 0", "1 to 64"),
        say(tone + "rtp://127.0.0.1/1-x", "1-x"),
        say(tone + "rtp://127.0.0.1/", "channels"),
        say(tone + "rtp://127.0.0.1:0/1", "port", "1 to 65535"),
        say(tone + "rtp://127.0.0.1:70000/1", "70000", "1 to 65535"),
        say(tone + "http://127.0.0.1/1", "http", "rtp", "raw"),
        say(tone + "127.0.0.1/1", "rtp://"),
        say(tone + "rtp://no-such-host.invalid/1", "no-such-host.invalid"),
        say(tone + "rtp:///1", "host"),
        say(tone + "rtp://127.0.0.1/1?volume=3", "volume", "gain"),
        say(tone + "rtp://127.0.0.1/1?gain=loud", "loud", "40"),
        say(tone + "rtp://127.0.0.1/1?ttl=300", "300", "255"),
        say(tone + "rtp://127.0.0.1/1?pt=10", "10", "96"),
        say(tone + "rtp://127.0.0.1/1?interface=nosuch0", "nosuch0"),
        say(tone + "a=rtp://127.0.0.1/1 --to a=rtp://127.0.0.1/2", "'a'", "twice"),
        say(send + "--rate 4000", "4000", "8000"),
        say(send + "--rate fast", "fast"),
        say(send + "--block 7", "7", "16"),
        say(send + "--bits 20", "20", "24"),
        say(send + "--cpus x", "--cpus 'x'", "2-3 or 1,3"),
        say(send + "--cpus=", "--cpus ''", "2-3 or 1,3"),
        say(send + "--cpus 1023", "--cpus '1023'", "this machine has"),
        say(receive + "--cpus 3-2", "--cpus '3-2'", "2-3 or 1,3"),
        say(receive + "--cpus 0,1023", "--cpus '0,1023'", "this machine has"),
        say(send + "--mtu 100", "100", "576"),
        say(send + "--packet 0", "0", "1"),
        say(send + "--duration 0", "--duration"),
        say(send + "--group together", "together", "auto"),
        say(tone + "rtp://127.0.0.1/1?delay=3", "delay '3'", "3.5ms or 1.2m"),
        say(tone + "rtp://127.0.0.1/1?delay=1001ms", "1001ms", "1000ms"),
        say(tone + "rtp://127.0.0.1/1?delay=344m", "344m", "343m"),
        say(tone + "rtp://127.0.0.1/1?delay", "delay", "3.5ms"),
        say(send + "--group 4", "--group", "5 to 5000"),
        say(send + "--group-max 9999", "--group-max", "5 to 5000"),
        say(send + "--group off --group-max 80", "--group-max", "--group off"),
        say(send + "--clock atomic", "--clock", "own, system"),
        say(receive + "--clock ntp", "--clock", "own, system"),
        say(send + "--group-slow never", "--group-slow", "leave, wait"),
        say(send + "--group 100 --group-max 200", "--group-max", "auto"),
        say(send + "--group auto --group-max 9999", "--group-max", "5 to 5000"),
        say(send + "--watch", "--session"),
        say(send + "--session /no/such/file.json", "/no/such/file.json"),
        say("send --input wav:/no/such.wav --to rtp://127.0.0.1/1", "/no/such.wav"),
        say(receive + "--latency -5", "--latency", "-5"),
        say(receive + "--latency soon", "soon", "auto"),
        say(receive + "--map 1-2", "1-2"),
        say(receive + "--payload 98=MP3/44100/2", "MP3", "L16"),
        say(receive + "--payload ninety", "ninety"),
        say(receive + "--latency 0", "--latency", "1 to 10000"),
        say(receive + "--latency 10001", "--latency", "1 to 10000"),
        say(receive + "--latency-min 4", "--latency-min", "5 to 2000"),
        say(receive + "--latency-max 2001", "--latency-max", "5 to 2000"),
        say(receive + "--latency-min 90 --latency-max 80", "--latency-min 90", "--latency-max 80"),
        say(receive + "--latency 60 --latency-max 80", "--latency-max", "auto"),
        say(receive + "--latency 60 --latency-freeze", "--latency-freeze", "auto"),
        say(receive + "--glitch-every 0", "--glitch-every", "1 to 86400"),
        say(receive + "--glitch-every often", "often"),
        say(receive + "--rate 7999", "7999"),
        say(receive + "--output-latency 1001", "--output-latency", "-1000 to 1000"),
        say(receive + "--output-latency late", "--output-latency", "late", "a number"),
        say(receive + "--gain 99", "99", "40"),
        say(receive + "--allow no-such-host.invalid", "no-such-host.invalid"),
        say(receive + "--sdp /no/such.sdp", "/no/such.sdp"),
        say(receive + "--record /no/such/folder/x.wav", "/no/such/folder"),
        say("receive rtp://127.0.0.1:15104/1 --output silent:", "channels"),
        say("receive tcp://127.0.0.1:15104 --output silent:", "tcp", "rtp"),
        say("receive raw://:57101 --channels 65 --output silent:", "65", "64"),
        say("receive rtp://203.0.113.7:15104 --output silent:", "203.0.113.7"),
        say("receive rtp://127.0.0.1:15104 --output wav:/no/such/folder/x.wav", "/no/such/folder"),
        say("receive rtp://127.0.0.1:15104 --output no-such-device", "no-such-device"),
        say("impair", "LISTEN:DEST"),
        say(impair + "--loss 101%", "--loss", "101%", "0% to 100%"),
        say(impair + "--loss some", "--loss", "some", "2.5%"),
        say(impair + "--loss -1%", "--loss", "-1%"),
        say(impair + "--loss 95% --burst 30", "--burst", "0.95", "0.9"),
        say(impair + "--loss 80% --burst 2", "--burst", "2.0", "at a loss of 0.8"),
        say(impair + "--loss 5% --burst 0.5", "--burst", "0.5"),
        say(impair + "--burst 3", "--burst", "--loss"),
        say(impair + "--delay -1", "--delay", "-1", "0 to 10000"),
        say(impair + "--queue 99999", "--queue", "99999", "0 to 10000"),
        say(impair + "--wifi much", "--wifi", "much"),
        say(impair + "--wifi -3", "--wifi", "-3", "0 to 10000"),
        say(impair + "--stall 50", "--stall", "50-200/10", "none"),
        say(impair + "--stall 200-50/10", "--stall 200-50/10", "shortest first"),
        say(impair + "--stall 50-200/0.1", "--stall 50-200/0.1", "0.125"),
        say(impair + "--reorder 1000%", "--reorder", "1000%"),
        say(impair + "--reorder 1% --reorder-by -1", "--reorder-by", "-1"),
        say(impair + "--duplicate x", "--duplicate", "0% to 100%"),
        say(impair + "--rate fast", "--rate", "fast", "800k"),
        say(impair + "--rate 10", "--rate", "10", "1000"),
        say(impair + "--rate 1M --rate-queue -1", "--rate-queue", "-1"),
        say(impair + "--seed x", "--seed", "x"),
        say(impair + "--duration 0", "--duration"),
        say("impair 15204", "15204", "6004:192.168.1.21:5004"),
        say("impair 15204:127.0.0.1", "127.0.0.1", "6004:192.168.1.21:5004"),
        say("impair x:127.0.0.1:15104", "listening port", "'x'", "1 to 65535"),
        say("impair 0:127.0.0.1:15104", "listening port", "'0'", "1 to 65535"),
        say("impair 15204:127.0.0.1:70000", "70000", "1 to 65535"),
        say("impair 15204:::1:15104", "brackets"),
        say("impair 15204:no-such-host.invalid:15104", "no-such-host.invalid"),
        say("impair 65535:127.0.0.1:15104", "65535", "65534", "RTCP"),
        say("impair 15204:127.0.0.1:15204", "itself"),
        say("impair 15204:[::1]:15205", "itself"),
        say("impair 15204:127.0.0.1:15104 15205:127.0.0.1:15106", "15205", "twice"),
        say("demo --seconds 0", "--seconds", "1 to 3600"),
        say("demo --dir /proc/none", "/proc/none"),
        say("package --portable -o /proc/x.tar.gz", "/proc/x.tar.gz", "permission"),
        say("doctor --seconds 2", "--seconds 2", "5 to 3600"),
        say("doctor --port 0", "--port 0", "1 to 65534"),
        say("doctor raw://127.0.0.1:57001", "raw", "rtp://"),
        say("doctor tcp://127.0.0.1", "tcp", "rtp"),
        say("doctor rtp://127.0.0.1:99999", "99999", "1 to 65535"),
        say("package --type rpm", "rpm", "deb", "image", "portable"),
        say("package --portable --type deb", "--portable", "--type deb"),
        say("package --type image -o /proc", "/proc", "--output"),
        say("package --type image -o /proc/none/image", "launcher"),
        say("package --type deb", "launcher"));
  }

  @ParameterizedTest
  @MethodSource("wrongCommandLines")
  void shouldSayInOneLineWhatIsWrong(List<String> arguments, List<String> parts) {
    run(arguments.toArray(String[]::new)).complains(parts.toArray(String[]::new));
  }

  @Test
  void shouldNameAPortThatIsTaken() throws IOException {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      run("receive", "rtp://127.0.0.1:" + taken.getLocalPort(), "--output", "silent:")
          .complains("port " + taken.getLocalPort(), "taken");
    }
  }

  @Test
  void shouldNameAPortThatARelayCannotHave() throws IOException {
    try (DatagramSocket taken =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      String pair = taken.getLocalPort() + ":127.0.0.1:15104";
      run("impair", pair, "--no-rtcp").complains("port " + taken.getLocalPort(), "taken");
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void shouldRefuseAWavThatIsNone() throws IOException {
    Path file = file("fake.wav", "this is not sound at all, and long enough to be looked at twice");
    run("send", "--input", "wav:" + file, "--to", "rtp://127.0.0.1:15004/1").complains("fake.wav");
  }

  @Test
  void shouldRefuseAnSdpWithoutSound() throws IOException {
    Path file =
        file(
            "video.sdp",
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 5004 RTP/AVP 96\r\n");
    run("receive", "--sdp", file.toString(), "--output", "silent:").complains("video.sdp", "audio");
  }

  @Test
  void shouldRefuseAnSdpWithAnUnknownEncoding() throws IOException {
    Path file =
        file(
            "opus.sdp",
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 5004 RTP/AVP 96\r\na=rtpmap:96 opus/48000/2\r\n");
    run("receive", "--sdp", file.toString(), "--output", "silent:").complains("opus", "L16");
  }

  @Test
  void shouldHaveExamplesInEveryHelp() {
    for (String command :
        List.of("demo", "devices", "send", "receive", "impair", "doctor", "package")) {
      Ran ran = run(command, "--help");
      assertThat(ran.status()).isZero();
      assertThat(ran.out()).contains("Examples:").contains("audiostream " + command);
    }
  }
}
