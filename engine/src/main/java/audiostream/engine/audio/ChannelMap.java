package audiostream.engine.audio;

import java.util.Arrays;
import java.util.List;

/**
 * Which channel of a stream plays on which output: pairs such as {@code 1:1,1:2}, both counted from
 * 1. Several inputs to one output are mixed.
 *
 * @param pairs at least one
 */
public record ChannelMap(List<Pair> pairs) {

  /**
   * @param in channel of the stream, 1 to 64
   * @param out channel of the output, 1 to 64
   */
  public record Pair(int in, int out) {}

  public ChannelMap {
    pairs = List.copyOf(pairs);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("a channel map needs at least one pair such as 1:2");
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ChannelMap parse(String text) {
    return new ChannelMap(Arrays.stream(text.split(",", -1)).map(ChannelMap::parsePair).toList());
  }

  private static Pair parsePair(String item) {
    if (!item.matches("[0-9]{1,2}:[0-9]{1,2}")) {
      throw new IllegalArgumentException(
          "'" + item + "': pairs of a stream's channel and an output such as 1:1,1:2");
    }
    int colon = item.indexOf(':');
    return new Pair(
        channel(item, item.substring(0, colon)), channel(item, item.substring(colon + 1)));
  }

  private static int channel(String item, String number) {
    int channel = Integer.parseInt(number);
    if (channel < 1 || channel > StreamFormat.MAX_CHANNELS) {
      throw new IllegalArgumentException("'" + item + "': channels are 1 to 64, counted from 1");
    }
    return channel;
  }

  public int highestIn() {
    return pairs.stream().mapToInt(Pair::in).max().orElseThrow();
  }

  public int highestOut() {
    return pairs.stream().mapToInt(Pair::out).max().orElseThrow();
  }
}
