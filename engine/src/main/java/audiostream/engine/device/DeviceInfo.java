package audiostream.engine.device;

/**
 * One device as a back-end lists it.
 *
 * @param index the number by which it can be chosen, counted from 0 within its back-end
 * @param name as the host API gives it
 * @param hostApi e.g. ALSA, JACK, Core Audio, ASIO
 * @param inputChannels 0: cannot capture
 * @param outputChannels 0: cannot play
 * @param defaultRateHz the rate that it prefers
 * @param inputLatencyMs its default latency for capture, 0 where unknown
 * @param outputLatencyMs its default latency for playout, 0 where unknown
 */
public record DeviceInfo(
    int index,
    String name,
    String hostApi,
    int inputChannels,
    int outputChannels,
    int defaultRateHz,
    double inputLatencyMs,
    double outputLatencyMs) {}
