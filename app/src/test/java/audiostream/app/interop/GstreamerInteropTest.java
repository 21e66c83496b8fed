package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GStreamer's L16 elements understand every bit of what we send, and we of what they send. */
@Execution(ExecutionMode.CONCURRENT)
class GstreamerInteropTest {

  private static final int RATE_HZ = 44_100;
  private static final int SECONDS = 4;
  private static final double AT_LEAST_SECONDS = 2;

  @TempDir Path folder;

  @BeforeEach
  void requireGstreamer() throws Exception {
    String install = "gstreamer1.0-tools and gstreamer1.0-plugins-good";
    Program.require("gst-launch-1.0", install);
    Program.require("gst-inspect-1.0", install);
    if (Program.run("gst-inspect-1.0", "rtpL16depay") != 0) {
      Assumptions.abort("GStreamer has no rtpL16depay: install " + install);
    }
  }

  @ParameterizedTest
  @CsvSource({"11, 1", "10, 2"})
  void shouldBeHeardByGstreamerBitForBit(int payloadType, int channels) throws Exception {
    Reference sound = Reference.of(SampleEncoding.S16_LE, RATE_HZ, channels, SECONDS);
    Path input = folder.resolve("sound.wav");
    sound.write(input);
    Path heard = folder.resolve("heard.raw");
    int port = Ports.freePair();
    try (Program gstreamer = gstreamerReceives(port, payloadType, channels, heard)) {
      gstreamer.await("GStreamer listens", () -> Ports.isBound(port));
      String to = "rtp://127.0.0.1:" + port + "/1-" + channels;
      assertThat(Program.run(words("send", "--input", "wav:" + input, "--to", to))).isZero();
      long enough = (long) ((AT_LEAST_SECONDS + 1) * RATE_HZ * channels * 2);
      gstreamer.await("it has written", () -> size(heard) > enough);
    }
    sound.assertHoldsS16Be(heard, AT_LEAST_SECONDS);
  }

  private static String[] words(String... arguments) {
    return Program.ourCommand(arguments).toArray(new String[0]);
  }

  private static long size(Path file) {
    return Files.exists(file) ? file.toFile().length() : 0;
  }

  private static Program gstreamerReceives(int port, int payloadType, int channels, Path heard)
      throws Exception {
    String caps =
        "application/x-rtp,media=audio,clock-rate=%d,encoding-name=L16,channels=%d,payload=%d"
            .formatted(RATE_HZ, channels, payloadType);
    String command =
        "gst-launch-1.0 udpsrc address=127.0.0.1 port=%d buffer-size=1000000 caps=%s ! rtpL16depay"
            + " ! filesink buffer-mode=2 location=%s";
    return Program.start(command.formatted(port, caps, heard).split(" "));
  }

  @ParameterizedTest
  @CsvSource({"11, 1", "10, 2"})
  void shouldHearGstreamerBitForBit(int payloadType, int channels) throws Exception {
    Reference sound = Reference.of(SampleEncoding.S16_LE, RATE_HZ, channels, SECONDS);
    Path input = folder.resolve("sound.wav");
    sound.write(input);
    Path heard = folder.resolve("heard.wav");
    int port = Ports.freePair();
    String command =
        "gst-launch-1.0 filesrc location=%s ! wavparse ! audioconvert dithering=none"
            + " ! audio/x-raw,format=S16BE ! rtpL16pay pt=%d ! udpsink host=127.0.0.1 port=%d";
    try (Program receiver = Program.receiver(port, heard, "--latency", "500")) {
      assertThat(Program.run(command.formatted(input, payloadType, port).split(" "))).isZero();
      receiver.awaitStreamEnd();
      receiver.end();
    }
    // GStreamer on a busy machine sends in bursts, some of which come too late.
    sound.assertHolds(heard, 0.5);
  }
}
