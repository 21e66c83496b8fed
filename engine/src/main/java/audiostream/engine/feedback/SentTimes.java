package audiostream.engine.feedback;

import audiostream.engine.rtp.NtpTime;
import java.util.OptionalLong;

/**
 * When the last reports were sent, on the monotonic clock, by what an answer calls them. So a round
 * trip (RFC 3550 section 6.4.1; RFC 3611 section 4.5) does not depend on the wall clock, which may
 * be set in between, and an answer to something that was never sent is noticed. One thread.
 */
public final class SentTimes {

  private static final int KEPT = 32;

  /** DLSR is rounded down to 1/65 536 s, and so is the name of the report. */
  private static final long ROUNDING_NS = 31_000L;

  private final int[] names = new int[KEPT];
  private final long[] timesNs = new long[KEPT];
  private int count;

  /**
   * Remembers a report.
   *
   * @param ntpTime that it carried
   * @param sentNs on the scale of {@code Clock.nowNs()}
   */
  public void sent(long ntpTime, long sentNs) {
    int at = count++ % KEPT;
    names[at] = NtpTime.middle(ntpTime);
    timesNs[at] = sentNs;
  }

  /**
   * The time that a report and its answer were under way together.
   *
   * @param name LSR or LRR
   * @param delay DLSR or DLRR, in 1/65 536 s
   * @param arrivedNs when the answer arrived
   * @return 0 and up; empty where no such report was sent lately, or the delay is longer than the
   *     time since then
   */
  public OptionalLong roundTripNs(int name, int delay, long arrivedNs) {
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      if (names[i] == name) {
        long ns = arrivedNs - timesNs[i] - NtpTime.nsOfShort(delay);
        return ns < -ROUNDING_NS ? OptionalLong.empty() : OptionalLong.of(Math.max(0, ns));
      }
    }
    return OptionalLong.empty();
  }
}
