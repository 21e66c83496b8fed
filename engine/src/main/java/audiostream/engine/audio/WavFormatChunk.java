package audiostream.engine.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The body of a WAV file's {@code fmt} chunk, little-endian.
 *
 * <pre>
 * 0  tag 16 (1 PCM, 3 float, 0xFFFE extensible)   2  channels 16   4  rate 32
 * 8  bytes a second 32   12  bytes a frame 16     14 bits a sample 16
 * extensible goes on: 16 size of what follows 16 (22)   18 valid bits 16   20 speaker mask 32
 * 24 sub-format: the tag in 16 bits, then 14 fixed bytes
 * </pre>
 */
final class WavFormatChunk {

  static final int PLAIN_BYTES = 16;
  static final int EXTENSIBLE_BYTES = 40;

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /** The rest of KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT: two zeros, then 0010-8000-00AA... */
  private static final byte[] SUBTYPE_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
  };

  private static final List<SampleEncoding> PCM_BY_BYTES =
      List.of(
          SampleEncoding.U8, SampleEncoding.S16_LE, SampleEncoding.S24_LE, SampleEncoding.S32_LE);

  private WavFormatChunk() {}

  /**
   * @param body up to {@link #EXTENSIBLE_BYTES} bytes, little-endian, read absolutely
   * @param name of the file, for messages
   */
  static StreamFormat parse(ByteBuffer body, String name) throws WavFormatException {
    if (body.limit() < PLAIN_BYTES) {
      throw new WavFormatException(
          name + ": its fmt chunk has " + body.limit() + " bytes, at least 16 are needed");
    }
    int channels = Short.toUnsignedInt(body.getShort(2));
    int rateHz = body.getInt(4);
    SampleEncoding encoding = encoding(body, channels, name);
    try {
      return new StreamFormat(encoding, rateHz, channels);
    } catch (IllegalArgumentException outOfRange) {
      throw new WavFormatException(name + ": " + outOfRange.getMessage());
    }
  }

  private static SampleEncoding encoding(ByteBuffer body, int channels, String name)
      throws WavFormatException {
    int tag = tag(body);
    int bits = Short.toUnsignedInt(body.getShort(14));
    int sampleBytes = (bits + 7) / 8;
    int frameBytes = Short.toUnsignedInt(body.getShort(12));
    if (tag == PCM
        && sampleBytes >= 1
        && sampleBytes <= 4
        && frameBytes == sampleBytes * channels) {
      return PCM_BY_BYTES.get(sampleBytes - 1);
    }
    if (tag == FLOAT && bits == 32 && frameBytes == 4 * channels) {
      return SampleEncoding.F32_LE;
    }
    throw new WavFormatException(
        String.format(
            Locale.ROOT,
            "%s: encoding %d with %d bits and %d bytes a frame of %d channels;"
                + " PCM of 8, 16, 24 or 32 bits or float of 32 bits can be read",
            name,
            tag,
            bits,
            frameBytes,
            channels));
  }

  private static int tag(ByteBuffer body) {
    int tag = Short.toUnsignedInt(body.getShort(0));
    if (tag != EXTENSIBLE || body.limit() < EXTENSIBLE_BYTES) {
      return tag;
    }
    byte[] tail = new byte[SUBTYPE_TAIL.length];
    body.get(26, tail);
    return Arrays.equals(tail, SUBTYPE_TAIL) ? Short.toUnsignedInt(body.getShort(24)) : EXTENSIBLE;
  }

  /** Size of the body that {@link #put} writes. */
  static int bytesFor(StreamFormat format) {
    return format.channels() <= 2 ? PLAIN_BYTES : EXTENSIBLE_BYTES;
  }

  /**
   * Writes the body for integer PCM at the buffer's position: plain up to two channels, extensible
   * with an empty speaker mask beyond, since our channels are not places in a cinema.
   */
  static void put(StreamFormat format, ByteBuffer target) {
    boolean plain = bytesFor(format) == PLAIN_BYTES;
    int bits = format.encoding().bits();
    target.putShort((short) (plain ? PCM : EXTENSIBLE));
    target.putShort((short) format.channels());
    target.putInt(format.rateHz());
    target.putInt(format.rateHz() * format.frameBytes());
    target.putShort((short) format.frameBytes());
    target.putShort((short) bits);
    if (!plain) {
      target.putShort((short) 22).putShort((short) bits).putInt(0);
      target.putShort((short) PCM).put(SUBTYPE_TAIL);
    }
  }
}
