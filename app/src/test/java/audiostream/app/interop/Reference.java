package audiostream.app.interop;

import static org.assertj.core.api.Assertions.assertThat;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import audiostream.engine.audio.WavReader;
import audiostream.engine.audio.WavWriter;
import audiostream.engine.device.tone.ToneSignal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Some seconds of the generated signal, and how much of it a recording holds. For 24 bits, each
 * sample's lowest byte is filled as well, with another channel's watermark.
 *
 * @param format depth, rate and channels
 * @param planar channels x frames
 */
record Reference(StreamFormat format, float[][] planar) {

  private static final int EXCERPT_FRAMES = 64;

  static Reference of(SampleEncoding encoding, int rateHz, int channels, int seconds) {
    ToneSignal signal = new ToneSignal(rateHz);
    float[][] planar = new float[channels][seconds * rateHz];
    for (int c = 0; c < channels; c++) {
      signal.fillChannel(c + 1, 0, planar[c], planar[c].length);
      if (encoding.bits() > 16) {
        fillLowestByte(signal, c + 17, planar[c]);
      }
    }
    return new Reference(new StreamFormat(encoding, rateHz, channels), planar);
  }

  private static void fillLowestByte(ToneSignal signal, int otherChannel, float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (signal.sample16(otherChannel, i) & 0xFF) / (float) (1 << 23);
    }
  }

  int channels() {
    return planar.length;
  }

  void write(Path file) throws IOException {
    try (WavWriter writer = new WavWriter(new RandomAccessFile(file.toFile(), "rw"), format)) {
      writer.write(planar, planar[0].length);
    }
  }

  /** Asserts that a WAV file is one unbroken piece of this sound, of so many seconds at least. */
  void assertHolds(Path wav, double seconds) throws IOException {
    try (WavReader reader = WavReader.open(wav)) {
      assertThat(reader.header().format().rateHz()).isEqualTo(format.rateHz());
      assertThat(reader.header().format().channels()).isEqualTo(format.channels());
      assertThat(reader.header().format().encoding().bits()).isEqualTo(format.encoding().bits());
    }
    assertHolds(WavReader.readAll(wav), seconds);
  }

  /** As above, of a file without a header that holds big-endian 16-bit samples. */
  void assertHoldsS16Be(Path raw, double seconds) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.BIG_ENDIAN);
    int frames = bytes.remaining() / 2 / channels();
    float[][] recorded = new float[channels()][frames];
    for (int i = 0; i < frames; i++) {
      for (float[] channel : recorded) {
        channel[i] = bytes.getShort() / (float) (1 << 15);
      }
    }
    assertHolds(recorded, seconds);
  }

  private void assertHolds(float[][] recorded, double seconds) {
    int first = firstSound(recorded);
    int frames = endOfSound(recorded) - first;
    assertThat((double) frames / format.rateHz()).as("seconds").isGreaterThanOrEqualTo(seconds);
    int position = locate(recorded[0], first);
    assertThat(position).as("place of the recording in the signal").isGreaterThanOrEqualTo(0);
    for (int c = 0; c < recorded.length; c++) {
      for (int i = 0; i < frames; i++) {
        if (recorded[c][first + i] != planar[c][position + i]) {
          throw new AssertionError("channel " + (c + 1) + ": frame " + i + " of " + frames);
        }
      }
    }
  }

  /** Silence before the first packet and after the last is allowed. */
  private static int firstSound(float[][] recorded) {
    int first = 0;
    while (first < recorded[0].length && recorded[0][first] == 0) {
      first++;
    }
    return first;
  }

  private static int endOfSound(float[][] recorded) {
    int end = recorded[0].length;
    while (end > 0 && isSilent(recorded, end - 1)) {
      end--;
    }
    return end;
  }

  private static boolean isSilent(float[][] recorded, int frame) {
    for (float[] channel : recorded) {
      if (channel[frame] != 0) {
        return false;
      }
    }
    return true;
  }

  private int locate(float[] recorded, int from) {
    for (int position = 0; position + EXCERPT_FRAMES < planar[0].length; position++) {
      if (matches(recorded, from, position)) {
        return position;
      }
    }
    return -1;
  }

  private boolean matches(float[] recorded, int from, int position) {
    for (int i = 0; i < EXCERPT_FRAMES; i++) {
      if (recorded[from + i] != planar[0][position + i]) {
        return false;
      }
    }
    return true;
  }
}
