package audiostream.engine.device.javasound;

import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceFormat;
import audiostream.engine.device.DeviceRequest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/**
 * A line as it is asked for.
 *
 * @param mixer where from
 * @param label the device as messages name it
 * @param rateHz frames a second
 * @param channels 1 to 64
 * @param blockFrames frames exchanged at once
 * @param bufferFrames what the line's own buffer should hold
 */
record LineRequest(
    Mixer mixer, String label, int rateHz, int channels, int blockFrames, int bufferFrames) {

  private static final int[] USUAL_RATES_HZ = {
    8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000
  };

  /**
   * How much a line should hold: whichever is more.
   *
   * @param blocks so many blocks
   * @param milliseconds or so long
   */
  record Buffer(int blocks, int milliseconds) {

    /** In whole blocks. */
    int frames(int blockFrames, int rateHz) {
      int lasting = Math.ceilDiv(milliseconds * rateHz / 1000, blockFrames);
      return Math.max(blocks, lasting) * blockFrames;
    }
  }

  static LineRequest capture(Mixers.Entry entry, DeviceRequest request, Buffer buffer)
      throws DeviceException {
    return of(entry, request, buffer, entry.device().inputChannels(), "input");
  }

  static LineRequest playout(Mixers.Entry entry, DeviceRequest request, Buffer buffer)
      throws DeviceException {
    return of(entry, request, buffer, entry.device().outputChannels(), "output");
  }

  private static LineRequest of(
      Mixers.Entry entry, DeviceRequest request, Buffer buffer, int available, String direction)
      throws DeviceException {
    String label = JavaSoundBackend.NAME + ": " + entry.device().name();
    int channels = request.channels().orElse(available);
    if (channels > available) {
      throw new DeviceException(
          label + " cannot give " + channels + " " + direction + " channels: 1 to " + available);
    }
    int rateHz = request.rateHzOrDefault();
    int block = request.blockFrames();
    return new LineRequest(
        entry.mixer(), label, rateHz, channels, block, buffer.frames(block, rateHz));
  }

  /** Bytes of one frame: 16-bit samples. */
  int frameBytes() {
    return 2 * channels;
  }

  TargetDataLine openTarget() throws DeviceException {
    try {
      TargetDataLine line = (TargetDataLine) line(TargetDataLine.class, rateHz);
      line.open(audioFormat(rateHz), bufferFrames * frameBytes());
      return line;
    } catch (LineUnavailableException | IllegalArgumentException | IllegalStateException refused) {
      throw refusal(TargetDataLine.class, refused);
    }
  }

  SourceDataLine openSource() throws DeviceException {
    try {
      SourceDataLine line = (SourceDataLine) line(SourceDataLine.class, rateHz);
      line.open(audioFormat(rateHz), bufferFrames * frameBytes());
      return line;
    } catch (LineUnavailableException | IllegalArgumentException | IllegalStateException refused) {
      throw refusal(SourceDataLine.class, refused);
    }
  }

  /** How a line of this request was opened, given the frames that its buffer really holds. */
  DeviceFormat opened(int lineFrames) {
    long latencyNs = lineFrames * 1_000_000_000L / rateHz;
    return new DeviceFormat(label, rateHz, channels, blockFrames, latencyNs);
  }

  private DataLine line(Class<? extends DataLine> kind, int rateHz)
      throws LineUnavailableException {
    return (DataLine) mixer.getLine(new DataLine.Info(kind, audioFormat(rateHz)));
  }

  private AudioFormat audioFormat(int rateHz) {
    return new AudioFormat(rateHz, 16, channels, true, false);
  }

  private DeviceException refusal(Class<? extends DataLine> kind, Exception cause) {
    String accepted =
        IntStream.of(USUAL_RATES_HZ)
            .filter(rate -> opens(kind, rate))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String remedy =
        accepted.isEmpty()
            ? "it accepts no usual rate with that many channels just now; is another program using"
                + " it?"
            : "with that many channels it accepts " + accepted + " Hz";
    return new DeviceException(
        label + " does not open with " + channels + " channels at " + rateHz + " Hz; " + remedy,
        cause);
  }

  private boolean opens(Class<? extends DataLine> kind, int rateHz) {
    try (DataLine line = line(kind, rateHz)) {
      line.open();
      return true;
    } catch (LineUnavailableException | IllegalArgumentException | IllegalStateException refused) {
      return false;
    }
  }
}
