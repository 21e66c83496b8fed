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
 * @param delay how much later than the others it sounds
 */
public record DestinationConfig(
    String name,
    Endpoint endpoint,
    ChannelList channels,
    double gainDb,
    boolean mute,
    Delay delay) {

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

  /** One that sounds with the others. */
  public DestinationConfig(
      String name, Endpoint endpoint, ChannelList channels, double gainDb, boolean mute) {
    this(name, endpoint, channels, gainDb, mute, Delay.NONE);
  }

  public DestinationConfig withName(String other) {
    return new DestinationConfig(other, endpoint, channels, gainDb, mute, delay);
  }

  public DestinationConfig withChannels(ChannelList others) {
    return new DestinationConfig(name, endpoint, others, gainDb, mute, delay);
  }

  public DestinationConfig withMute(boolean silent) {
    return new DestinationConfig(name, endpoint, channels, gainDb, silent, delay);
  }

  public DestinationConfig withEndpoint(Endpoint other) {
    return new DestinationConfig(name, other, channels, gainDb, mute, delay);
  }

  public DestinationConfig withDelay(Delay other) {
    return new DestinationConfig(name, endpoint, channels, gainDb, mute, other);
  }
}
