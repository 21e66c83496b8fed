package audiostream.engine.pipeline;

import audiostream.engine.audio.SampleEncoding;
import audiostream.engine.device.CaptureBlock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable Overlay overlay;
  private final float[] mixed;
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
    this.overlay = key.overlay().orElse(null);
    this.mixed = new float[overlay == null ? 0 : key.packetFrames()];
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
    if (overlay == null || overlay.over()) {
      encode(block, from, frames, gain + step * from, step);
    } else {
      encodeMixed(overlay, block, from, frames, gain + step * from, step);
    }
    pendingFrames += frames;
    return frames;
  }

  private void encode(CaptureBlock block, int from, int frames, float start, float step) {
    int offset = HEADER_BYTES + payloadBytes();
    SampleEncoding encoding = key.encoding();
    for (int c = 0; c < sources.length; c++, offset += encoding.bytes()) {
      float[] samples = block.samples()[sources[c] - 1];
      encoding.encode(samples, from, frames, start, step, datagram, offset, key.frameBytes());
    }
  }

  private void encodeMixed(
      Overlay sound, CaptureBlock block, int from, int frames, float start, float step) {
    int offset = HEADER_BYTES + payloadBytes();
    SampleEncoding encoding = key.encoding();
    for (int c = 0; c < sources.length; c++, offset += encoding.bytes()) {
      float[] samples = block.samples()[sources[c] - 1];
      for (int i = 0; i < frames; i++) {
        mixed[i] = samples[from + i] * (start + step * i);
      }
      sound.mixInto(mixed, frames);
      encoding.encode(mixed, 0, frames, 1f, 0f, datagram, offset, key.frameBytes());
    }
    sound.advance(frames);
  }

  /** To be called after each whole block: its ramp is over. */
  void blockDone() {
    gain = key.gain();
  }
}
