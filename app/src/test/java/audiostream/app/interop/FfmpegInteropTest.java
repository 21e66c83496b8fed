package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.rtp.PayloadFormat;
import audiostream.engine.rtp.SdpConnection;
import audiostream.engine.rtp.SessionDescription;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FFmpeg understands every bit of what we send, and we of what it sends. */
@Execution(ExecutionMode.CONCURRENT)
class FfmpegInteropTest {

  private static final int SECONDS = 5;
  private static final double AT_LEAST_SECONDS = 2;

  @TempDir Path folder;

  @BeforeEach
  void requireFfmpeg() {
    Program.require("ffmpeg", "ffmpeg (https://ffmpeg.org)");
  }

  @ParameterizedTest
  @CsvSource({"11, 16, 44100, 1", "10, 16, 44100, 2", "98, 24, 48000, 2"})
  void shouldBeHeardByFfmpegBitForBit(int payloadType, int bits, int rateHz, int channels)
      throws Exception {
    Reference sound = Reference.of(file(bits), rateHz, channels, SECONDS);
    Path input = written(sound);
    Path heard = folder.resolve("heard.wav");
    int port = Ports.freePair();
    try (Program ffmpeg = ffmpegReceives(description(port, payloadType, sound), bits, heard)) {
      ffmpeg.await("ffmpeg listens", () -> Ports.isBound(port));
      send(input, "rtp://127.0.0.1:" + port + "/1-" + channels + "?pt=" + payloadType, bits);
      assertThat(ffmpeg.awaitEnd()).as(ffmpeg.output()).isZero();
    }
    sound.assertHolds(heard, AT_LEAST_SECONDS);
  }

  private static Program ffmpegReceives(Path sdp, int bits, Path heard) throws Exception {
    String command =
        "ffmpeg -nostdin -v warning -y -protocol_whitelist file,udp,rtp -i %s -t 3 -c:a pcm_s%dle %s"
            .formatted(sdp, bits, heard);
    return Program.start(command.split(" "));
  }

  private static void send(Path input, String destination, int bits) throws Exception {
    String[] arguments = {
      "send", "--input", "wav:" + input, "--to", destination, "--bits", String.valueOf(bits)
    };
    try (Program sender = Program.ours(arguments)) {
      assertThat(sender.awaitEnd()).as(sender.output()).isZero();
    }
  }

  private Path description(int port, int payloadType, Reference sound) throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    SessionDescription sdp =
        new SessionDescription(
            SessionDescription.origin(1, 1, loopback),
            "test",
            SdpConnection.of(loopback, OptionalInt.empty()),
            List.of(),
            SessionDescription.Audio.of(
                port, new PayloadFormat(payloadType, onWire(sound.format())), 240));
    return Files.writeString(folder.resolve("stream.sdp"), sdp.write());
  }

  private static StreamFormat onWire(StreamFormat file) {
    SampleEncoding encoding =
        file.encoding().bits() == 16 ? SampleEncoding.S16_BE : SampleEncoding.S24_BE;
    return new StreamFormat(encoding, file.rateHz(), file.channels());
  }

  @ParameterizedTest
  @CsvSource({
    "11, 16, 44100, 1, 11=L16/44100/1",
    "10, 16, 44100, 2, 10=L16/44100/2",
    "98, 24, 48000, 2, 98=L24/48000/2",
    "99, 24, 48000, 1, 99=L24/48000/1"
  })
  void shouldHearFfmpegBitForBit(
      int payloadType, int bits, int rateHz, int channels, String payload) throws Exception {
    Reference sound = Reference.of(file(bits), rateHz, channels, SECONDS);
    Path heard = folder.resolve("heard.wav");
    int port = Ports.freePair();
    String[] known =
        payloadType < 96
            ? new String[] {"--latency", "500"}
            : new String[] {"--latency", "500", "--payload", payload};
    try (Program receiver = Program.receiver(port, heard, known)) {
      assertThat(ffmpegSends(written(sound), bits, payloadType, port)).isZero();
      receiver.awaitStreamEnd();
      receiver.end();
    }
    sound.assertHolds(heard, AT_LEAST_SECONDS);
  }

  private static int ffmpegSends(Path input, int bits, int payloadType, int port) throws Exception {
    String command =
        "ffmpeg -nostdin -v warning -re -i %s -c:a pcm_s%dbe -payload_type %d -f rtp rtp://127.0.0.1:%d"
            .formatted(input, bits, payloadType, port);
    return Program.run(command.split(" "));
  }

  @Test
  void shouldHearFfmpegAsItsOwnDescriptionSays() throws Exception {
    Reference sound = Reference.of(SampleEncoding.S24_LE, 48_000, 2, SECONDS);
    Path heard = folder.resolve("heard.wav");
    int port = Ports.freePair();
    Path sdp = description(port, 97, sound);
    String[] arguments = {
      "receive", "--sdp", sdp.toString(), "--output", "wav:" + heard, "--stats", "json"
    };
    try (Program receiver = Program.ours(arguments)) {
      receiver.awaitOutput("listening");
      assertThat(ffmpegSends(written(sound), 24, 97, port)).isZero();
      receiver.awaitStreamEnd();
      receiver.end();
    }
    sound.assertHolds(heard, AT_LEAST_SECONDS);
  }

  private static SampleEncoding file(int bits) {
    return bits == 16 ? SampleEncoding.S16_LE : SampleEncoding.S24_LE;
  }

  private Path written(Reference sound) throws Exception {
    Path file = folder.resolve("sound.wav");
    sound.write(file);
    return file;
  }
}
