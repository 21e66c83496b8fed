package audiostream.engine.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts WAV files together chunk by chunk, right and wrong ones. */
public final class WavBytes {

  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private WavBytes(String id, int size) {
    id(id).putInt(size);
    id("WAVE");
  }

  /** The RIFF size is completed by {@link #complete}. */
  public static WavBytes riff() {
    return new WavBytes("RIFF", 0);
  }

  public static WavBytes rf64() {
    return new WavBytes("RF64", -1);
  }

  private ByteBuffer id(String id) {
    return bytes.put(id.getBytes(StandardCharsets.US_ASCII));
  }

  /** A chunk with the right size, padded. */
  public WavBytes chunk(String id, byte... body) {
    chunkSaying(id, body.length, body);
    if ((body.length & 1) == 1) {
      bytes.put((byte) 0);
    }
    return this;
  }

  /** A chunk that says a size of its own. */
  public WavBytes chunkSaying(String id, int size, byte... body) {
    id(id).putInt(size).put(body);
    return this;
  }

  public WavBytes fmt(int tag, int channels, int rateHz, int bits) {
    int frameBytes = channels * ((bits + 7) / 8);
    return chunk("fmt ", fmtBody(16, tag, channels, rateHz, frameBytes, bits).array());
  }

  public WavBytes extensible(int subTag, int channels, int rateHz, int bits, int validBits) {
    int frameBytes = channels * bits / 8;
    ByteBuffer body = fmtBody(40, 0xFFFE, channels, rateHz, frameBytes, bits);
    body.putShort((short) 22).putShort((short) validBits).putInt(0x3);
    body.putInt(subTag).putInt(0x0010_0000).putInt(0xAA00_0080).putInt(0x719B_3800);
    return chunk("fmt ", body.array());
  }

  private static ByteBuffer fmtBody(
      int size, int tag, int channels, int rateHz, int frameBytes, int bits) {
    ByteBuffer body = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    body.putShort((short) tag).putShort((short) channels).putInt(rateHz);
    body.putInt(rateHz * frameBytes).putShort((short) frameBytes).putShort((short) bits);
    return body;
  }

  public WavBytes ds64(long riffBytes, long dataBytes, long frames) {
    ByteBuffer body = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    body.putLong(riffBytes).putLong(dataBytes).putLong(frames).putInt(0);
    return chunk("ds64", body.array());
  }

  /** The file with its RIFF size set right. */
  public byte[] complete() {
    bytes.putInt(4, bytes.position() - 8);
    return asItIs();
  }

  public byte[] asItIs() {
    byte[] copy = new byte[bytes.position()];
    bytes.get(0, copy);
    return copy;
  }
}
