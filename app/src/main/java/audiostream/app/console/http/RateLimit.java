package audiostream.app.console.http;

import audiostream.engine.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many requests a second for each caller, with some at once. Any thread. */
public final class RateLimit {

  private static final int MAX_CALLERS = 1_000;

  private final Clock clock;
  private final double perSecond;
  private final double atOnce;
  private final Map<String, Bucket> callers = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Bucket {
    private double left;
    private long atNs;

    Bucket(double left, long atNs) {
      this.left = left;
      this.atNs = atNs;
    }
  }

  /**
   * @param perSecond in the long run
   * @param atOnce after a pause
   */
  public RateLimit(Clock clock, double perSecond, double atOnce) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.atOnce = atOnce;
  }

  /** Whether one more is allowed, and counts it if so. */
  synchronized boolean take(String caller) {
    Bucket bucket = refilled(caller);
    if (bucket.left < 1) {
      return false;
    }
    bucket.left -= 1;
    return true;
  }

  /** Whether one more would be allowed. */
  synchronized boolean hasRoom(String caller) {
    return refilled(caller).left >= 1;
  }

  private Bucket refilled(String caller) {
    long nowNs = clock.nowNs();
    Bucket bucket = callers.computeIfAbsent(caller, name -> new Bucket(atOnce, nowNs));
    bucket.left = Math.min(atOnce, bucket.left + (nowNs - bucket.atNs) * 1e-9 * perSecond);
    bucket.atNs = nowNs;
    if (callers.size() > MAX_CALLERS) {
      callers.remove(callers.keySet().iterator().next());
    }
    return bucket;
  }
}
