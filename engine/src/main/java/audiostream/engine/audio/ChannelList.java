package audiostream.engine.audio;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An ordered list of channels, each counted from 1 as on a mixer; a channel may stand in it more
 * than once. Written {@code 1}, {@code 1-4,7} or, descending, {@code 4-1}.
 */
public final class ChannelList {

  private final int[] channels;

  private ChannelList(int[] channels) {
    this.channels = channels;
  }

  /**
   * @param channels 1 to 64 numbers of 1 to 64
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ChannelList of(int... channels) {
    if (channels.length < 1 || channels.length > StreamFormat.MAX_CHANNELS) {
      throw new IllegalArgumentException(
          channels.length + " channels in the list: 1 to " + StreamFormat.MAX_CHANNELS);
    }
    for (int channel : channels) {
      if (channel < 1 || channel > StreamFormat.MAX_CHANNELS) {
        throw new IllegalArgumentException(
            "channel " + channel + ": 1 to " + StreamFormat.MAX_CHANNELS + ", counted from 1");
      }
    }
    return new ChannelList(channels.clone());
  }

  /** The channels 1 to {@code count}. */
  public static ChannelList firstOf(int count) {
    int[] all = new int[count];
    Arrays.setAll(all, i -> i + 1);
    return of(all);
  }

  /**
   * Parses the written form.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ChannelList parse(String text) {
    int[] found = new int[StreamFormat.MAX_CHANNELS];
    int count = 0;
    for (String item : text.split(",", -1)) {
      int dash = item.indexOf('-', 1);
      int first = number(text, dash < 0 ? item : item.substring(0, dash));
      int last = dash < 0 ? first : number(text, item.substring(dash + 1));
      int step = first <= last ? 1 : -1;
      for (int channel = first; channel != last + step; channel += step) {
        if (count == found.length) {
          throw new IllegalArgumentException(
              "channels '" + text + "': more than " + StreamFormat.MAX_CHANNELS);
        }
        found[count++] = channel;
      }
    }
    return of(Arrays.copyOf(found, count));
  }

  private static int number(String text, String item) {
    if (!item.matches("[0-9]{1,4}")) {
      throw new IllegalArgumentException(
          "channels '" + text + "': a list such as 1 or 1-4,7, counted from 1");
    }
    return Integer.parseInt(item);
  }

  public int size() {
    return channels.length;
  }

  /** The channel at a place of the list, counted from 1; {@code index} counts from 0. */
  public int channel(int index) {
    return channels[index];
  }

  /** The highest channel in the list. */
  public int highest() {
    return Arrays.stream(channels).max().orElseThrow();
  }

  /** A copy, channels counted from 1. */
  public int[] toArray() {
    return channels.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelList that && Arrays.equals(channels, that.channels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(channels);
  }

  /** The shortest written form; ascending runs of three and more are joined. */
  @Override
  public String toString() {
    if (channels.length < 3) {
      return Arrays.stream(channels).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < channels.length; ) {
      int end = i;
      while (end + 1 < channels.length && channels[end + 1] == channels[end] + 1) {
        end++;
      }
      boolean run = end - i >= 2;
      text.append(text.isEmpty() ? "" : ",").append(channels[i]);
      if (run) {
        text.append('-').append(channels[end]);
      }
      i = run ? end + 1 : i + 1;
    }
    return text.toString();
  }
}
