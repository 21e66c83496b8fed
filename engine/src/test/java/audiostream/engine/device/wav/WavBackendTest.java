package audiostream.engine.device.wav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavReader;
import audiostream.engine.device.CaptureBlock;
import audiostream.engine.device.CaptureDevice;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import audiostream.engine.device.DeviceState;
import audiostream.engine.device.FollowingOutput;
import audiostream.engine.device.Listening;
import audiostream.engine.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WavBackendTest {

  @TempDir private Path folder;

  private final WavBackend once = new WavBackend(new ManualClock(), false);
  private final WavBackend looped = new WavBackend(new ManualClock(), true);
  private final DeviceRequest any =
      new DeviceRequest(OptionalInt.empty(), OptionalInt.empty(), 100);

  @Test
  void shouldPlayAFileOnceAndEndWithAShorterBlock() throws Exception {
    Path file = written(2, 1_050, SampleEncoding.S24_BE);
    Listening heard = new Listening(11);
    try (CaptureDevice device = once.openCapture(file.toString(), any)) {
      assertThat(device.format().rateHz()).isEqualTo(48_000);
      device.start(heard);
      assertThat(Listening.awaitEnd(device)).isEqualTo(DeviceState.ENDED);
      assertThat(device.progressFrames()).isEqualTo(1_050);
    }
    List<CaptureBlock> blocks = heard.awaitBlocks();
    assertThat(blocks.getLast().frames()).isEqualTo(50);
    assertThat(blocks.getLast().position()).isEqualTo(1_000);
    assertThat(Listening.channel(blocks, 1)).containsExactly(ramp(2, 1_050)[1]);
  }

  @Test
  void shouldLoopWithoutAGap() throws Exception {
    Path file = written(1, 30, SampleEncoding.S16_BE);
    Listening heard = new Listening(9);
    try (CaptureDevice device = looped.openCapture(file.toString(), any)) {
      device.start(heard);
      float[] all = Listening.channel(heard.awaitBlocks(), 0);
      float[] one = ramp(1, 30)[0];
      for (int i = 0; i < all.length; i++) {
        assertThat(all[i]).isEqualTo(one[i % 30]);
      }
    }
  }

  @Test
  void shouldEndAtOnceWithAnEmptyFileEvenLooped() throws Exception {
    Path file = folder.resolve("empty.wav");
    ((FollowingOutput) once.openOutput(file.toString(), any)).close();
    try (CaptureDevice device = looped.openCapture(file.toString(), any)) {
      device.start(block -> {});
      assertThat(Listening.awaitEnd(device)).isEqualTo(DeviceState.ENDED);
      assertThat(device.progressFrames()).isZero();
    }
  }

  @Test
  void shouldGiveTheFirstChannelsWhenFewerAreAskedFor() throws Exception {
    Path file = written(3, 100, SampleEncoding.S16_LE);
    DeviceRequest two = new DeviceRequest(OptionalInt.of(48_000), OptionalInt.of(2), 100);
    try (CaptureDevice device = once.openCapture(file.toString(), two)) {
      Listening heard = new Listening(1);
      device.start(heard);
      assertThat(heard.awaitBlocks().getFirst().samples())
          .isDeepEqualTo(new float[][] {ramp(3, 100)[0], ramp(3, 100)[1]});
    }
  }

  @Test
  void shouldWriteTheDepthReceived() throws Exception {
    assertThat(headerOf(written(1, 10, SampleEncoding.S16_BE)))
        .isEqualTo(new StreamFormat(SampleEncoding.S16_LE, 48_000, 1));
    assertThat(headerOf(written(4, 10, SampleEncoding.S24_BE)))
        .isEqualTo(new StreamFormat(SampleEncoding.S24_LE, 48_000, 4));
  }

  @Test
  void shouldReplaceAnOlderFile() throws Exception {
    Path file = folder.resolve("take.wav");
    Files.write(file, new byte[100_000]);
    try (FollowingOutput output = (FollowingOutput) once.openOutput(file.toString(), any)) {
      assertThat(WavReader.readAll(file)[0]).isEmpty();
      output.begin(44_100, 1, SampleEncoding.S16_BE);
      output.write(new float[1][7], 7);
    }
    assertThat(WavReader.readAll(file)[0]).hasSize(7);
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws Exception {
    Path absent = folder.resolve("absent.wav");
    assertRefused(
        absent, any, "wav:" + absent + " cannot be read: there is no such file or folder");
    Path text = Files.writeString(folder.resolve("text.wav"), "not sound at all");
    assertRefused(text, any, "wav:" + text + " is not a WAV file");
    Path file = written(2, 10, SampleEncoding.S16_BE);
    DeviceRequest otherRate = new DeviceRequest(OptionalInt.of(44_100), OptionalInt.empty(), 100);
    assertRefused(file, otherRate, "48000 Hz, and 44100 were asked for");
    DeviceRequest tooMany = new DeviceRequest(OptionalInt.empty(), OptionalInt.of(3), 100);
    assertRefused(file, tooMany, "has channels 1 to 2, and 3 were asked for");
    assertThatThrownBy(() -> once.openCapture("", any)).hasMessageContaining("name of a file");
  }

  private void assertRefused(Path file, DeviceRequest request, String message) {
    assertThatThrownBy(() -> once.openCapture(file.toString(), request))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void shouldSayWhyAFileCannotBeWritten() {
    Path nowhere = folder.resolve("absent/take.wav");
    assertThatThrownBy(() -> once.openOutput(nowhere.toString(), any))
        .isInstanceOf(DeviceException.class)
        .hasMessage("wav:" + nowhere + " cannot be written: there is no such file or folder");
    assertThatThrownBy(() -> once.openOutput(folder.toString(), any))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void shouldSayThatThereIsNoPermission() throws IOException {
    Path file = Files.createFile(folder.resolve("mine.wav"));
    assumeTrue(file.toFile().setReadOnly() && !Files.isWritable(file), "root may write anywhere");
    assertThatThrownBy(() -> once.openOutput(file.toString(), any))
        .hasMessage("wav:" + file + " cannot be written: no permission");
  }

  @Test
  void shouldSayThatTheDiskIsFull() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
    assertThatThrownBy(() -> once.openOutput("/dev/full", any))
        .hasMessageContaining("wav:/dev/full cannot be written: No space left on device");
  }

  private Path written(int channels, int frames, SampleEncoding received) throws Exception {
    Path file = folder.resolve("written.wav");
    try (FollowingOutput output = (FollowingOutput) once.openOutput(file.toString(), any)) {
      output.begin(48_000, channels, received);
      output.write(ramp(channels, frames), frames);
    }
    return file;
  }

  private static StreamFormat headerOf(Path file) throws IOException {
    try (WavReader reader = WavReader.open(file)) {
      return reader.header().format();
    }
  }

  private static float[][] ramp(int channels, int frames) {
    float[][] planar = new float[channels][frames];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < frames; i++) {
        planar[c][i] = (c * 2_000 + i) / 32_768f;
      }
    }
    return planar;
  }
}
