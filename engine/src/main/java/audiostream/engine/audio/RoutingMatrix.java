package audiostream.engine.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Lays the channels of a stream onto the channels of an output. By default a mono stream plays on
 * all outputs, and any other stream channel by channel. Allocates nothing after construction.
 */
public final class RoutingMatrix {

  private final boolean byDefault;
  private final int[] ins;
  private final int[] outs;

  /**
   * @param map empty: the default
   */
  public RoutingMatrix(Optional<ChannelMap> map) {
    byDefault = map.isEmpty();
    ins = map.stream().flatMap(m -> m.pairs().stream()).mapToInt(p -> p.in() - 1).toArray();
    outs = map.stream().flatMap(m -> m.pairs().stream()).mapToInt(p -> p.out() - 1).toArray();
  }

  /**
   * Fills every output; those to which nothing is laid are silent.
   *
   * @param stream planar, at least {@code streamChannels} x {@code frames}
   * @param output planar, all of its arrays are filled
   * @param frames how many samples of each
   * @param gainFrom linear, at the first frame; exactly 1 leaves samples as they are
   * @param gainTo linear, reached at the last frame
   */
  public void lay(
      float[][] stream,
      int streamChannels,
      float[][] output,
      int frames,
      float gainFrom,
      float gainTo) {
    for (float[] channel : output) {
      Arrays.fill(channel, 0, frames, 0f);
    }
    if (byDefault) {
      layByDefault(stream, streamChannels, output, frames, gainFrom, gainTo);
      return;
    }
    for (int i = 0; i < ins.length; i++) {
      if (ins[i] < streamChannels && outs[i] < output.length) {
        mix(stream[ins[i]], output[outs[i]], frames, gainFrom, gainTo);
      }
    }
  }

  private static void layByDefault(
      float[][] stream,
      int streamChannels,
      float[][] output,
      int frames,
      float gainFrom,
      float gainTo) {
    for (int out = 0; out < output.length; out++) {
      if (streamChannels == 1) {
        mix(stream[0], output[out], frames, gainFrom, gainTo);
      } else if (out < streamChannels) {
        mix(stream[out], output[out], frames, gainFrom, gainTo);
      }
    }
  }

  private static void mix(float[] in, float[] out, int frames, float gainFrom, float gainTo) {
    float step = (gainTo - gainFrom) / frames;
    for (int i = 0; i < frames; i++) {
      out[i] += in[i] * (gainFrom + step * i);
    }
  }
}
