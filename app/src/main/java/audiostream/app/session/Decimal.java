package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.engine.session.DestinationConfig;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Decimal numbers as users type and read them. */
public final class Decimal {

  private static final Pattern WRITTEN = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,400})?");

  private Decimal() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static double parseGainDb(String text) {
    if (WRITTEN.matcher(text).matches()) {
      double gainDb = Double.parseDouble(text);
      if (gainDb >= DestinationConfig.MIN_GAIN_DB && gainDb <= DestinationConfig.MAX_GAIN_DB) {
        return gainDb == 0 ? 0 : gainDb;
      }
    }
    throw new IllegalArgumentException(
        "gain " + Excerpt.quoted(text) + ": decibels from -100 to 40, such as -6 or 1.5");
  }

  /** Without exponent and without zeros that say nothing. */
  public static String print(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }
}
