package audiostream.engine.session;

import audiostream.engine.audio.ChannelList;

/**
 * One receiver, as the sender's user set it up.
 *
 * @param name unique within a session, 1 to 100 characters
 * @param endpoint where its stream goes
 * @param channels which input channels it gets, in this order
 * @param gainDb -100 to 40
 * @param mute silence is sent instead
 */
public record DestinationConfig(
    String name, Endpoint endpoint, ChannelList channels, double gainDb, boolean mute) {

  public static final double MIN_GAIN_DB = -100;
  public static final double MAX_GAIN_DB = 40;

  public DestinationConfig {
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("name '" + name + "': 1 to 100 characters");
    }
    if (!(gainDb >= MIN_GAIN_DB && gainDb <= MAX_GAIN_DB)) {
      throw new IllegalArgumentException("gain " + gainDb + " dB: -100 to 40");
    }
  }
}
