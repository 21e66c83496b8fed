package audiostream.app.cli;

import audiostream.engine.net.DelaySnapshot;
import audiostream.engine.net.ImpairmentCounter;
import audiostream.engine.net.RelayCounter;
import audiostream.engine.net.RelayRoute;
import audiostream.engine.net.RelaySnapshot;
import audiostream.engine.net.RelaySnapshot.Direction;
import audiostream.engine.session.RelayConfig;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.Inet6Address;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a relay has done, as lines for people or as fields for programs. Main thread. */
final class ImpairReport {

  /** What was done to datagrams, in the order in which it is told; what never happened is not. */
  private static final List<ImpairmentCounter> DONE =
      List.of(
          ImpairmentCounter.OVERFLOWED,
          ImpairmentCounter.CROWDED_OUT,
          ImpairmentCounter.STALLED,
          ImpairmentCounter.REORDERED,
          ImpairmentCounter.DUPLICATED);

  private final Reporter reporter;

  /** By listening port, forward and back: what was known a turn ago. */
  private final Map<String, DelaySnapshot> before = new HashMap<>();

  ImpairReport(Reporter reporter) {
    this.reporter = reporter;
  }

  void listening(RelayConfig config) {
    for (RelayRoute route : config.routes()) {
      reporter.say(
          () -> "listening on port " + name(route) + ", seed " + config.impairment().seed(),
          json -> {
            json.writeStringField("type", "listening");
            json.writeNumberField("port", route.listenPort());
            json.writeStringField("destination", destination(route));
            json.writeBooleanField("rtcp", route.rtcp());
            json.writeNumberField("seed", config.impairment().seed());
          });
    }
  }

  void say(long second, List<RelaySnapshot> routes) {
    for (RelaySnapshot route : routes) {
      Told forward = tell(route, "forward", route.forward());
      Told back = tell(route, "back", route.back());
      reporter.say(
          () ->
              String.format(
                  Locale.ROOT,
                  "%5d s  %s  there: %s; back: %s%s",
                  second,
                  name(route.route()),
                  forward.words(),
                  back.words(),
                  troubles(route)),
          json -> write(json, second, route, forward, back));
    }
  }

  /** A direction, and its mean delay since a turn ago. */
  private record Told(Direction direction, double meanDelayMs) {

    long count(ImpairmentCounter counter) {
      return direction.counters().getOrDefault(counter, 0L);
    }

    String words() {
      StringBuilder words = new StringBuilder();
      long sent = count(ImpairmentCounter.SENT);
      long lost = count(ImpairmentCounter.LOST);
      double percent = sent == 0 ? 0 : 100.0 * lost / sent;
      words.append(String.format(Locale.ROOT, "%d in, %d lost (%.1f %%)", sent, lost, percent));
      for (ImpairmentCounter counter : DONE) {
        if (count(counter) > 0) {
          words.append(", ").append(count(counter)).append(' ').append(word(counter));
        }
      }
      words.append(
          String.format(
              Locale.ROOT,
              ", delay %.2f ms, up to %.2f",
              meanDelayMs,
              direction.delay().longestMs()));
      return words.toString();
    }

    void write(JsonGenerator json, String name) throws IOException {
      json.writeObjectFieldStart(name);
      for (Map.Entry<ImpairmentCounter, Long> counter : direction.counters().entrySet()) {
        json.writeNumberField(Json.name(counter.getKey()), counter.getValue());
      }
      json.writeNumberField("underWay", direction.underWay());
      json.writeNumberField("delayMs", meanDelayMs);
      json.writeNumberField("longestDelayMs", direction.delay().longestMs());
      json.writeNumberField("behindMs", direction.delay().meanBehindMs());
      json.writeNumberField("worstBehindMs", direction.delay().worstBehindMs());
      json.writeEndObject();
    }
  }

  private Told tell(RelaySnapshot route, String way, Direction direction) {
    DelaySnapshot now = direction.delay();
    DelaySnapshot then = before.put(route.route().listenPort() + way, now);
    return new Told(direction, now.meanMsSince(then == null ? DelaySnapshot.NONE : then));
  }

  private static String troubles(RelaySnapshot route) {
    StringBuilder words = new StringBuilder();
    route
        .troubles()
        .forEach((counter, count) -> {
          if (count > 0) {
            words.append("; ").append(count).append(' ').append(word(counter));
          }
        });
    return words.toString();
  }

  private static String word(Enum<?> counter) {
    return counter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void write(
      JsonGenerator json, long second, RelaySnapshot route, Told forward, Told back)
      throws IOException {
    json.writeStringField("type", "stats");
    json.writeNumberField("second", second);
    json.writeNumberField("port", route.route().listenPort());
    json.writeStringField("destination", destination(route.route()));
    json.writeNumberField("clients", route.clients());
    forward.write(json, "forward");
    back.write(json, "back");
    for (Map.Entry<RelayCounter, Long> trouble : route.troubles().entrySet()) {
      json.writeNumberField(Json.name(trouble.getKey()), trouble.getValue());
    }
  }

  private static String name(RelayRoute route) {
    return route.listenPort() + " to " + destination(route);
  }

  private static String destination(RelayRoute route) {
    String host = route.destination().getAddress().getHostAddress();
    boolean brackets = route.destination().getAddress() instanceof Inet6Address;
    return (brackets ? "[" + host + "]" : host) + ":" + route.destination().getPort();
  }
}
