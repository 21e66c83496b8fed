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
  private final DelayFade delay;
  private final float[] mixed;
  private final float[] scratch;
  private float gain;
  private int pendingFrames;
  private long position;

  /** One that begins as it is to be. */
  Packetizer(PayloadKey key) {
    this(key, key.gain(), key.delayFrames());
  }

  /**
   * @param startGain where the gain comes from: over the first block it moves to the key's, so that
   *     a change does not click
   * @param startDelayFrames where the delay comes from; it cross-fades to the key's
   */
  Packetizer(PayloadKey key, float startGain, int startDelayFrames) {
    this.key = key;
    this.gain = startGain;
    this.delay = new DelayFade(startDelayFrames, key.delayFrames());
    this.sources = key.channels().toArray();
    this.overlay = key.overlay().orElse(null);
    this.mixed = new float[key.packetFrames()];
    this.scratch = new float[key.packetFrames()];
    this.datagram = ByteBuffer.allocateDirect(HEADER_BYTES + key.packetFrames() * key.frameBytes());
  }

  PayloadKey key() {
    return key;
  }

  /** Takes over a stream from a payload that differs in nothing but gain, delay and overlay. */
  void continueFrom(Packetizer other) {
    gain = other.gain;
    delay.continueFrom(other.delay);
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
   * @param past holds the block already
   * @param from the first frame of the block to take
   * @return how many frames were taken
   */
  int append(CaptureBlock block, CaptureHistory past, int from) {
    if (pendingFrames == 0) {
      position = block.position() + from;
    }
    int frames = Math.min(block.frames() - from, key.packetFrames() - pendingFrames);
    float step = (key.gain() - gain) / block.frames();
    boolean mixes = overlay != null && !overlay.over();
    if (mixes || !delay.none()) {
      encodeMixed(block, past, from, frames, gain + step * from, step);
    } else {
      encode(block, from, frames, gain + step * from, step);
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
      CaptureBlock block, CaptureHistory past, int from, int frames, float start, float step) {
    int offset = HEADER_BYTES + payloadBytes();
    SampleEncoding encoding = key.encoding();
    for (int c = 0; c < sources.length; c++, offset += encoding.bytes()) {
      take(block, past, sources[c] - 1, from, frames);
      for (int i = 0; i < frames; i++) {
        mixed[i] *= start + step * i;
      }
      if (overlay != null) {
        overlay.mixInto(mixed, frames);
      }
      encoding.encode(mixed, 0, frames, 1f, 0f, datagram, offset, key.frameBytes());
    }
    delay.advance(frames);
    if (overlay != null) {
      overlay.advance(frames);
    }
  }

  private void take(CaptureBlock block, CaptureHistory past, int channel, int from, int frames) {
    if (delay.none()) {
      System.arraycopy(block.samples()[channel], from, mixed, 0, frames);
    } else {
      delay.take(past, channel, block.position() + from, frames, mixed, scratch);
    }
  }

  /** To be called after each whole block: its ramp is over. */
  void blockDone() {
    gain = key.gain();
  }
}
