package audiostream.engine.pipeline;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.audio.SampleEncoding;

/**
 * What makes two payloads equal: destinations with equal keys share one encoding.
 *
 * @param channels of the input, in this order
 * @param encoding of the samples
 * @param packetFrames frames in one packet
 * @param gain linear, 0 when muted
 */
public record PayloadKey(
    ChannelList channels, SampleEncoding encoding, int packetFrames, float gain) {

  public int frameBytes() {
    return encoding.bytes() * channels.size();
  }

  /** Whether the other differs in nothing but gain. */
  boolean sameShape(PayloadKey other) {
    return channels.equals(other.channels)
        && encoding == other.encoding
        && packetFrames == other.packetFrames;
  }
}
