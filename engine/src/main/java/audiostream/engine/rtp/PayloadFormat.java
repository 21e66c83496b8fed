package audiostream.engine.rtp;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.audio.StreamFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one RTP payload type means. Written {@code 98=L24/48000/2}: the number, then encoding,
 * frames a second and channels as in SDP's {@code rtpmap} (RFC 8866 section 6.6).
 *
 * @param payloadType 10 or 11 with the meaning that RFC 3551 section 6 gives them; 96 to 127; or 35
 *     to 63, which RFC 5761 section 4 names for those who have used these up
 * @param format L16 (RFC 3551 section 4.5.11) or L24 (RFC 3190 section 4)
 */
public record PayloadFormat(int payloadType, StreamFormat format) {

  private static final Pattern RTPMAP =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`{|}~-]+)/([0-9]{1,9})(?:/([0-9]{1,4}))?");
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,4})=(.+)");

  public PayloadFormat {
    encodingName(format.encoding());
    if (!PayloadTypes.isStatic(payloadType) && !PayloadTypes.isDynamic(payloadType)) {
      throw new IllegalArgumentException(
          "payload type " + payloadType + ": 96 to 127, 35 to 63, 10 or 11");
    }
    PayloadTypes.requireFits(payloadType, format);
  }

  /**
   * Parses the written form.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static PayloadFormat parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          Quotation.of(text) + ": a payload type and its format, such as 98=L24/48000/2");
    }
    return new PayloadFormat(Integer.parseInt(written.group(1)), parseRtpmap(written.group(2)));
  }

  /**
   * Parses the part of an {@code rtpmap} that follows the payload type, such as {@code
   * L16/44100/1}; a missing channel count means one channel (RFC 8866 section 6.6).
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static StreamFormat parseRtpmap(String text) {
    Matcher rtpmap = RTPMAP.matcher(text);
    if (!rtpmap.matches()) {
      throw new IllegalArgumentException(
          Quotation.of(text) + ": encoding, rate and channels, such as L24/48000/2");
    }
    String channels = rtpmap.group(3);
    return new StreamFormat(
        encodingNamed(rtpmap.group(1)),
        Integer.parseInt(rtpmap.group(2)),
        channels == null ? 1 : Integer.parseInt(channels));
  }

  private static SampleEncoding encodingNamed(String name) {
    // Encoding names are media subtypes, whose case does not matter (RFC 4855 section 3).
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "L16" -> SampleEncoding.S16_BE;
      case "L24" -> SampleEncoding.S24_BE;
      default ->
          throw new IllegalArgumentException("encoding " + Quotation.of(name) + ": L16 or L24");
    };
  }

  private static String encodingName(SampleEncoding encoding) {
    return switch (encoding) {
      case S16_BE -> "L16";
      case S24_BE -> "L24";
      case U8, S16_LE, S24_LE, S32_LE, F32_LE ->
          throw new IllegalArgumentException(
              "encoding " + encoding + " has no RTP payload format: S16_BE (L16) or S24_BE (L24)");
    };
  }

  /**
   * The {@code rtpmap} form of a format, always with the channel count: some players have no table
   * of the static types, others mishandle a missing count.
   *
   * @throws IllegalArgumentException where the encoding is not L16 or L24
   */
  public static String rtpmap(StreamFormat format) {
    return encodingName(format.encoding()) + "/" + format.rateHz() + "/" + format.channels();
  }

  /** The written form. */
  @Override
  public String toString() {
    return payloadType + "=" + rtpmap(format);
  }
}
