package audiostream.engine.device;

import audiostream.engine.audio.StreamFormat;
import java.util.OptionalInt;

/**
 * What we ask of a device.
 *
 * @param rateHz frames a second, 8 000 to 192 000; empty: the input's own (a file's), else 44 100
 * @param channels 1 to 64; empty: all that the device has
 * @param blockFrames frames handed over at once, 16 to 8 192 (default 256)
 */
public record DeviceRequest(OptionalInt rateHz, OptionalInt channels, int blockFrames) {

  public static final int DEFAULT_RATE_HZ = 44_100;
  public static final int DEFAULT_BLOCK_FRAMES = 256;
  public static final int MIN_BLOCK_FRAMES = 16;
  public static final int MAX_BLOCK_FRAMES = 8_192;

  public DeviceRequest {
    rateHz.ifPresent(
        rate -> requireBetween("rate", rate, StreamFormat.MIN_RATE_HZ, StreamFormat.MAX_RATE_HZ));
    channels.ifPresent(count -> requireBetween("channels", count, 1, StreamFormat.MAX_CHANNELS));
    requireBetween("block", blockFrames, MIN_BLOCK_FRAMES, MAX_BLOCK_FRAMES);
  }

  /** The rate that was asked for, or the default. */
  public int rateHzOrDefault() {
    return rateHz.orElse(DEFAULT_RATE_HZ);
  }

  private static void requireBetween(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(what + " " + value + ": " + low + " to " + high);
    }
  }
}
