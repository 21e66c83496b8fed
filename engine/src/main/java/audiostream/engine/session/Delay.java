package audiostream.engine.session;

/**
 * How much later than the others a destination sounds: a time, or the way that sound goes in it.
 *
 * @param amount of the unit; no more than a second, which is 343 metres
 * @param unit as the user has given it, and reads it again
 */
public record Delay(double amount, Unit unit) {

  /** What a delay is given in. */
  public enum Unit {
    MILLISECONDS("ms", 1_000),
    METRES("m", 343);

    private final String symbol;
    private final double perSecond;

    /**
     * @param perSecond how many are a second: metres at the speed of sound in air of 20 degrees
     */
    Unit(String symbol, double perSecond) {
      this.symbol = symbol;
      this.perSecond = perSecond;
    }

    /** As it is written after the number. */
    public String symbol() {
      return symbol;
    }
  }

  /** Sounds with the others. */
  public static final Delay NONE = new Delay(0, Unit.MILLISECONDS);

  private static final double MOST_SECONDS = 1;

  public Delay {
    if (!(amount >= 0 && amount <= MOST_SECONDS * unit.perSecond)) {
      throw new IllegalArgumentException(
          "delay " + amount + " " + unit.symbol + ": 0 to 1000 ms, or 0 to 343 m");
    }
    if (amount == 0) {
      amount = 0;
      unit = Unit.MILLISECONDS;
    }
  }

  /** In frames of an input. */
  public int frames(int rateHz) {
    return (int) Math.round(amount / unit.perSecond * rateHz);
  }

  /** The most that any delay can be, in frames of an input. */
  static int mostFrames(int rateHz) {
    return (int) Math.ceil(MOST_SECONDS * rateHz);
  }
}
