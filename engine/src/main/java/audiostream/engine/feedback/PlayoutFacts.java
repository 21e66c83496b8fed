package audiostream.engine.feedback;

import audiostream.engine.rtp.AppField;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a receiver tells its sender of how it plays.
 *
 * @param state what it is doing
 * @param latencyNs from the fastest recent arrival of a frame to when it sounds; 0 unless playing
 * @param targetNs the latency that it holds
 * @param concealedFrames that it had to make up
 * @param underruns times that nothing was left to play
 * @param latePackets that came too late to sound as a whole
 * @param outputLatencyNs from handing a frame to the device to its sound; empty: not known
 * @param syncErrorNs how far from the group it plays, positive: late; empty: not in a group
 * @param clockOffsetNs the sender's clock minus its own; empty: not known
 * @param clockUncertaintyNs standard deviation of that; empty: not known
 * @param neededLatencyNs the least from capture to sound that it could hold; empty: not known
 * @param shownLatencyNs what its network has needed of that up to now; empty: not known
 * @param worstSyncErrorNs the largest sync error of the last minute; empty: not in a group
 */
public record PlayoutFacts(
    ReceiverState state,
    long latencyNs,
    long targetNs,
    long concealedFrames,
    long underruns,
    long latePackets,
    OptionalLong outputLatencyNs,
    OptionalLong syncErrorNs,
    OptionalLong clockOffsetNs,
    OptionalLong clockUncertaintyNs,
    OptionalLong neededLatencyNs,
    OptionalLong shownLatencyNs,
    OptionalLong worstSyncErrorNs) {

  Map<AppField, Long> fields() {
    Map<AppField, Long> fields = new EnumMap<>(AppField.class);
    fields.put(AppField.STATE, state.number());
    fields.put(AppField.LATENCY_NS, latencyNs);
    fields.put(AppField.TARGET_LATENCY_NS, targetNs);
    fields.put(AppField.CONCEALED_FRAMES, concealedFrames);
    fields.put(AppField.UNDERRUNS, underruns);
    fields.put(AppField.LATE_PACKETS, latePackets);
    outputLatencyNs.ifPresent(ns -> fields.put(AppField.OUTPUT_LATENCY_NS, ns));
    syncErrorNs.ifPresent(ns -> fields.put(AppField.SYNC_ERROR_NS, ns));
    clockOffsetNs.ifPresent(ns -> fields.put(AppField.CLOCK_OFFSET_NS, ns));
    clockUncertaintyNs.ifPresent(ns -> fields.put(AppField.CLOCK_UNCERTAINTY_NS, ns));
    neededLatencyNs.ifPresent(ns -> fields.put(AppField.NEEDED_LATENCY_NS, ns));
    shownLatencyNs.ifPresent(ns -> fields.put(AppField.SHOWN_LATENCY_NS, ns));
    worstSyncErrorNs.ifPresent(ns -> fields.put(AppField.WORST_SYNC_ERROR_NS, ns));
    return fields;
  }
}
