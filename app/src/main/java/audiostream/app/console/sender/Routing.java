package audiostream.app.console.sender;

import audiostream.engine.audio.ChannelList;
import audiostream.engine.session.DestinationConfig;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a click into the matrix does to the channels of a destination. */
final class Routing {

  private Routing() {}

  /** A list in ascending order stays so; in any other, the new channel comes last. */
  static int[] with(ChannelList before, int channel) {
    int[] channels = before.toArray();
    if (Arrays.stream(channels).anyMatch(c -> c == channel)) {
      return channels;
    }
    IntStream all = IntStream.concat(Arrays.stream(channels), IntStream.of(channel));
    return isAscending(channels) ? all.sorted().toArray() : all.toArray();
  }

  static int[] without(ChannelList before, int channel) {
    return Arrays.stream(before.toArray()).filter(c -> c != channel).toArray();
  }

  static DestinationConfig channels(DestinationConfig config, ChannelList channels) {
    return config.withChannels(channels);
  }

  private static boolean isAscending(int[] channels) {
    return IntStream.range(1, channels.length).allMatch(i -> channels[i - 1] < channels[i]);
  }
}
