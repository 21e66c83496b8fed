package audiostream.app.cli;

import audiostream.app.words.Excerpt;
import audiostream.engine.net.Impairment;
import audiostream.engine.net.Impairment.Delay;
import audiostream.engine.net.Impairment.Disorder;
import audiostream.engine.net.Impairment.Loss;
import audiostream.engine.net.Impairment.RateLimit;
import audiostream.engine.net.Impairment.Stalls;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code audiostream impair} shall do to datagrams, as it is typed. */
final class ImpairOptions {

  private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)";
  private static final Pattern PERCENT = Pattern.compile(NUMBER + "%?");
  private static final Pattern STALL = Pattern.compile(NUMBER + "-" + NUMBER + "/" + NUMBER);
  private static final Pattern RATE = Pattern.compile(NUMBER + "([kKmMgG]?)");

  @Option(
      names = "--wifi",
      paramLabel = "MS",
      description =
          "Like Wi-Fi with so much queueing on average: --delay 1.5 --queue MS --stall 50-200/10;"
              + " those given beside it count instead.")
  private @Nullable Double wifiMs;

  @Option(names = "--loss", paramLabel = "PERCENT", description = "Lost at random, 0%% to 100%%.")
  private @Nullable String loss;

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "Losses come in bursts of N datagrams on average, at least 1.")
  private @Nullable Double burst;

  @Option(names = "--delay", paramLabel = "MS", description = "Least delay, 0 to 10000.")
  private @Nullable Double delayMs;

  @Option(
      names = "--queue",
      paramLabel = "MS",
      description = "Mean of the wait in a queue, exponentially distributed, in order; 0 to 10000.")
  private @Nullable Double queueMs;

  @Option(
      names = "--stall",
      paramLabel = "MS-MS/SECONDS",
      description =
          "Stalls: shortest, longest, and how often on average, such as 50-200/10; or none. Then all"
              + " that waited arrives at once.")
  private @Nullable String stall;

  @Option(
      names = "--reorder",
      paramLabel = "PERCENT",
      description = "Held back so that later ones overtake, 0%% to 100%%.")
  private String reorder = "0";

  @Option(
      names = "--reorder-by",
      paramLabel = "MS",
      description = "For how long, 0 to 10000 (default 15).")
  private double reorderByMs = 15;

  @Option(
      names = "--duplicate",
      paramLabel = "PERCENT",
      description = "Arriving twice, 0%% to 100%%.")
  private String duplicate = "0";

  @Option(
      names = "--rate",
      paramLabel = "BITS",
      description = "Bits a second that pass at most, headers included, such as 800k or 2M.")
  private @Nullable String rate;

  @Option(
      names = "--rate-queue",
      paramLabel = "MS",
      description = "Dropped is what the rate would make wait longer, 0 to 10000 (default 100).")
  private double rateQueueMs = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed does the same again (default 1).")
  private long seed = 1;

  /** Reads all options; what is wrong is wrong use. */
  Impairment impairment() {
    Impairment given = Impairment.none(seed).with(loss()).with(delay()).with(disorder());
    return rate == null ? given : given.with(rateLimit(rate));
  }

  private Loss loss() {
    double fraction = loss == null ? 0 : percent("--loss", loss);
    if (burst == null) {
      return Loss.random(fraction);
    }
    if (loss == null) {
      throw new WrongUseException("--burst " + burst + ": says how --loss comes, which is missing");
    }
    double meanLength = burst;
    return Options.check("--loss with --burst: ", () -> Loss.bursts(fraction, meanLength));
  }

  private Delay delay() {
    Delay basis =
        wifiMs == null
            ? Impairment.none(seed).delay()
            : milliseconds("--wifi", wifiMs, ms -> Impairment.wifi(ms, seed).delay());
    double floorMs = delayMs == null ? basis.floorMs() : delayMs;
    double meanQueueMs = queueMs == null ? basis.meanQueueMs() : queueMs;
    Optional<Stalls> stalls = stall == null ? basis.stalls() : stalls(stall);
    milliseconds("--delay", floorMs, ms -> new Delay(ms, 0, stalls));
    return milliseconds("--queue", meanQueueMs, ms -> new Delay(floorMs, ms, stalls));
  }

  private Disorder disorder() {
    double reordered = percent("--reorder", reorder);
    double duplicated = percent("--duplicate", duplicate);
    return milliseconds("--reorder-by", reorderByMs, ms -> new Disorder(reordered, ms, duplicated));
  }

  private static Optional<Stalls> stalls(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    Matcher found = STALL.matcher(text);
    if (!found.matches()) {
      throw new WrongUseException(
          "--stall " + Excerpt.quoted(text) + ": MS-MS/SECONDS such as 50-200/10, or none");
    }
    return Optional.of(
        Options.check(
            "--stall " + text + ": ",
            () -> new Stalls(number(found, 1), number(found, 2), number(found, 3))));
  }

  private RateLimit rateLimit(String text) {
    Matcher found = RATE.matcher(text);
    if (!found.matches()) {
      throw new WrongUseException(
          "--rate " + Excerpt.quoted(text) + ": bits a second such as 800k or 2M");
    }
    double factor =
        switch (found.group(2)) {
          case "k", "K" -> 1e3;
          case "m", "M" -> 1e6;
          case "g", "G" -> 1e9;
          default -> 1;
        };
    double bitsPerSecond = number(found, 1) * factor;
    Options.check("--rate " + text + ": ", () -> new RateLimit(bitsPerSecond, 0));
    return milliseconds("--rate-queue", rateQueueMs, ms -> new RateLimit(bitsPerSecond, ms));
  }

  private static double percent(String option, String text) {
    Matcher found = PERCENT.matcher(text);
    double percent = found.matches() ? number(found, 1) : -1;
    if (percent < 0 || percent > 100) {
      throw new WrongUseException(
          option + " " + Excerpt.quoted(text) + ": percent from 0% to 100%, such as 2.5%");
    }
    return percent / 100;
  }

  private static double number(Matcher found, int group) {
    return Double.parseDouble(found.group(group));
  }

  /** Makes something of milliseconds. */
  private interface OfMs<T> {
    T make(double ms);
  }

  private static <T> T milliseconds(String option, double ms, OfMs<T> of) {
    if (!(ms >= 0 && ms <= 10_000)) {
      throw new WrongUseException(option + " " + ms + ": milliseconds from 0 to 10000");
    }
    return of.make(ms);
  }
}
