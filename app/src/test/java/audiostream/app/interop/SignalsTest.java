package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals end the program in order, even where a script's background jobs ignore Ctrl-C. */
@Execution(ExecutionMode.CONCURRENT)
class SignalsTest {

  private static final int RATE_HZ = 44_100;
  private static final Pattern PLAYED_FRAMES = Pattern.compile("\"playedFrames\":([0-9]+)");
  private static final int SENDER_REPORT = 200;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;

  @TempDir Path folder;

  @BeforeEach
  void requireShell() {
    Program.require("sh", "a POSIX shell");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void shouldEndInOrderAndLeaveAPlayableFile(String signal, int status) throws Exception {
    int port = Ports.freePair();
    Path heard = folder.resolve("heard.wav");
    String[] receive =
        Program.receiverArguments("rtp://127.0.0.1:" + port, heard, "--latency", "500");
    String[] send = {"send", "--input", "tone:1", "--to", "rtp://127.0.0.1:" + port + "/1"};
    try (Program shell = background(receive)) {
      shell.awaitOutput("listening");
      try (Program sender = Program.ours(send)) {
        // What the sender has sent says nothing of what a busy machine has played.
        shell.await("two seconds are played", () -> playedFrames(shell) > 2 * RATE_HZ);
        assertThat(sender.output()).contains("sending");
        signalJob(shell, signal);
        shell.awaitOutput("status=");
        assertThat(shell.awaitEnd()).isZero();
        assertThat(shell.output()).contains("status=" + status + "\n");
      }
    }
    Reference.of(SampleEncoding.S16_LE, RATE_HZ, 1, 60).assertHolds(heard, 1);
  }

  private static long playedFrames(Program receiver) {
    Matcher told = PLAYED_FRAMES.matcher(receiver.lastLine());
    return told.find() ? Long.parseLong(told.group(1)) : 0;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void shouldTakeLeaveOfReceivers(String signal, int status) throws Exception {
    int port = Ports.freePair();
    try (DatagramSocket reports = Ports.open(port + 1);
        Program shell =
            background("send", "--input", "tone:1", "--to", "rtp://127.0.0.1:" + port + "/1")) {
      shell.awaitOutput("    1 s");
      signalJob(shell, signal);
      shell.awaitOutput("status=" + status + "\n");
      assertThat(lastReport(reports)).containsExactly(SENDER_REPORT, SOURCE_DESCRIPTION, BYE);
    }
  }

  @Test
  void shouldEndWithZeroWhenTheTimeIsOver() throws Exception {
    Path heard = folder.resolve("heard.wav");
    String uri = "rtp://127.0.0.1:" + Ports.freePair();
    try (Program receiver =
        Program.ours(Program.receiverArguments(uri, heard, "--duration", "1"))) {
      assertThat(receiver.awaitEnd()).as(receiver.output()).isZero();
    }
  }

  /** POSIX: a shell without job control starts background jobs that ignore SIGINT. */
  private static Program background(String... arguments) throws Exception {
    String words =
        Program.ourCommand(arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    String script = words + " & pid=$!; echo pid=$pid; wait $pid; echo status=$?";
    return Program.start("sh", "-c", script);
  }

  private static void signalJob(Program shell, String signal) throws Exception {
    String pid = shell.output().replaceFirst("(?s).*?pid=([0-9]+).*", "$1");
    assertThat(Program.run("kill", "-" + signal, pid)).isZero();
  }

  /** The packet types of the compound packet that carries BYE. */
  private static List<Integer> lastReport(DatagramSocket socket) throws Exception {
    byte[] bytes = new byte[2_048];
    List<Integer> types = List.of();
    while (!types.contains(BYE)) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      socket.receive(packet);
      types = types(ByteBuffer.wrap(bytes, 0, packet.getLength()));
    }
    return types;
  }

  /** RFC 3550 section 6.4.1: type and length, in words less one, of each packet of a compound. */
  private static List<Integer> types(ByteBuffer compound) {
    List<Integer> types = new ArrayList<>();
    for (int at = 0; at < compound.limit(); ) {
      types.add(compound.get(at + 1) & 0xFF);
      at += 4 * ((compound.getShort(at + 2) & 0xFFFF) + 1);
    }
    return types;
  }
}
