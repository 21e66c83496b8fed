package audiostream.engine.device;

/**
 * How a device was opened.
 *
 * @param description the device as a person should see it, e.g. {@code portaudio: lab16 (ALSA)}
 * @param rateHz frames a second
 * @param channels channels that each block has
 * @param maxBlockFrames the most frames that one block holds; most devices always hand over this
 *     many
 * @param latencyNs the device's own latency as its back-end reports it, 0 where unknown
 */
public record DeviceFormat(
    String description, int rateHz, int channels, int maxBlockFrames, long latencyNs) {}
