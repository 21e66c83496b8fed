package audiostream.engine.pipeline;

import audiostream.engine.sync.ClockFilter;
import audiostream.engine.sync.GroupLatency;
import audiostream.engine.sync.MediaClock;
import org.jspecify.annotations.Nullable;

/**
 * Group time: a frame sounds at its capture time plus one latency for all receivers of a sender.
 * Knows which frame that is at a moment of our clock, as soon as the sender's clock is known.
 * Pulling thread only; allocates nothing except when a stream begins.
 */
final class GroupClock {

  /** Who has not found the sender's time by then plays at a latency of its own. */
  static final long PATIENCE_NS = 2_000_000_000L;

  private final ClockFilter filter = new ClockFilter();
  private @Nullable MediaClock media;
  private @Nullable GroupLatency latency;
  private long latencyFromNs;
  private long latencyToNs;
  private long latencyStartsNs;
  private long trimNs;
  private long askedAtNs;

  // By the system's clock, where both machines share it: instead of the filter.
  private boolean onSystemClock;
  private long systemOffsetNs;

  /** A stream begins: another sender, another time. */
  void begin(int rateHz) {
    filter.reset();
    media = new MediaClock(rateHz);
    latency = null;
    onSystemClock = false;
  }

  /** What a report told. */
  void report(SenderTime said, long frame, long nowNs) {
    MediaClock stream = media;
    if (stream == null) {
      return;
    }
    stream.report(frame, said.first());
    onSystemClock = said.isOnSystemClock();
    systemOffsetNs = said.offsetNs();
    if (!said.isGrouped()) {
      latency = null;
      return;
    }
    trimNs = said.trimNs();
    boolean same =
        latencyFromNs == said.second()
            && latencyToNs == said.third()
            && latencyStartsNs == said.fourth();
    if (latency == null) {
      askedAtNs = nowNs;
    }
    if (latency == null || !same) {
      latencyFromNs = said.second();
      latencyToNs = said.third();
      latencyStartsNs = said.fourth();
      latency = new GroupLatency(latencyFromNs, latencyToNs, latencyStartsNs);
    }
  }

  /** What a probe and its answer told. */
  void exchange(SenderTime said) {
    filter.exchange(said.first(), said.second(), said.third(), said.fourth());
  }

  /** A packet of the stream has arrived. */
  void arrived(long frame, long arrivedNs) {
    MediaClock stream = media;
    if (stream != null && stream.known()) {
      filter.media(stream.capturedNs(frame), arrivedNs);
    }
  }

  /** Whether the sender wants its receivers in step. */
  boolean wanted() {
    return latency != null;
  }

  /** Whether it is known what sounds when. */
  boolean ready() {
    return latency != null && timed();
  }

  private boolean timed() {
    return onSystemClock || filter.locked();
  }

  private long senderNs(long ourNs) {
    return onSystemClock ? ourNs + systemOffsetNs : filter.senderNs(ourNs);
  }

  /** Whether it is better to be silent a little longer than to begin out of step. */
  boolean worthWaiting(long nowNs) {
    return latency != null && !timed() && nowNs - askedAtNs < PATIENCE_NS;
  }

  /**
   * The frame that sounds at a moment; {@link #ready} only.
   *
   * @param soundsAtNs on our clock
   * @param laterNs by how much later than the group we are just now
   */
  double due(long soundsAtNs, double laterNs) {
    GroupLatency group = latency;
    MediaClock stream = media;
    if (group == null || stream == null) {
      throw new IllegalStateException("not ready");
    }
    long senderNs = senderNs(soundsAtNs);
    return stream.frameAt(senderNs - Math.round(group.atNs(senderNs) + trimNs + laterNs));
  }

  /** By how much faster than nominal the stream's frames are captured on our clock, in ppm. */
  double streamPpm() {
    MediaClock stream = media;
    // On a clock that both share the sender's other clock may still be off by some ppm.
    return filter.skewPpm() + (stream == null ? 0 : stream.ratePpm());
  }

  /** The latency from capture to sound, trim included; {@link #ready} only. */
  double latencyNs(long soundsAtNs) {
    GroupLatency group = latency;
    return group == null ? 0 : group.atNs(senderNs(soundsAtNs)) + trimNs;
  }

  /** By how much faster the group plays while its latency changes, in ppm. */
  double ratePpm(long soundsAtNs) {
    GroupLatency group = latency;
    return group == null ? 0 : group.ratePpm(senderNs(soundsAtNs));
  }

  /**
   * How long after its capture a frame arrives that does not wait; {@link #ready} only.
   *
   * @param arrivesNs when it does, on our clock
   */
  long captureToArrivalNs(long frame, long arrivesNs) {
    MediaClock stream = media;
    return stream == null ? 0 : senderNs(arrivesNs) - stream.capturedNs(frame);
  }

  long trimNs() {
    return trimNs;
  }

  /** The sender's clock minus ours. */
  long offsetNs(long ourNs) {
    return senderNs(ourNs) - ourNs;
  }

  /** Of a shared clock all that is known is how far it is from what the probes tell. */
  double uncertaintyNs(long ourNs) {
    double apartNs = onSystemClock ? Math.abs(filter.offsetNs(ourNs) - systemOffsetNs) : 0;
    return filter.uncertaintyNs() + apartNs;
  }

  /** Whether the sender's time is taken from a clock that both machines share. */
  boolean onSystemClock() {
    return onSystemClock;
  }
}
