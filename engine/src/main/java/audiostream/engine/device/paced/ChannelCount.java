package audiostream.engine.device.paced;

import audiostream.engine.audio.StreamFormat;
import audiostream.engine.device.DeviceException;
import audiostream.engine.device.DeviceRequest;
import java.util.Locale;

/** The channels of an input that has as many as one likes. */
public final class ChannelCount {

  private ChannelCount() {}

  /**
   * @param what a number of channels, or empty
   * @param backend for the message
   * @param otherwise the count when neither {@code what} nor the request says
   */
  public static int choose(String what, DeviceRequest request, String backend, int otherwise)
      throws DeviceException {
    if (what.isEmpty()) {
      return request.channels().orElse(otherwise);
    }
    int count = what.matches("[0-9]{1,3}") ? Integer.parseInt(what) : 0;
    if (count < 1 || count > StreamFormat.MAX_CHANNELS) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s:%s: a number of channels, 1 to %d, can stand after the colon",
              backend,
              what,
              StreamFormat.MAX_CHANNELS));
    }
    if (request.channels().orElse(count) != count) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s:%s: %d channels, but %d were asked for",
              backend,
              what,
              count,
              request.channels().getAsInt()));
    }
    return count;
  }
}
