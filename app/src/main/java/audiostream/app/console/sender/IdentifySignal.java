package audiostream.app.console.sender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a loudspeaker says to be told from the others: two rising notes, its number spoken digit by
 * digit, the notes again. Made for the rate at which it is played.
 */
final class IdentifySignal {

  private static final int DIGITS_RATE_HZ = 12_000;
  private static final double NOTE_SECONDS = 0.16;
  private static final double PAUSE_SECONDS = 0.12;
  private static final double[] NOTES_HZ = {880, 1_318.5};

  /** -12 dBFS: to be heard over a programme, and bearable. */
  private static final float LEVEL = 0.25f;

  private static final float[][] DIGITS = new float[10][];

  static {
    for (int digit = 0; digit < DIGITS.length; digit++) {
      DIGITS[digit] = read(digit);
    }
  }

  private final int rateHz;
  private float[] samples = new float[0];

  private IdentifySignal(int rateHz) {
    this.rateHz = rateHz;
  }

  /**
   * @param number 0 or more
   * @param rateHz of the input
   * @return mono, full scale is [-1, 1)
   */
  static float[] of(int number, int rateHz) {
    IdentifySignal signal = new IdentifySignal(rateHz);
    signal.notes();
    for (char digit : Integer.toString(number).toCharArray()) {
      signal.append(resampled(DIGITS[digit - '0'], rateHz));
      signal.pause();
    }
    signal.notes();
    return signal.samples;
  }

  private void notes() {
    for (double hertz : NOTES_HZ) {
      append(note(hertz));
    }
    pause();
  }

  private void pause() {
    append(new float[(int) (PAUSE_SECONDS * rateHz)]);
  }

  /** Fades in and out, so that it does not click. */
  private float[] note(double hertz) {
    float[] note = new float[(int) (NOTE_SECONDS * rateHz)];
    for (int i = 0; i < note.length; i++) {
      double envelope = Math.sin(Math.PI * i / note.length);
      note[i] = (float) (LEVEL * envelope * Math.sin(2 * Math.PI * hertz * i / rateHz));
    }
    return note;
  }

  private void append(float[] more) {
    int before = samples.length;
    samples = Arrays.copyOf(samples, before + more.length);
    System.arraycopy(more, 0, samples, before, more.length);
  }

  /** Straight lines between samples: what they leave above 6 kHz is far below speech. */
  private static float[] resampled(float[] digit, int rateHz) {
    int length = (int) ((long) (digit.length - 1) * rateHz / DIGITS_RATE_HZ);
    float[] out = new float[length];
    for (int i = 0; i < length; i++) {
      double at = (double) i * DIGITS_RATE_HZ / rateHz;
      int left = (int) at;
      float part = (float) (at - left);
      out[i] = LEVEL * 2 * (digit[left] + part * (digit[left + 1] - digit[left]));
    }
    return out;
  }

  private static float[] read(int digit) {
    try (InputStream in = IdentifySignal.class.getResourceAsStream("digits/" + digit + ".pcm")) {
      if (in == null) {
        throw new IllegalStateException("digits/" + digit + ".pcm is missing from the program");
      }
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] samples = new float[bytes.remaining() / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bytes.getShort() / 32_768f;
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
