package audiostream.engine.time;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Where the system's clock stands against the monotonic one. Only for machines whose system clocks
 * are kept together from outside, by PTP or NTP: then it makes their monotonic clocks comparable.
 */
public final class SystemTime {

  /** Of several readings the one counts that was interrupted least. */
  private static final int READINGS = 5;

  private SystemTime() {}

  /** Nanoseconds of the system's clock since 1970 minus {@code clock}; any thread. */
  public static long minusMonotonicNs(Clock clock, InstantSource system) {
    long shortestNs = Long.MAX_VALUE;
    long differenceNs = 0;
    for (int i = 0; i < READINGS; i++) {
      long beforeNs = clock.nowNs();
      Instant now = system.instant();
      long tookNs = clock.nowNs() - beforeNs;
      if (tookNs < shortestNs) {
        shortestNs = tookNs;
        differenceNs = ns(now) - (beforeNs + tookNs / 2);
      }
    }
    return differenceNs;
  }

  private static long ns(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
