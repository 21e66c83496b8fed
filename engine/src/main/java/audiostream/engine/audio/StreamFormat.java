package audiostream.engine.audio;

/**
 * What a stream of PCM is made of.
 *
 * @param encoding how a sample lies in bytes
 * @param rateHz frames a second, 8 000 to 192 000
 * @param channels 1 to 64, interleaved
 */
public record StreamFormat(SampleEncoding encoding, int rateHz, int channels) {

  /** The most channels that a device or a stream may have. */
  public static final int MAX_CHANNELS = 64;

  public static final int MIN_RATE_HZ = 8_000;
  public static final int MAX_RATE_HZ = 192_000;

  public StreamFormat {
    if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
      throw new IllegalArgumentException("rate " + rateHz + " Hz: 8000 to 192000");
    }
    if (channels < 1 || channels > MAX_CHANNELS) {
      throw new IllegalArgumentException(channels + " channels: 1 to " + MAX_CHANNELS);
    }
  }

  /** Bytes of one frame: one sample of every channel. */
  public int frameBytes() {
    return encoding.bytes() * channels;
  }
}
