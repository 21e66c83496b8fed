package audiostream.engine.rtp;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import java.util.OptionalInt;

/**
 * The RTP payload types for uncompressed sound (RFC 3551 section 6) and which of them a sender
 * uses: 11 or 10 where they fit, else a dynamic one, {@value #DEFAULT_L16} for L16 and {@value
 * #DEFAULT_L24} for L24.
 */
public final class PayloadTypes {

  /** L16, 44 100 Hz, stereo. */
  public static final int L16_STEREO = 10;

  /** L16, 44 100 Hz, mono. */
  public static final int L16_MONO = 11;

  /** What a sender uses for L16 of any other rate or channel count. */
  public static final int DEFAULT_L16 = 96;

  /** What a sender uses for L24. */
  public static final int DEFAULT_L24 = 97;

  static final StreamFormat STEREO = new StreamFormat(SampleEncoding.S16_BE, 44_100, 2);
  static final StreamFormat MONO = new StreamFormat(SampleEncoding.S16_BE, 44_100, 1);

  private PayloadTypes() {}

  /**
   * Chooses the payload type of a stream.
   *
   * @param format L16 or L24
   * @param wanted 96 to 127, or 10 or 11 where they fit; empty: chosen by format
   * @throws IllegalArgumentException with a sentence for the user, where the wanted one does not
   *     fit
   */
  public static int choose(StreamFormat format, OptionalInt wanted) {
    int chosen = wanted.orElseGet(() -> byFormat(format));
    if (!isStatic(chosen) && (chosen < 96 || chosen > 127)) {
      throw new IllegalArgumentException(
          "payload type " + chosen + ": 96 to 127, or 10 or 11 where they fit");
    }
    return new PayloadFormat(chosen, format).payloadType();
  }

  private static int byFormat(StreamFormat format) {
    if (format.equals(MONO)) {
      return L16_MONO;
    }
    if (format.equals(STEREO)) {
      return L16_STEREO;
    }
    return format.encoding() == SampleEncoding.S24_BE ? DEFAULT_L24 : DEFAULT_L16;
  }

  static boolean isStatic(int payloadType) {
    return payloadType == L16_STEREO || payloadType == L16_MONO;
  }

  static boolean isDynamic(int payloadType) {
    return (payloadType >= 96 && payloadType <= 127) || (payloadType >= 35 && payloadType <= 63);
  }

  /** Throws unless the format is what the static type means; any format fits a dynamic type. */
  static void requireFits(int payloadType, StreamFormat format) {
    StreamFormat meaning = payloadType == L16_MONO ? MONO : STEREO;
    if (isStatic(payloadType) && !format.equals(meaning)) {
      throw new IllegalArgumentException(
          "payload type "
              + payloadType
              + " means "
              + PayloadFormat.rtpmap(meaning)
              + ", not "
              + PayloadFormat.rtpmap(format)
              + ": 96 to 127 for that");
    }
  }
}
