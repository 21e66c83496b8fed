package audiostream.engine.pipeline;

import audiostream.engine.jitter.ArrivalHistory;
import audiostream.engine.jitter.LatencyPolicy;
import audiostream.engine.jitter.LatencyTarget;

/**
 * Keeps the latency to aim at: what the policy makes of the history of arrivals, and never less
 * than the output device needs. Pulling thread only.
 */
final class LatencyKeeper {

  /** Between decisions, as long as nothing is late. */
  private static final long PAUSE_NS = 1_000_000_000L;

  private static final int LEAD_MEMORY_BLOCKS = 256;

  private final LatencyPolicy policy;
  private final ArrivalHistory history;
  private long targetNs;
  private long leadNs;
  private long decidedAtNs;
  private long waitedNs;

  LatencyKeeper(LatencyPolicy policy, ArrivalHistory history) {
    this.policy = policy;
    this.history = history;
    this.targetNs = policy.startNs();
  }

  /** A stream begins: starts with what the policy says, not with what another needed. */
  void begin(long nowNs) {
    targetNs = policy.startNs();
    decidedAtNs = nowNs;
    waitedNs = 0;
  }

  /**
   * What the output needs for itself: a frame must be there so long before it sounds. Rises at once
   * and forgets slowly, so that one odd measurement does not stay.
   *
   * @param neededNs as measured with this block, while nothing sounds
   */
  void lead(long neededNs) {
    leadNs = Math.max(neededNs, leadNs - (leadNs - neededNs) / LEAD_MEMORY_BLOCKS);
  }

  /** How long a packet may wait in the network and still be in time. */
  long allowanceNs() {
    return Math.max(0, targetNs - leadNs);
  }

  /**
   * The target for this block.
   *
   * @param late whether a packet was late since the last call
   */
  long targetNs(long nowNs, boolean late) {
    if ((late && !policy.fixed()) || nowNs - decidedAtNs >= PAUSE_NS) {
      waitedNs = history.allowanceNs(policy.glitchIntervalNs());
      decide(nowNs - decidedAtNs);
      decidedAtNs = nowNs;
    }
    return Math.max(targetNs, leadNs);
  }

  private void decide(long elapsedNs) {
    if (!policy.fixed()) {
      long wantedNs = waitedNs + leadNs;
      targetNs = LatencyTarget.next(policy, targetNs, wantedNs, history.seconds(), elapsedNs);
    }
  }

  /** What the output needs for itself. */
  long leadNs() {
    return leadNs;
  }

  /** The latency that the network has needed so far, whatever is aimed at. */
  long shownNs() {
    return waitedNs + leadNs;
  }
}
