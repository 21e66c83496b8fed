package audiostream.engine.feedback;

import audiostream.engine.handoff.ConsistentLongs;
import audiostream.engine.rtp.ExtendedSequence;
import audiostream.engine.rtp.SerialArithmetic;
import audiostream.engine.time.FrameTime;
import java.util.Optional;

/**
 * What reports tell of the stream that is received (RFC 3550 appendices A.1, A.3 and A.8; RFC 3611
 * section 4.6). The pulling thread tells it each packet, without lock or allocation; the threads of
 * RTCP read it as a whole.
 */
public final class ReceptionStatistics {

  /** Further back than this is not reordering but another numbering (RFC 3550 A.1 has 100). */
  private static final int MAX_MISORDER = 1_000;

  /** How far back a packet is known to have come twice. */
  private static final int WINDOW = Long.SIZE;

  private final ConsistentLongs published = new ConsistentLongs(ReceptionCounts.VALUES);
  private final ExtendedSequence sequences = new ExtendedSequence();
  private final InterarrivalJitter jitter = new InterarrivalJitter();
  private final Differences differences = new Differences();

  private volatile boolean intervalWanted;
  private boolean numbered;
  private int rateHz;
  private long base;
  private long highest;
  private long expectedBefore;
  private long received;
  private long duplicates;
  private long window;
  private int awaitedSequence = -1;

  /**
   * A stream is taken up, or its sender has begun again; all counts begin at zero.
   *
   * @param ssrc of the stream
   * @param rateHz of its timestamps
   */
  public void streamBegins(int ssrc, int rateHz) {
    this.rateHz = rateHz;
    numbered = false;
    expectedBefore = 0;
    received = 0;
    duplicates = 0;
    jitter.restart();
    differences.restart();
    published.begin();
    published.set(ReceptionCounts.SSRC, ssrc);
    published.set(ReceptionCounts.RATE_HZ, rateHz);
    published.set(ReceptionCounts.RECEIVED, 0);
    published.end();
  }

  /**
   * A packet of that stream has arrived; late ones and those that come twice too.
   *
   * @param sequence 16 bits
   * @param timestamp of RTP
   * @param arrivedNs on the scale of {@code Clock.nowNs()}
   */
  public void packetArrived(int sequence, int timestamp, long arrivedNs) {
    number(sequence);
    received++;
    if (intervalWanted) {
      intervalWanted = false;
      differences.restart();
    }
    differences.add(jitter.update((int) FrameTime.framesIn(arrivedNs, rateHz), timestamp));
    publish(arrivedNs);
  }

  private void number(int sequence) {
    if (!numbered) {
      startNumbering(sequence);
      return;
    }
    long ahead = sequences.peek(sequence) - highest;
    if (ahead > 0) {
      window = ahead < WINDOW ? window << ahead | 1 : 1;
      highest = sequences.extend(sequence);
    } else if (ahead > -WINDOW) {
      long bit = 1L << -ahead;
      duplicates += (window & bit) != 0 ? 1 : 0;
      window |= bit;
    } else if (ahead < -MAX_MISORDER) {
      renumber(sequence);
    }
  }

  /** One such packet proves nothing; the next one does (RFC 3550 appendix A.1). */
  private void renumber(int sequence) {
    if (sequence == awaitedSequence) {
      expectedBefore += highest - base + 1;
      startNumbering(sequence);
    } else {
      awaitedSequence = SerialArithmetic.plus16(sequence, 1);
    }
  }

  private void startNumbering(int sequence) {
    numbered = true;
    awaitedSequence = -1;
    sequences.restart(sequence);
    base = sequences.extend(sequence);
    highest = base;
    window = 1;
  }

  private void publish(long arrivedNs) {
    published.begin();
    published.set(ReceptionCounts.HIGHEST, highest);
    published.set(ReceptionCounts.EXPECTED, expectedBefore + highest - base + 1);
    published.set(ReceptionCounts.RECEIVED, received);
    published.set(ReceptionCounts.DUPLICATES, duplicates);
    published.set(ReceptionCounts.JITTER, jitter.frames());
    published.set(ReceptionCounts.LAST_ARRIVED_NS, arrivedNs);
    differences.publish(published);
    published.end();
  }

  /** Whether a stream is received, and how; threads of RTCP. */
  public Optional<ReceptionCounts> counts() {
    return ReceptionCounts.of(published.read());
  }

  /** From the next packet on, differences of transit times are summed up anew; threads of RTCP. */
  public void beginInterval() {
    intervalWanted = true;
  }
}
