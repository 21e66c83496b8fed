package audiostream.engine.device.javasound;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceInfo;
import audiostream.engine.device.DeviceRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** Java Sound's mixers that have lines for sound, as devices. */
final class Mixers {

  private Mixers() {}

  /** A device and the mixer behind it. */
  record Entry(DeviceInfo device, Mixer mixer) {}

  static List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      Mixer mixer = AudioSystem.getMixer(info);
      int inputs = channels(mixer.getTargetLineInfo(), TargetDataLine.class);
      int outputs = channels(mixer.getSourceLineInfo(), SourceDataLine.class);
      if (inputs > 0 || outputs > 0) {
        entries.add(new Entry(describe(entries.size(), info, inputs, outputs), mixer));
      }
    }
    return entries;
  }

  private static DeviceInfo describe(int index, Mixer.Info info, int inputs, int outputs) {
    String hostApi = info.getVendor().replaceFirst(" \\(.*", "");
    return new DeviceInfo(
        index, info.getName(), hostApi, inputs, outputs, DeviceRequest.DEFAULT_RATE_HZ, 0, 0);
  }

  /** The most channels that a line of this kind offers with 16-bit samples; 0 for no such line. */
  private static int channels(Line.Info[] lines, Class<? extends DataLine> kind) {
    return Arrays.stream(lines)
        .filter(line -> line.getLineClass() == kind && line instanceof DataLine.Info)
        .flatMap(line -> Arrays.stream(((DataLine.Info) line).getFormats()))
        .filter(format -> format.getSampleSizeInBits() == 16)
        .mapToInt(Mixers::channels)
        .max()
        .orElse(0);
  }

  private static int channels(AudioFormat format) {
    int most = StreamFormat.MAX_CHANNELS;
    return format.getChannels() == AudioSystem.NOT_SPECIFIED
        ? most
        : Math.min(most, format.getChannels());
  }
}
