package audiostream.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What several receivers played at the same time, one channel each, and what happened when.
 *
 * @param channels receivers x frames
 * @param marks frames: each receiver's start, then the sender's, and the moments after it
 * @param xruns frames at which JACK was late
 */
record InStepRecording(float[][] channels, List<Integer> marks, List<Integer> xruns) {

  static final int RATE_HZ = 44_100;

  /** An xrun moves every receiver's device time; so long until it is forgotten. */
  private static final int DISTURBED_FRAMES = 5 * RATE_HZ;

  /** Windows a second. */
  static final int PACE = 5;

  static final int HOP = RATE_HZ / PACE;

  /**
   * @param folder with NAME.f32, interleaved floats, and NAME.marks, both of record-jack
   */
  static InStepRecording read(Path folder, String name, int receivers) throws IOException {
    List<Integer> marks = new ArrayList<>();
    List<Integer> xruns = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name + ".marks"))) {
      String[] words = line.split(" ");
      (words[0].equals("mark") ? marks : xruns).add(Integer.parseInt(words[1]));
    }
    try (FileChannel file = FileChannel.open(folder.resolve(name + ".f32"))) {
      ByteBuffer bytes =
          file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.nativeOrder());
      int frames = bytes.remaining() / Float.BYTES / receivers;
      float[][] channels = new float[receivers][frames];
      for (int i = 0; i < frames * receivers; i++) {
        channels[i % receivers][i / receivers] = bytes.getFloat();
      }
      return new InStepRecording(channels, marks, xruns);
    }
  }

  /** The moments after all receivers have been started: the sender's start is the first. */
  int moment(int number) {
    return marks.get(channels.length + number);
  }

  boolean disturbed(int frame) {
    return xruns.stream().anyMatch(at -> frame > at - HOP && frame < at + DISTURBED_FRAMES);
  }

  int xruns(int from, int to) {
    return (int) xruns.stream().filter(at -> at >= from && at < to).count();
  }

  /**
   * Every receiver against the first, in microseconds, of each window from one frame to another.
   */
  List<Window> windows(int from, int to) {
    PlayoutOffset measure = new PlayoutOffset(RATE_HZ);
    List<Window> windows = new ArrayList<>();
    int end = Math.min(to, channels[0].length) - PlayoutOffset.FRAMES;
    for (int at = from; at < end; at += HOP) {
      double[] offsets = new double[channels.length];
      for (int c = 1; c < channels.length; c++) {
        offsets[c] = measure.offsetUs(channels[0], channels[c], at);
      }
      windows.add(new Window(at, offsets));
    }
    return windows;
  }

  /**
   * @param frame of its beginning
   * @param offsetsUs of each receiver against the first; NaN where it does not play the same
   */
  record Window(int frame, double[] offsetsUs) {

    /** Between any two receivers that play, not negative. */
    double[] pairs() {
      double[] playing = Arrays.stream(offsetsUs).filter(us -> !Double.isNaN(us)).toArray();
      double[] pairs = new double[playing.length * (playing.length - 1) / 2];
      int n = 0;
      for (int a = 0; a < playing.length; a++) {
        for (int b = a + 1; b < playing.length; b++) {
          pairs[n++] = Math.abs(playing[a] - playing[b]);
        }
      }
      return pairs;
    }

    /** The last receiver, which is disturbed on purpose, against the first. */
    double lastUs() {
      return offsetsUs[offsetsUs.length - 1];
    }
  }
}
