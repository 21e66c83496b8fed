package audiostream.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the chunks of a WAV file up to its sound.
 *
 * <pre>
 * 0  "RIFF" | "RF64" | "BW64"   4  size, 32 bits LE   8  "WAVE"
 * 12 chunks: id (4), size of the body (32 bits LE), body, one byte more if the size is odd
 *    "ds64" the 64-bit sizes of RF64, always the first chunk
 *    "fmt " see {@link WavFormatChunk}
 *    "data" the frames
 * </pre>
 */
final class WavParser {

  private static final long UNKNOWN_SIZE = 0xFFFF_FFFFL;
  private static final int MAX_CHUNKS = 10_000;
  private static final int MAX_DS64_BYTES = 4_096;

  private final SeekableByteChannel source;
  private final String name;
  private final long fileBytes;
  private final Map<String, Long> longSizes = new HashMap<>();
  private long riffBytes;
  private @Nullable StreamFormat format;

  WavParser(SeekableByteChannel source, String name) throws IOException {
    this.source = source;
    this.name = name;
    this.fileBytes = source.size();
  }

  WavHeader parse() throws IOException {
    requireWave(bytes(0, 12));
    long at = 12;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      ByteBuffer head = bytes(at, 8);
      if (head.limit() < 8) {
        throw new WavFormatException(name + " has no sound in it: it ends before a data chunk");
      }
      String id = fourCharacters(head, 0);
      long bodyAt = at + 8;
      long bodyBytes = sizeOf(id, Integer.toUnsignedLong(head.getInt(4)));
      if (id.equals("data")) {
        return header(bodyAt, bodyBytes);
      }
      requireWhole(id, bodyAt, bodyBytes);
      take(id, bodyAt, bodyBytes);
      at = bodyAt + bodyBytes + (bodyBytes & 1);
    }
    throw new WavFormatException(name + " has no data chunk among its first " + MAX_CHUNKS);
  }

  private void requireWave(ByteBuffer head) throws WavFormatException {
    String kind = head.limit() < 12 ? "" : fourCharacters(head, 0);
    boolean known = kind.equals("RIFF") || kind.equals("RF64") || kind.equals("BW64");
    if (!known || !fourCharacters(head, 8).equals("WAVE")) {
      throw new WavFormatException(
          name + " is not a WAV file: it does not begin with RIFF or RF64, and WAVE");
    }
    riffBytes = Integer.toUnsignedLong(head.getInt(4));
  }

  private long sizeOf(String id, long declared) {
    return declared == UNKNOWN_SIZE ? longSizes.getOrDefault(id, UNKNOWN_SIZE) : declared;
  }

  private void requireWhole(String id, long bodyAt, long bodyBytes) throws WavFormatException {
    long present = Math.max(0, fileBytes - bodyAt);
    if (bodyBytes < 0 || bodyBytes > present) {
      throw new WavFormatException(
          String.format(
              Locale.ROOT,
              "%s is cut short: its '%s' chunk says %s bytes, and the file has %d of them",
              name,
              id,
              Long.toUnsignedString(bodyBytes),
              present));
    }
  }

  private void take(String id, long bodyAt, long bodyBytes) throws IOException {
    if (id.equals("ds64")) {
      takeLongSizes(bytes(bodyAt, (int) Math.min(bodyBytes, MAX_DS64_BYTES)));
    } else if (id.equals("fmt ")) {
      int wanted = (int) Math.min(bodyBytes, WavFormatChunk.EXTENSIBLE_BYTES);
      format = WavFormatChunk.parse(bytes(bodyAt, wanted), name);
    }
  }

  /**
   * RIFF size 64, data size 64, frames 64, table length 32, then id and size 64 of other long
   * chunks.
   */
  private void takeLongSizes(ByteBuffer body) {
    if (body.limit() < 16) {
      return;
    }
    longSizes.put("data", body.getLong(8));
    int entries = body.limit() < 28 ? 0 : (body.limit() - 28) / 12;
    long declaredEntries = entries == 0 ? 0 : Integer.toUnsignedLong(body.getInt(24));
    for (int i = 0; i < Math.min(entries, declaredEntries); i++) {
      longSizes.put(fourCharacters(body, 28 + 12 * i), body.getLong(32 + 12 * i));
    }
  }

  private WavHeader header(long dataAt, long declaredBytes) throws WavFormatException {
    StreamFormat found = format;
    if (found == null) {
      throw new WavFormatException(name + " does not say what its sound is: no fmt before data");
    }
    long bytes = toTheEnd(declaredBytes) ? fileBytes - dataAt : declaredBytes;
    requireWhole("data", dataAt, bytes);
    return new WavHeader(found, dataAt, bytes / found.frameBytes());
  }

  private boolean toTheEnd(long declaredBytes) {
    boolean completed = riffBytes + 8 == fileBytes;
    return declaredBytes == UNKNOWN_SIZE
        || declaredBytes == -1
        || (declaredBytes == 0 && !completed);
  }

  /** So many bytes from there on, fewer at the end of the file; little-endian. */
  private ByteBuffer bytes(long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    source.position(at);
    while (buffer.hasRemaining()) {
      if (source.read(buffer) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  private static String fourCharacters(ByteBuffer buffer, int at) {
    byte[] four = new byte[4];
    buffer.get(at, four);
    // Shown to people as well: what is not a printable character becomes a question mark.
    return new String(four, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
  }
}
