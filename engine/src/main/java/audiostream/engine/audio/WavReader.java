package audiostream.engine.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the frames of a WAV file. Confined to one thread at a time; reading allocates nothing. */
public final class WavReader implements AutoCloseable {

  private static final int FRAMES_AT_ONCE = 1_024;

  private final SeekableByteChannel source;
  private final String name;
  private final WavHeader header;
  private final ByteBuffer buffer;
  private long nextFrame;

  /**
   * @param source the whole file; closed with the reader
   * @param name how to call the file in messages
   * @throws WavFormatException in words for the user; the source stays open
   */
  public WavReader(SeekableByteChannel source, String name) throws IOException {
    this.source = source;
    this.name = name;
    this.header = WavHeader.read(source, name);
    this.buffer = ByteBuffer.allocate(FRAMES_AT_ONCE * header.format().frameBytes());
    seek(0);
  }

  /** Opens a file and reads its header. */
  public static WavReader open(Path file) throws IOException {
    SeekableByteChannel source = Files.newByteChannel(file);
    try {
      return new WavReader(source, file.toString());
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /**
   * All the sound of a file, channels x frames; for checks and short files: it is all in memory.
   */
  public static float[][] readAll(Path file) throws IOException {
    try (WavReader reader = open(file)) {
      int frames = Math.toIntExact(reader.header.dataFrames());
      float[][] planar = new float[reader.header.format().channels()][frames];
      reader.read(planar, 0, frames);
      return planar;
    }
  }

  public WavHeader header() {
    return header;
  }

  /**
   * Goes to a frame, counted from 0.
   *
   * @param frame 0 to {@link WavHeader#dataFrames()}
   */
  public void seek(long frame) throws IOException {
    if (frame < 0 || frame > header.dataFrames()) {
      throw new IllegalArgumentException("frame " + frame + ": 0 to " + header.dataFrames());
    }
    nextFrame = frame;
    source.position(header.dataOffset() + frame * header.format().frameBytes());
  }

  /**
   * Reads the next frames.
   *
   * @param planar one array a channel, at most as many as the file has: the first channels are read
   * @param from index of the first sample in each array
   * @param frames how many are wanted
   * @return how many were read, fewer only at the end
   * @throws IOException when the file cannot be read, or became shorter meanwhile
   */
  public int read(float[][] planar, int from, int frames) throws IOException {
    int wanted = (int) Math.min(frames, header.dataFrames() - nextFrame);
    for (int done = 0; done < wanted; ) {
      int now = Math.min(wanted - done, FRAMES_AT_ONCE);
      fill(now * header.format().frameBytes());
      decode(planar, from + done, now);
      done += now;
      nextFrame += now;
    }
    return wanted;
  }

  private void fill(int bytes) throws IOException {
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      if (source.read(buffer) < 0) {
        throw new IOException(name + " became shorter while it was being read");
      }
    }
  }

  private void decode(float[][] planar, int from, int frames) {
    SampleEncoding encoding = header.format().encoding();
    for (int c = 0; c < planar.length; c++) {
      encoding.decode(
          buffer, c * encoding.bytes(), header.format().frameBytes(), planar[c], from, frames);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
