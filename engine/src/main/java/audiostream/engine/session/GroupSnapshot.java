package audiostream.engine.session;

import audiostream.engine.pipeline.GroupGauges;
import java.util.Optional;

/**
 * How far a receiver was in step with the others of its sender.
 *
 * @param inStep whether it plays at group time; otherwise at a latency of its own
 * @param beyondReach whether the group plays before anything arrives here
 * @param onSystemClock whether it takes the sender's time from a clock that both machines share
 * @param neededMs the least latency from capture to sound that it could hold; 0: not known
 * @param clockOffsetMs the sender's clock minus its own
 * @param clockUncertaintyUs how much that may be wrong, about as a standard deviation
 * @param syncErrorUs how far from its place it sounds, positive: late
 * @param worstSyncErrorUs in the last minute
 */
public record GroupSnapshot(
    boolean inStep,
    boolean beyondReach,
    boolean onSystemClock,
    double neededMs,
    double clockOffsetMs,
    double clockUncertaintyUs,
    double syncErrorUs,
    double worstSyncErrorUs) {

  static Optional<GroupSnapshot> of(GroupGauges group) {
    return group.wanted()
        ? Optional.of(
            new GroupSnapshot(
                group.inStep(),
                group.beyondReach(),
                group.onSystemClock(),
                group.neededNs() / 1e6,
                group.offsetNs() / 1e6,
                group.uncertaintyNs() / 1e3,
                group.errorNs() / 1e3,
                group.worstErrorNs() / 1e3))
        : Optional.empty();
  }
}
