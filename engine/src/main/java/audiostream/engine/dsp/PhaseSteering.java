package audiostream.engine.dsp;

/**
 * Brings a fractional phase to a whole frame by the smallest of speeds, so that afterwards frames
 * can be copied: the speed grows and shrinks by {@value #MOST_PPM_PER_SECOND} ppm a second, never
 * exceeds {@value #MOST_PPM} ppm, and ends at zero. Half a frame takes some 2.5 s at 44.1 kHz.
 */
final class PhaseSteering {

  private static final double MOST_PPM = 5;
  private static final double MOST_PPM_PER_SECOND = 50;

  /** A phase so near to a whole frame is one: at 20 kHz the difference is below -130 dB. */
  private static final double NEGLIGIBLE_FRAMES = 1e-7;

  private PhaseSteering() {}

  /** From a phase in frames, 0 to 1, to the nearest whole one: -0.5 to 0.5. */
  static double remaining(double phase) {
    return Math.rint(phase) - phase;
  }

  static boolean arrived(double phase) {
    return Math.abs(remaining(phase)) < NEGLIGIBLE_FRAMES;
  }

  /** Whether a speed is one of those that steering itself reaches; a faster one is not changed. */
  static boolean canFollow(double speed) {
    return Math.abs(speed) <= MOST_PPM * 1e-6;
  }

  /**
   * The speed at the end of a block, reached linearly from the one at its beginning.
   *
   * @param speed at the beginning, as a fraction (1e-6 is 1 ppm)
   * @param remaining frames that the phase still has to go
   * @param frames of the block
   * @param rateHz of the output
   */
  static double next(double speed, double remaining, int frames, int rateHz) {
    double perFrame = MOST_PPM_PER_SECOND * 1e-6 / rateHz;
    double change = perFrame * frames;
    double afterStopping = remaining - speed * frames / 2;
    if (Math.abs(speed) <= change && Math.abs(afterStopping) < NEGLIGIBLE_FRAMES / 2) {
      return 0;
    }
    // With this speed now and zero after the next block of the same length, it would be there.
    double inTwoBlocks = remaining / frames - speed / 2;
    // Faster than this it could not stop in time; a little less, because blocks are steps.
    double stoppable = 0.9 * Math.sqrt(2 * perFrame * Math.abs(remaining));
    double most = Math.min(MOST_PPM * 1e-6, Math.max(stoppable, change));
    double wanted = Math.clamp(inTwoBlocks, -most, most);
    return Math.clamp(wanted, speed - change, speed + change);
  }
}
