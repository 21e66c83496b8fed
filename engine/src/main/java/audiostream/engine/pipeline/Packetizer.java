package audiostream.engine.pipeline;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import java.nio.ByteBuffer;

/**
 * Cuts blocks into payloads: picks the channels, applies the gain, encodes, and fills packets of a
 * given length, whatever the length of the blocks. One packetizer serves all destinations with
 * equal payloads; the header before the payload is written by each of them. Send agent only;
 * allocates nothing after construction.
 */
final class Packetizer {

  /** Room before the payload for the RTP header. */
  static final int HEADER_BYTES = 12;

  private final PayloadKey key;
  private final int[] sources;
  private final ByteBuffer datagram;
  private float gain;
  private int pendingFrames;
  private long position;

  /**
   * @param startGain where the gain comes from: over the first block it moves to the key's, so that
   *     a change does not click
   */
  Packetizer(PayloadKey key, float startGain) {
    this.key = key;
    this.gain = startGain;
    this.sources = key.channels().toArray();
    this.datagram = ByteBuffer.allocateDirect(HEADER_BYTES + key.packetFrames() * key.frameBytes());
  }

  PayloadKey key() {
    return key;
  }

  /** The datagram: {@link #HEADER_BYTES} of room, then {@link #payloadBytes()} of payload. */
  ByteBuffer datagram() {
    return datagram;
  }

  /** Position of the first frame of the payload, in frames since the input was started. */
  long position() {
    return position;
  }

  int pendingFrames() {
    return pendingFrames;
  }

  int payloadBytes() {
    return pendingFrames * key.frameBytes();
  }

  boolean full() {
    return pendingFrames == key.packetFrames();
  }

  /** Whether a block starting at {@code blockPosition} follows on what is pending. */
  boolean follows(long blockPosition) {
    return pendingFrames == 0 || position + pendingFrames == blockPosition;
  }

  /** Begins the next packet. */
  void clear() {
    pendingFrames = 0;
  }

  /**
   * Appends frames of a block until the packet is full or the block is used up.
   *
   * @param from the first frame of the block to take
   * @return how many frames were taken
   */
  int append(CaptureBlock block, int from) {
    if (pendingFrames == 0) {
      position = block.position() + from;
    }
    int frames = Math.min(block.frames() - from, key.packetFrames() - pendingFrames);
    float step = (key.gain() - gain) / block.frames();
    int offset = HEADER_BYTES + payloadBytes();
    SampleEncoding encoding = key.encoding();
    for (int c = 0; c < sources.length; c++, offset += encoding.bytes()) {
      float[] samples = block.samples()[sources[c] - 1];
      encoding.encode(
          samples, from, frames, gain + step * from, step, datagram, offset, key.frameBytes());
    }
    pendingFrames += frames;
    return frames;
  }

  /** To be called after each whole block: its ramp is over. */
  void blockDone() {
    gain = key.gain();
  }
}
