package audiostream.engine.feedback;

import java.util.OptionalLong;

/**
 * What a destination is told of its group: a latency that goes from one value to another.
 *
 * @param fromNs from capture to sound, up to {@code startsAtNs}
 * @param toNs in the end
 * @param startsAtNs on the sender's clock
 * @param trimNs how much later this destination is to sound; negative: earlier
 * @param systemClockNs the system's clock minus the sender's; empty: it is not one that all share
 */
public record GroupTerms(
    long fromNs, long toNs, long startsAtNs, long trimNs, OptionalLong systemClockNs) {

  /** Terms on the sender's own clock. */
  public GroupTerms(long fromNs, long toNs, long startsAtNs, long trimNs) {
    this(fromNs, toNs, startsAtNs, trimNs, OptionalLong.empty());
  }

  /** The same on a clock that all machines share. */
  public GroupTerms onSystemClock(long minusOwnNs) {
    return new GroupTerms(fromNs, toNs, startsAtNs, trimNs, OptionalLong.of(minusOwnNs));
  }
}
