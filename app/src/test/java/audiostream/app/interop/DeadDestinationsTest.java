package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Destinations that are not there take nothing from the one that is. */
@Execution(ExecutionMode.CONCURRENT)
class DeadDestinationsTest {

  private static final int RATE_HZ = 44_100;
  private static final int SECONDS = 8;
  private static final int PORT = 5_004;

  @TempDir Path folder;

  private Namespaces network;

  @BeforeEach
  void makeNetwork() throws Exception {
    network = Namespaces.make();
  }

  @AfterEach
  void removeNetwork() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void shouldLoseNothingBesideHostsThatDoNotExist() throws Exception {
    List<String> dead = new ArrayList<>();
    for (int host = 101; host <= 104; host++) {
      dead.add("gone" + host + "=rtp://10.199.0." + host + "/1");
    }
    assertOneIsServedWhole(dead);
  }

  @Test
  void shouldLoseNothingBesidePortsThatRefuse() throws Exception {
    List<String> refused = new ArrayList<>();
    for (int port = 6_000; port < 6_008; port += 2) {
      refused.add("refused" + port + "=rtp://" + Namespaces.FAR_ADDRESS + ":" + port + "/1");
    }
    assertOneIsServedWhole(refused);
  }

  private void assertOneIsServedWhole(List<String> dead) throws Exception {
    Reference sound = Reference.of(SampleEncoding.S16_LE, RATE_HZ, 1, SECONDS);
    Path input = folder.resolve("sound.wav");
    sound.write(input);
    Path heard = folder.resolve("heard.wav");
    String[] receive =
        Program.receiverArguments(
            "rtp://" + Namespaces.FAR_ADDRESS + ":" + PORT, heard, "--latency", "200");
    try (Program receiver = network.startFar(receive)) {
      receiver.awaitOutput("listening");
      sendWith(dead, input);
      receiver.awaitStreamEnd();
      assertThat(receiver.lastLine()).contains("\"lost\":0,", "\"missingFrames\":0,");
      receiver.end();
    }
    // Whole: the last packet may hold fewer frames than the file still had.
    sound.assertHolds(heard, SECONDS - 0.01);
  }

  private void sendWith(List<String> dead, Path input) throws Exception {
    List<String> send = new ArrayList<>(List.of("send", "--input", "wav:" + input));
    for (String destination : dead) {
      send.addAll(List.of("--to", destination));
    }
    send.addAll(List.of("--to", "live=rtp://" + Namespaces.FAR_ADDRESS + ":" + PORT + "/1"));
    try (Program sender = network.startNear(send.toArray(new String[0]))) {
      assertThat(sender.awaitEnd()).as(sender.output()).isZero();
    }
  }
}
