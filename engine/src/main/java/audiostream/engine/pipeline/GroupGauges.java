package audiostream.engine.pipeline;

/**
 * How far a receiver is in step with its group. Written by the pulling thread, read by any.
 *
 * <p>The error is what the receiver itself knows of: where it plays against where it should, with
 * the sender's clock as it knows it.
 */
public final class GroupGauges {

  private static final int SECONDS = 60;
  private static final long SECOND_NS = 1_000_000_000L;

  private volatile boolean wanted;
  private volatile boolean inStep;
  private volatile long offsetNs;
  private volatile long uncertaintyNs;
  private volatile long neededNs;
  private volatile long shownNs;
  private volatile boolean beyondReach;
  private volatile boolean onSystemClock;
  private volatile long errorNs;
  private volatile long worstErrorNs;
  private final long[] worstOfSecond = new long[SECONDS];
  private int second;
  private long secondEndsNs;

  /** Whether the sender wants its receivers in step. */
  public boolean wanted() {
    return wanted;
  }

  /** Whether it plays at group time. */
  public boolean inStep() {
    return inStep;
  }

  /** The sender's clock minus this machine's. */
  public long offsetNs() {
    return offsetNs;
  }

  /** How much that may be wrong, about as a standard deviation. */
  public long uncertaintyNs() {
    return uncertaintyNs;
  }

  /** The least latency from capture to sound that this receiver could hold; 0: not known. */
  public long neededNs() {
    return neededNs;
  }

  /** The latency from capture to sound that the network has needed up to now; 0: not known. */
  public long shownNs() {
    return shownNs;
  }

  /** Whether the group plays before anything arrives here, so that it cannot be kept up with. */
  public boolean beyondReach() {
    return beyondReach;
  }

  /** Whether the sender's time is taken from a clock that both machines share. */
  public boolean onSystemClock() {
    return onSystemClock;
  }

  /** How far from its place it sounds, positive: late. */
  public long errorNs() {
    return errorNs;
  }

  /** The worst of the last minute. */
  public long worstErrorNs() {
    return worstErrorNs;
  }

  void wanted(boolean now) {
    wanted = now;
  }

  void outOfStep() {
    inStep = false;
  }

  void onSystemClock(boolean now) {
    onSystemClock = now;
  }

  void beyondReach(boolean now) {
    beyondReach = now;
  }

  /** The sender's time is not known. */
  void noClock() {
    neededNs = 0;
    shownNs = 0;
  }

  void clock(long offset, double uncertainty) {
    offsetNs = offset;
    uncertaintyNs = Math.round(Math.min(uncertainty, SECOND_NS));
  }

  void needs(long needed, long shown) {
    neededNs = Math.max(1, needed);
    shownNs = Math.max(1, shown);
  }

  void error(long now, long nowNs) {
    inStep = true;
    errorNs = now;
    if (nowNs - secondEndsNs >= 0) {
      secondEndsNs = nowNs + SECOND_NS;
      second = (second + 1) % SECONDS;
      worstOfSecond[second] = 0;
    }
    worstOfSecond[second] = Math.max(worstOfSecond[second], Math.abs(now));
    long worst = 0;
    for (long each : worstOfSecond) {
      worst = Math.max(worst, each);
    }
    worstErrorNs = worst;
  }
}
