package audiostream.engine.jitter;

/**
 * What to do with the next block: a pure function of a small status record; other classes carry it
 * out.
 */
public final class PlayoutDecision {

  /** After so long without a packet nobody speaks of starving any more. */
  public static final long FORGET_AFTER_NS = 10_000_000_000L;

  /**
   * What is known when a block is asked for. Times in ns, places in frames on the stream's
   * timeline.
   *
   * @param state the state up to now
   * @param heard whether a stream is known
   * @param ended whether its sender has said BYE
   * @param sinceLastPacketNs since a packet of it arrived
   * @param firstPosition the earliest frame held when filling
   * @param endPosition one past the newest frame that came
   * @param duePosition the frame that should sound when the block does, latency considered
   * @param playPosition the frame that comes next if nothing is changed
   * @param blockFrames frames asked for
   */
  public record Status(
      PlayoutState state,
      boolean heard,
      boolean ended,
      long sinceLastPacketNs,
      long firstPosition,
      long endPosition,
      long duePosition,
      long playPosition,
      int blockFrames) {}

  private PlayoutDecision() {}

  /** The state in which the next block is made. */
  public static PlayoutState next(Status now) {
    if (!now.heard()) {
      return PlayoutState.IDLE;
    }
    return switch (now.state()) {
      case IDLE, FILLING -> waiting(now);
      case PLAYING, STARVED -> sounding(now);
    };
  }

  private static PlayoutState waiting(Status now) {
    if (now.sinceLastPacketNs() > FORGET_AFTER_NS) {
      return PlayoutState.IDLE;
    }
    boolean reached = now.duePosition() + now.blockFrames() > now.firstPosition();
    return reached ? PlayoutState.PLAYING : PlayoutState.FILLING;
  }

  private static PlayoutState sounding(Status now) {
    if (now.playPosition() < now.endPosition()) {
      return PlayoutState.PLAYING;
    }
    boolean over = now.ended() || now.sinceLastPacketNs() > FORGET_AFTER_NS;
    return over ? PlayoutState.IDLE : PlayoutState.STARVED;
  }
}
