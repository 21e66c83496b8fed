package audiostream.app.session;

import audiostream.app.words.Excerpt;
import audiostream.engine.session.GroupConfig;
import audiostream.engine.session.GroupConfig.When;
import audiostream.engine.sync.GroupPolicy;
import audiostream.engine.sync.GroupPolicy.Slow;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a user says of a group; what is left open has its default.
 *
 * @param latency from capture to sound; empty: auto where several may listen
 * @param mostMs with auto, the most that the group goes to for its receivers
 * @param slow what becomes of a receiver that needs more
 * @param clock by which they are kept in step
 */
public record GroupChoice(
    Optional<Latency> latency,
    OptionalDouble mostMs,
    Optional<Slow> slow,
    Optional<ClockChoice> clock) {

  /** A latency as a user gives it. */
  public sealed interface Latency {
    /** As it is written. */
    String word();
  }

  /** A latency that is no number. */
  public enum Named implements Latency {
    OFF("off"),
    AUTO("auto");

    private final String word;

    Named(String word) {
      this.word = word;
    }

    @Override
    public String word() {
      return word;
    }
  }

  /**
   * One latency for ever.
   *
   * @param ms 5 to 5000
   */
  public record Fixed(double ms) implements Latency {
    @Override
    public String word() {
      return Decimal.print(ms);
    }
  }

  /** Says nothing. */
  public static final GroupChoice OPEN =
      new GroupChoice(Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final double LEAST_MS = GroupPolicy.MIN_NS / 1e6;
  private static final double MOST_MS = GroupPolicy.MAX_NS / 1e6;

  private static final String BETWEEN = ": milliseconds from 5 to 5000";

  /** What is accepted, for the user. */
  public static final String ACCEPTED = "off, auto, or milliseconds from 5 to 5000";

  public GroupChoice {
    if (latency.isPresent() && latency.get() instanceof Fixed fixed) {
      requireMs("latency", fixed.ms());
    }
    mostMs.ifPresent(ms -> requireMs("maxMs", ms));
    boolean auto = latency.isEmpty() || latency.get() == Named.AUTO;
    if (mostMs.isPresent() && !auto) {
      throw new IllegalArgumentException(
          "maxMs goes with latency auto, not with " + latency.get().word());
    }
  }

  private static void requireMs(String what, double ms) {
    if (!(ms >= LEAST_MS && ms <= MOST_MS)) {
      throw new IllegalArgumentException(what + " " + Decimal.print(ms) + BETWEEN);
    }
  }

  /** The same with another latency. */
  public GroupChoice with(Latency other) {
    return new GroupChoice(Optional.of(other), mostMs, slow, clock);
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Slow parseSlow(String text) {
    for (Slow slow : Slow.values()) {
      if (slow.word().equals(text)) {
        return slow;
      }
    }
    throw new IllegalArgumentException("slow " + Excerpt.quoted(text) + ": leave or wait");
  }

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Latency parseLatency(String text) {
    for (Named named : Named.values()) {
      if (named.word().equals(text)) {
        return named;
      }
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("latency " + Excerpt.quoted(text) + ": " + ACCEPTED);
    }
    return OPEN.with(new Fixed(Double.parseDouble(text))).latency().orElseThrow();
  }

  /**
   * The most that a group goes to, in milliseconds.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static double parseMostMs(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("maxMs " + Excerpt.quoted(text) + BETWEEN);
    }
    double ms = Double.parseDouble(text);
    requireMs("maxMs", ms);
    return ms;
  }

  /** For the engine. */
  public GroupConfig config() {
    Slow becomes = slow.orElse(Slow.LEAVE);
    GroupPolicy auto =
        GroupPolicy.auto(ns(mostMs.orElse(GroupPolicy.DEFAULT_MOST_NS / 1e6)), becomes);
    boolean system = clock.equals(Optional.of(ClockChoice.SYSTEM));
    if (latency.isEmpty()) {
      return new GroupConfig(When.SEVERAL, auto, system);
    }
    return switch (latency.get()) {
      case Named.OFF -> new GroupConfig(When.NEVER, auto, system);
      case Named.AUTO -> new GroupConfig(When.ALWAYS, auto, system);
      case Fixed fixed ->
          new GroupConfig(When.ALWAYS, GroupPolicy.fixed(ns(fixed.ms()), becomes), system);
    };
  }

  private static long ns(double ms) {
    return Math.round(ms * 1e6);
  }
}
