package audiostream.engine.feedback;

/**
 * What a destination is told of its group: a latency that goes from one value to another.
 *
 * @param fromNs from capture to sound, up to {@code startsAtNs}
 * @param toNs in the end
 * @param startsAtNs on the sender's clock
 * @param trimNs how much later this destination is to sound; negative: earlier
 */
public record GroupTerms(long fromNs, long toNs, long startsAtNs, long trimNs) {}
