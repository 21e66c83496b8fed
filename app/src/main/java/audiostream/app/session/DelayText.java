package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.engine.session.Delay;
import audiostream.engine.session.Delay.Unit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Delays as users type and read them: {@code 3.5ms}, or {@code 1.2m} of way through the air. */
public final class DelayText {

  /** {@code session.schema.json} has the same, with the bounds of the numbers. */
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?|1000(?:\\.0{1,9})?) ?(ms|m)");

  private DelayText() {}

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Delay parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (text.equals("0")) {
      return Delay.NONE;
    }
    if (written.matches()) {
      Unit unit = written.group(2).equals("m") ? Unit.METRES : Unit.MILLISECONDS;
      double amount = Double.parseDouble(written.group(1));
      if (amount <= (unit == Unit.METRES ? 343 : 1_000)) {
        return new Delay(amount, unit);
      }
    }
    throw new IllegalArgumentException(
        "delay "
            + Excerpt.quoted(text)
            + ": 0ms to 1000ms, or as a way of sound 0m to 343m, such as 3.5ms or 1.2m");
  }

  /** What {@link #parse} reads. */
  public static String print(Delay delay) {
    return Decimal.print(delay.amount()) + delay.unit().symbol();
  }
}
