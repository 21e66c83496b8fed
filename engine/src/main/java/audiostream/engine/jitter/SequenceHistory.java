package audiostream.engine.jitter;

/**
 * Counts a stream's packets by extended sequence number (RFC 3550 appendix A.1 and A.3): received,
 * lost, out of order, twice. Pulling thread only.
 */
public final class SequenceHistory {

  /** What a sequence number tells about its packet. */
  public enum Verdict {
    /** The next, or ahead with others missing in between. */
    IN_ORDER,
    /** Behind another that came earlier, and not seen before. */
    REORDERED,
    /** Seen before. */
    DUPLICATE,
    /** So far from the others that it belongs to another run of numbers. */
    FAR
  }

  /** As in RFC 3550 appendix A.1 (MAX_DROPOUT), in packets. */
  private static final int MAX_AHEAD = 3_000;

  private static final int WINDOW = 1_024;

  private final long[] seen = new long[WINDOW / Long.SIZE];
  private boolean started;
  private long first;
  private long highest;
  private long received;

  /** Starts a new run with its first packet. */
  public void start(long sequence) {
    java.util.Arrays.fill(seen, 0);
    started = true;
    first = sequence;
    highest = sequence;
    received = 1;
    mark(sequence);
  }

  /** Registers a packet, unless it is {@link Verdict#FAR}. */
  public Verdict register(long sequence) {
    assert started;
    long ahead = sequence - highest;
    if (ahead > MAX_AHEAD || ahead <= -WINDOW) {
      return Verdict.FAR;
    }
    if (ahead > 0) {
      advance(sequence);
      received++;
      return Verdict.IN_ORDER;
    }
    if (isMarked(sequence)) {
      return Verdict.DUPLICATE;
    }
    mark(sequence);
    received++;
    // A packet from before the first one that came belongs to the stream too.
    first = Math.min(first, sequence);
    return Verdict.REORDERED;
  }

  /** Packets that should have come and have not, so far in this run. */
  public long lost() {
    return started ? highest - first + 1 - received : 0;
  }

  /** The extended highest sequence number received. */
  public long highest() {
    return highest;
  }

  private void advance(long sequence) {
    for (long s = Math.max(highest + 1, sequence - WINDOW + 1); s < sequence; s++) {
      clear(s);
    }
    highest = sequence;
    mark(sequence);
  }

  private void mark(long sequence) {
    int bit = (int) sequence & (WINDOW - 1);
    seen[bit >> 6] |= 1L << bit;
  }

  private void clear(long sequence) {
    int bit = (int) sequence & (WINDOW - 1);
    seen[bit >> 6] &= ~(1L << bit);
  }

  private boolean isMarked(long sequence) {
    int bit = (int) sequence & (WINDOW - 1);
    return (seen[bit >> 6] & (1L << bit)) != 0;
  }
}
