package audiostream.engine.audio;

import java.nio.ByteBuffer;

/**
 * How one sample lies in bytes. Integers of 16 and 24 bits pass through {@code float} exactly: a
 * decoded sample, encoded again at unity gain, gives the same bytes.
 *
 * <p>Buffers are addressed absolutely and byte by byte; their position, limit and byte order are
 * neither used nor changed. Nothing here allocates. The {@code strideBytes} is the distance between
 * two samples of one channel, so that one channel of an interleaved buffer is read or written in
 * place.
 */
public enum SampleEncoding {
  /** Unsigned 8-bit, offset 128 (WAV). */
  U8(1, 8),
  /** Signed 16-bit, network byte order: RTP's L16 (RFC 3551 section 4.5.11). */
  S16_BE(2, 16),
  /** Signed 16-bit, little-endian: WAV, and the datagrams of the older programs. */
  S16_LE(2, 16),
  /** Signed 24-bit, network byte order: RTP's L24 (RFC 3190 section 4). */
  S24_BE(3, 24),
  /** Signed 24-bit, little-endian, packed in 3 bytes (WAV). */
  S24_LE(3, 24),
  /** Signed 32-bit, little-endian (WAV); only its upper 24 bits survive {@code float}. */
  S32_LE(4, 32),
  /** IEEE 754 single precision, little-endian (WAV); infinities and NaN are read as 0. */
  F32_LE(4, 32);

  private static final float SCALE_16 = 1 << 15;
  private static final float SCALE_24 = 1 << 23;
  private static final double SCALE_32 = 1L << 31;

  private final int bytes;
  private final int bits;

  SampleEncoding(int bytes, int bits) {
    this.bytes = bytes;
    this.bits = bits;
  }

  /** Bytes that one sample takes. */
  public int bytes() {
    return bytes;
  }

  /** Significant bits of one sample. */
  public int bits() {
    return bits;
  }

  /**
   * Encodes one channel, rounding to nearest and clipping at full scale.
   *
   * @param source samples, full scale is [-1, 1)
   * @param from index of the first sample in {@code source}
   * @param frames how many samples
   * @param gain linear factor at the first sample
   * @param gainStep added to the gain from each sample to the next (a ramp; 0 for none)
   * @param target where to write
   * @param offset byte index of the first sample in {@code target}
   * @param strideBytes bytes from one sample to the next
   */
  public void encode(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    // A loop for each format: with the switch inside, encoding takes a third longer.
    switch (this) {
      case U8 -> encode8(source, from, frames, gain, gainStep, target, offset, strideBytes);
      case S16_BE, S16_LE ->
          encode16(source, from, frames, gain, gainStep, target, offset, strideBytes);
      case S24_BE, S24_LE ->
          encode24(source, from, frames, gain, gainStep, target, offset, strideBytes);
      case S32_LE -> encode32(source, from, frames, gain, gainStep, target, offset, strideBytes);
      case F32_LE -> encodeFloat(source, from, frames, gain, gainStep, target, offset, strideBytes);
    }
  }

  private static void encode8(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    for (int i = 0, at = offset; i < frames; i++, at += strideBytes) {
      float sample = source[from + i] * (gain + gainStep * i);
      target.put(at, (byte) (quantise(sample * 128f, 128) + 128));
    }
  }

  private void encode16(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    int low = this == S16_BE ? 1 : 0;
    for (int i = 0, at = offset; i < frames; i++, at += strideBytes) {
      float sample = source[from + i] * (gain + gainStep * i);
      int value = quantise(sample * SCALE_16, 1 << 15);
      target.put(at + low, (byte) value);
      target.put(at + 1 - low, (byte) (value >> 8));
    }
  }

  private void encode24(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    int low = this == S24_BE ? 2 : 0;
    for (int i = 0, at = offset; i < frames; i++, at += strideBytes) {
      float sample = source[from + i] * (gain + gainStep * i);
      int value = quantise(sample * SCALE_24, 1 << 23);
      target.put(at + low, (byte) value);
      target.put(at + 1, (byte) (value >> 8));
      target.put(at + 2 - low, (byte) (value >> 16));
    }
  }

  private static void encode32(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    for (int i = 0, at = offset; i < frames; i++, at += strideBytes) {
      float sample = source[from + i] * (gain + gainStep * i);
      // The cast saturates, which is the clipping.
      putIntLe(target, at, (int) Math.rint(sample * SCALE_32));
    }
  }

  private static void encodeFloat(
      float[] source,
      int from,
      int frames,
      float gain,
      float gainStep,
      ByteBuffer target,
      int offset,
      int strideBytes) {
    for (int i = 0, at = offset; i < frames; i++, at += strideBytes) {
      float sample = source[from + i] * (gain + gainStep * i);
      putIntLe(target, at, Float.floatToRawIntBits(sample));
    }
  }

  /**
   * Decodes one channel.
   *
   * @param source where to read
   * @param offset byte index of the first sample in {@code source}
   * @param strideBytes bytes from one sample to the next
   * @param target receives samples in [-1, 1)
   * @param from index of the first sample in {@code target}
   * @param frames how many samples
   */
  public void decode(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    switch (this) {
      case U8 -> decode8(source, offset, strideBytes, target, from, frames);
      case S16_BE, S16_LE -> decode16(source, offset, strideBytes, target, from, frames);
      case S24_BE, S24_LE -> decode24(source, offset, strideBytes, target, from, frames);
      case S32_LE -> decode32(source, offset, strideBytes, target, from, frames);
      case F32_LE -> decodeFloat(source, offset, strideBytes, target, from, frames);
    }
  }

  private static void decode8(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    for (int i = from, at = offset; i < from + frames; i++, at += strideBytes) {
      target[i] = ((source.get(at) & 0xff) - 128) / 128f;
    }
  }

  private void decode16(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    int low = this == S16_BE ? 1 : 0;
    for (int i = from, at = offset; i < from + frames; i++, at += strideBytes) {
      target[i] = ((source.get(at + 1 - low) << 8) | (source.get(at + low) & 0xff)) / SCALE_16;
    }
  }

  private void decode24(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    int low = this == S24_BE ? 2 : 0;
    for (int i = from, at = offset; i < from + frames; i++, at += strideBytes) {
      int value =
          (source.get(at + 2 - low) << 16)
              | ((source.get(at + 1) & 0xff) << 8)
              | (source.get(at + low) & 0xff);
      target[i] = value / SCALE_24;
    }
  }

  private static void decode32(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    for (int i = from, at = offset; i < from + frames; i++, at += strideBytes) {
      target[i] = (float) (getIntLe(source, at) / SCALE_32);
    }
  }

  private static void decodeFloat(
      ByteBuffer source, int offset, int strideBytes, float[] target, int from, int frames) {
    for (int i = from, at = offset; i < from + frames; i++, at += strideBytes) {
      target[i] = finite(Float.intBitsToFloat(getIntLe(source, at)));
    }
  }

  private static int quantise(float scaled, int fullScale) {
    int value = (int) Math.rint(scaled);
    return Math.max(-fullScale, Math.min(fullScale - 1, value));
  }

  /** A file may hold what is not a number; it must not reach a resampler, where it would stay. */
  private static float finite(float sample) {
    return Float.isFinite(sample) ? sample : 0;
  }

  private static void putIntLe(ByteBuffer target, int at, int value) {
    target.put(at, (byte) value);
    target.put(at + 1, (byte) (value >> 8));
    target.put(at + 2, (byte) (value >> 16));
    target.put(at + 3, (byte) (value >> 24));
  }

  private static int getIntLe(ByteBuffer source, int at) {
    return (source.get(at) & 0xff)
        | ((source.get(at + 1) & 0xff) << 8)
        | ((source.get(at + 2) & 0xff) << 16)
        | (source.get(at + 3) << 24);
  }
}
