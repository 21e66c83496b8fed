package audiostream.engine.rtp;

import audiostream.engine.audio.StreamFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each RTP payload type means to a receiver. Immutable; looking one up allocates nothing. The
 * static types 10 and 11 (RFC 3551 section 6) are always known.
 */
public final class PayloadFormats {

  private static final int TYPES = 128;
  private static final PayloadFormats STANDARD = new PayloadFormats(standardTypes());

  private final @Nullable StreamFormat[] formats;

  private PayloadFormats(@Nullable StreamFormat[] formats) {
    this.formats = formats;
  }

  private static @Nullable StreamFormat[] standardTypes() {
    @Nullable StreamFormat[] types = new StreamFormat[TYPES];
    types[PayloadTypes.L16_STEREO] = PayloadTypes.STEREO;
    types[PayloadTypes.L16_MONO] = PayloadTypes.MONO;
    return types;
  }

  /** Payload types 10 and 11 only. */
  public static PayloadFormats standard() {
    return STANDARD;
  }

  /** This table with one type more; an earlier meaning of it is replaced. */
  public PayloadFormats with(PayloadFormat added) {
    @Nullable StreamFormat[] types = Arrays.copyOf(formats, TYPES);
    types[added.payloadType()] = added.format();
    return new PayloadFormats(types);
  }

  /**
   * This table with one type more, written {@code 98=L24/48000/2}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public PayloadFormats with(String written) {
    return with(PayloadFormat.parse(written));
  }

  /**
   * What a payload type means.
   *
   * @param payloadType 0 to 127
   * @return null when it was not announced
   */
  public @Nullable StreamFormat find(int payloadType) {
    return formats[payloadType];
  }

  /** The most channels of any format of this rate; 0 when there is none. */
  public int maxChannels(int rateHz) {
    int most = 0;
    for (StreamFormat format : formats) {
      if (format != null && format.rateHz() == rateHz) {
        most = Math.max(most, format.channels());
      }
    }
    return most;
  }

  /** All that are known, by ascending payload type. */
  public List<PayloadFormat> all() {
    List<PayloadFormat> known = new ArrayList<>();
    for (int type = 0; type < TYPES; type++) {
      StreamFormat format = formats[type];
      if (format != null) {
        known.add(new PayloadFormat(type, format));
      }
    }
    return List.copyOf(known);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PayloadFormats that && Arrays.equals(formats, that.formats);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(formats);
  }

  /** The written forms, separated by commas. */
  @Override
  public String toString() {
    return String.join(",", all().stream().map(PayloadFormat::toString).toList());
  }
}
