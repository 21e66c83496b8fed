package audiostream.engine.audio;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * What a WAV file says about itself.
 *
 * @param format encoding (never a big-endian one), rate and channels, interleaved
 * @param dataOffset byte index of the first frame in the file
 * @param dataFrames whole frames from there on, 0 or more; a last, partial frame is not counted
 */
public record WavHeader(StreamFormat format, long dataOffset, long dataFrames) {

  /**
   * Reads the header of a file: RIFF/WAVE with 8, 16, 24 or 32-bit PCM or 32-bit float, plain or
   * WAVE_FORMAT_EXTENSIBLE; RF64 and BW64 for more than 4 GiB (EBU Tech 3306, ITU-R BS.2088).
   * Unknown chunks are skipped. A data size of 0xFFFFFFFF, or of 0 in a file that was never
   * completed, means that the sound goes on to the end of the file, as programs leave it that write
   * into a pipe.
   *
   * @param source the whole file; its position is moved
   * @param name how to call the file in messages
   * @throws WavFormatException in words for the user, also for a file that is cut short
   * @throws IOException when the source cannot be read
   */
  public static WavHeader read(SeekableByteChannel source, String name) throws IOException {
    return new WavParser(source, name).parse();
  }
}
