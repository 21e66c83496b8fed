package audiostream.engine.device.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Listening;
import audiostream.engine.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PipeBackendTest {

  private final DeviceRequest any = request(OptionalInt.empty());

  private static DeviceRequest request(OptionalInt channels) {
    return new DeviceRequest(OptionalInt.empty(), channels, 64);
  }

  @Test
  void shouldReadToTheLastWholeFrame() throws Exception {
    byte[] bytes = new byte[100 * 4 + 3];
    new Random(5).nextBytes(bytes);
    Listening heard = new Listening(2);
    try (CaptureDevice device = in(bytes).openCapture("", any)) {
      assertThat(device.format().channels()).isEqualTo(2);
      device.start(heard);
      assertThat(Listening.awaitEnd(device)).isEqualTo(DeviceState.ENDED);
    }
    List<CaptureBlock> blocks = heard.awaitBlocks();
    assertThat(blocks).extracting(CaptureBlock::frames).containsExactly(64, 36);
    assertThat(Listening.channel(blocks, 1)[99])
        .isEqualTo((short) (bytes[398] & 0xff | bytes[399] << 8) / 32768f);
  }

  @Test
  void shouldWriteWhatItReads() throws Exception {
    for (String encoding : List.of("s16le", "s24le", "f32le")) {
      byte[] bytes = new byte[3 * 4 * 1_200];
      new Random(6).nextBytes(bytes);
      if (encoding.equals("f32le")) {
        for (int i = 3; i < bytes.length; i += 4) {
          bytes[i] = 0x3E; // finite
        }
      }
      assertThat(through(encoding, bytes)).isEqualTo(bytes);
    }
  }

  private static byte[] through(String encoding, byte[] bytes) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PipeBackend backend = new PipeBackend(new ManualClock(), new ByteArrayInputStream(bytes), out);
    try (CaptureDevice device = backend.openCapture(encoding, request(OptionalInt.of(3)));
        FollowingOutput output =
            (FollowingOutput) backend.openOutput(encoding, request(OptionalInt.empty()))) {
      output.begin(44_100, 3, SampleEncoding.S16_BE);
      device.start(block -> write(output, block));
      assertThat(Listening.awaitEnd(device)).isEqualTo(DeviceState.ENDED);
    }
    return out.toByteArray();
  }

  private static void write(FollowingOutput output, CaptureBlock block) {
    try {
      output.write(block.samples(), block.frames());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldWriteBlocksLongerThanItsBuffer() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FollowingOutput output = (FollowingOutput) out(out).openOutput("", any)) {
      output.begin(44_100, 1, SampleEncoding.S24_BE);
      float[][] planar = new float[1][3_000];
      planar[0][2_999] = 0.5f;
      output.write(planar, 3_000);
    }
    assertThat(out.toByteArray()).hasSize(6_000).endsWith(0, 0x40);
  }

  @Test
  void shouldSayThatTheReaderHasGone() throws Exception {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (FollowingOutput output = (FollowingOutput) out(broken).openOutput("", any)) {
      output.begin(44_100, 1, SampleEncoding.S16_BE);
      assertThatThrownBy(() -> output.write(new float[1][1], 1))
          .hasMessage("standard output: the program that reads it has ended");
    }
  }

  @Test
  void shouldSayWhichEncodingsThereAre() {
    assertThatThrownBy(() -> in(new byte[0]).openCapture("mp3", any))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("pipe:mp3: s16le, s24le or f32le");
  }

  private static PipeBackend in(byte[] bytes) {
    return new PipeBackend(
        new ManualClock(), new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
  }

  private static PipeBackend out(OutputStream out) {
    return new PipeBackend(new ManualClock(), InputStream.nullInputStream(), out);
  }
}
