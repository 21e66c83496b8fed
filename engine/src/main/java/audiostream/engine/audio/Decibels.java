package audiostream.engine.audio;

/** Conversion between decibels and linear factors. */
public final class Decibels {

  /** The lowest level that is told apart from silence, in dBFS: below what 24 bits can hold. */
  public static final float FLOOR_DB = -150f;

  private Decibels() {}

  /** 0 dB gives exactly 1. */
  public static float toFactor(double db) {
    return (float) Math.pow(10, db / 20);
  }

  /** Level of a linear amplitude, never below {@link #FLOOR_DB}. */
  public static float ofAmplitude(double amplitude) {
    return amplitude <= 0 ? FLOOR_DB : (float) Math.max(FLOOR_DB, 20 * Math.log10(amplitude));
  }
}
