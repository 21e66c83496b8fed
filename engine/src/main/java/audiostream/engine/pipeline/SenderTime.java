package audiostream.engine.pipeline;

/**
 * What the sender has said of its time, on its way from the thread that heard it to the pulling
 * thread: a reusable slot of a ring.
 */
public final class SenderTime {

  /** What it holds. */
  enum Kind {
    /** Which frame was captured when, and what latency the group has. */
    REPORT,
    /** A probe of ours and its answer. */
    EXCHANGE
  }

  private Kind kind = Kind.REPORT;
  private int ssrc;
  private int timestamp;
  private long first;
  private long second;
  private long third;
  private long fourth;
  private boolean grouped;
  private long trimNs;
  private boolean onSystemClock;
  private long offsetNs;

  /**
   * A sender report's APP packet.
   *
   * @param ssrc of the stream
   * @param timestamp of a frame
   * @param capturedNs when it was captured, on the sender's clock
   */
  public SenderTime captured(int ssrc, int timestamp, long capturedNs) {
    kind = Kind.REPORT;
    this.ssrc = ssrc;
    this.timestamp = timestamp;
    first = capturedNs;
    grouped = false;
    onSystemClock = false;
    return this;
  }

  /**
   * The sender's time by a clock that both machines share.
   *
   * @param minusOursNs the sender's clock minus ours
   */
  public void onSystemClock(long minusOursNs) {
    onSystemClock = true;
    offsetNs = minusOursNs;
  }

  /**
   * The same report's group: all its receivers sound together.
   *
   * @param fromNs the latency up to {@code startsAtNs}
   * @param toNs the latency in the end
   * @param startsAtNs on the sender's clock
   * @param trimNs how much later this receiver is to sound
   */
  public void grouped(long fromNs, long toNs, long startsAtNs, long trimNs) {
    grouped = true;
    second = fromNs;
    third = toNs;
    fourth = startsAtNs;
    this.trimNs = trimNs;
  }

  /**
   * The four times of a probe and its answer.
   *
   * @param askedNs on our clock
   * @param heardNs on the sender's
   * @param answeredNs on the sender's
   * @param arrivedNs on our clock
   */
  public void exchange(int ssrc, long askedNs, long heardNs, long answeredNs, long arrivedNs) {
    kind = Kind.EXCHANGE;
    this.ssrc = ssrc;
    first = askedNs;
    second = heardNs;
    third = answeredNs;
    fourth = arrivedNs;
  }

  /** Makes this a copy of a report. */
  void copyReport(SenderTime other) {
    captured(other.ssrc, other.timestamp, other.first);
    if (other.grouped) {
      grouped(other.second, other.third, other.fourth, other.trimNs);
    }
    if (other.onSystemClock) {
      onSystemClock(other.offsetNs);
    }
  }

  Kind kind() {
    return kind;
  }

  int ssrc() {
    return ssrc;
  }

  int timestamp() {
    return timestamp;
  }

  boolean isGrouped() {
    return grouped;
  }

  boolean isOnSystemClock() {
    return onSystemClock;
  }

  /** The sender's clock minus ours, where both share one. */
  long offsetNs() {
    return offsetNs;
  }

  long trimNs() {
    return trimNs;
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }

  long third() {
    return third;
  }

  long fourth() {
    return fourth;
  }
}
