package audiostream.engine.pipeline;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.SampleEncoding;
import java.util.Optional;

/**
 * What makes two payloads equal: destinations with equal keys share one encoding.
 *
 * @param channels of the input, in this order
 * @param encoding of the samples
 * @param packetFrames frames in one packet
 * @param gain linear, 0 when muted
 * @param delayFrames how far back the frames lie that it takes
 * @param overlay what is mixed over it; that of one destination is no other's
 */
public record PayloadKey(
    ChannelList channels,
    SampleEncoding encoding,
    int packetFrames,
    float gain,
    int delayFrames,
    Optional<Overlay> overlay) {

  /** The programme alone. */
  public PayloadKey(ChannelList channels, SampleEncoding encoding, int packetFrames, float gain) {
    this(channels, encoding, packetFrames, gain, 0, Optional.empty());
  }

  /** The same, taken so many frames later. */
  public PayloadKey delayed(int frames) {
    return new PayloadKey(channels, encoding, packetFrames, gain, frames, overlay);
  }

  /** The same with something mixed over it. */
  public PayloadKey under(Overlay sound) {
    return new PayloadKey(channels, encoding, packetFrames, gain, delayFrames, Optional.of(sound));
  }

  public int frameBytes() {
    return encoding.bytes() * channels.size();
  }

  /** Whether the other differs in nothing but gain, delay and overlay. */
  boolean sameShape(PayloadKey other) {
    return channels.equals(other.channels)
        && encoding == other.encoding
        && packetFrames == other.packetFrames;
  }
}
