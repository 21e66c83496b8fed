package audiostream.engine.jitter;

/**
 * Takes the latency from one target to another as a tape machine would: the speed changes by at
 * most {@value #MAX_SPEED} (half a per cent), reached within half a second, and slows down in time.
 * Pulling thread only.
 */
public final class LatencyGlide {

  private static final double MAX_SPEED = 0.005;

  /** Per second. */
  private static final double ACCELERATION = 0.01;

  private static final double NS = 1e-9;

  private double latencyNs;
  private double speed;

  /** Stands at a latency. */
  public void begin(long latencyNs) {
    this.latencyNs = latencyNs;
    speed = 0;
  }

  /** Moves on towards the target for as long as a block lasts. */
  public void advance(long targetNs, long elapsedNs) {
    double restNs = targetNs - latencyNs;
    double arrivable = Math.sqrt(2 * ACCELERATION * Math.abs(restNs) * NS);
    double wanted = Math.copySign(Math.min(MAX_SPEED, arrivable), restNs);
    double change = ACCELERATION * elapsedNs * NS;
    speed = Math.clamp(wanted, speed - change, speed + change);
    double stepNs = speed * elapsedNs;
    if (Math.abs(restNs) <= Math.abs(stepNs) || Math.abs(restNs) < 1) {
      latencyNs = targetNs;
      speed = 0;
    } else {
      latencyNs += stepNs;
    }
  }

  /** Changes the latency at once, where nothing is heard of it. */
  public void shift(double byNs) {
    latencyNs += byNs;
  }

  /** The latency to be held just now. */
  public double latencyNs() {
    return latencyNs;
  }

  /** By how much the sound is to be faster than it is, in ppm: negative while latency grows. */
  public double ratePpm() {
    return -speed * 1e6;
  }
}
