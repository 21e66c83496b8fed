package audiostream.engine.audio;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a WAV file that can be played at any time, even when the process is killed: the sizes in
 * its header follow the first block and then every second of sound. Confined to one thread; writing
 * allocates nothing.
 *
 * <p>The header has room for 64-bit sizes (a JUNK chunk): beyond 4 GiB the file turns into RF64
 * (EBU Tech 3306).
 *
 * <pre>
 * "RIFF" size "WAVE"  "JUNK" 28 ...  "fmt " 16 or 40 ...  "data" size frames
 * "RF64"  -1  "WAVE"  "ds64" 28 ...  "fmt " 16 or 40 ...  "data"  -1  frames
 * </pre>
 */
public final class WavWriter implements AutoCloseable {

  private static final int DS64_BYTES = 28;
  private static final int FORMAT_AT = 12 + 8 + DS64_BYTES;
  private static final int FRAMES_AT_ONCE = 1_024;
  private static final long LARGEST_RIFF = 0xFFFF_FFFEL;

  // Not a FileChannel: that one closes its file when the thread is interrupted.
  private final RandomAccessFile file;
  private final StreamFormat format;
  private final long largestRiffBytes;
  private final ByteBuffer header;
  private final byte[] bytes;
  private final ByteBuffer frameBuffer;
  private long dataBytes;
  private long sizesDueAtBytes;
  private boolean closed;

  /**
   * @param file empty, or with something at its beginning that is overwritten; closed with the
   *     writer
   * @param format {@link SampleEncoding#S16_LE} or {@link SampleEncoding#S24_LE}
   */
  public WavWriter(RandomAccessFile file, StreamFormat format) throws IOException {
    this(file, format, LARGEST_RIFF);
  }

  /**
   * @param largestRiffBytes the size field from which on the file becomes RF64; smaller in tests
   */
  WavWriter(RandomAccessFile file, StreamFormat format, long largestRiffBytes) throws IOException {
    if (format.encoding() != SampleEncoding.S16_LE && format.encoding() != SampleEncoding.S24_LE) {
      throw new IllegalArgumentException(format.encoding() + ": S16_LE or S24_LE");
    }
    this.file = file;
    this.format = format;
    this.largestRiffBytes = largestRiffBytes;
    int headerBytes = FORMAT_AT + 8 + WavFormatChunk.bytesFor(format) + 8;
    header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes = new byte[FRAMES_AT_ONCE * format.frameBytes()];
    frameBuffer = ByteBuffer.wrap(bytes);
    updateSizes();
    sizesDueAtBytes = 0; // so that the first block counts at once
  }

  public StreamFormat format() {
    return format;
  }

  /**
   * Appends frames.
   *
   * @param planar one array a channel
   * @param frames how many samples of each
   */
  public void write(float[][] planar, int frames) throws IOException {
    for (int done = 0; done < frames; ) {
      int now = Math.min(frames - done, FRAMES_AT_ONCE);
      encode(planar, done, now);
      int count = now * format.frameBytes();
      file.write(bytes, 0, count);
      dataBytes += count;
      done += now;
    }
    if (dataBytes >= sizesDueAtBytes) {
      updateSizes();
    }
  }

  private void encode(float[][] planar, int from, int frames) {
    SampleEncoding encoding = format.encoding();
    for (int c = 0; c < format.channels(); c++) {
      int offset = c * encoding.bytes();
      encoding.encode(planar[c], from, frames, 1, 0, frameBuffer, offset, format.frameBytes());
    }
  }

  /** Writes the sizes of what is there now; {@link #write} does so about every second of sound. */
  public void updateSizes() throws IOException {
    fillHeader();
    file.seek(0);
    file.write(header.array());
    file.seek(header.capacity() + dataBytes);
    sizesDueAtBytes = dataBytes + (long) format.rateHz() * format.frameBytes();
  }

  private void fillHeader() {
    long riffBytes = header.capacity() - 8 + dataBytes + (dataBytes & 1);
    boolean large = riffBytes > largestRiffBytes;
    header.clear();
    put(large ? "RF64" : "RIFF").putInt(large ? -1 : (int) riffBytes);
    put("WAVE");
    put(large ? "ds64" : "JUNK").putInt(DS64_BYTES);
    header.putLong(large ? riffBytes : 0).putLong(large ? dataBytes : 0);
    header.putLong(large ? dataBytes / format.frameBytes() : 0).putInt(0);
    put("fmt ").putInt(WavFormatChunk.bytesFor(format));
    WavFormatChunk.put(format, header);
    put("data").putInt(large ? -1 : (int) dataBytes);
  }

  private ByteBuffer put(String id) {
    for (int i = 0; i < 4; i++) {
      header.put((byte) id.charAt(i));
    }
    return header;
  }

  /** Completes the file. Idempotent. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      updateSizes();
      if ((dataBytes & 1) == 1) {
        file.write(0);
      }
    }
  }
}
