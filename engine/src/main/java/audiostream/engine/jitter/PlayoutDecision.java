package audiostream.engine.jitter;

/**
 * What to do with the next block: a pure function of a few plain values, which cost no allocation
 * on the playout thread; other classes carry it out.
 */
public final class PlayoutDecision {

  /** After so long without a packet nobody speaks of starving any more. */
  public static final long FORGET_AFTER_NS = 10_000_000_000L;

  /** What is known of the stream's sender. */
  public enum Speaker {
    /** No stream is known. */
    UNKNOWN,
    /** A packet came not long ago. */
    SPEAKING,
    /** It has said BYE. */
    ENDED,
    /** Nothing has come for {@link #FORGET_AFTER_NS}. */
    GONE
  }

  private PlayoutDecision() {}

  /**
   * The state in which the next block is made.
   *
   * @param state the state up to now
   * @param reached whether the block reaches the earliest frame held when filling
   * @param held whether frames are held from the one on that comes next if nothing is changed
   */
  public static PlayoutState next(
      PlayoutState state, Speaker speaker, boolean reached, boolean held) {
    if (speaker == Speaker.UNKNOWN) {
      return PlayoutState.IDLE;
    }
    return switch (state) {
      case IDLE, FILLING -> waiting(speaker, reached);
      case PLAYING, STARVED -> sounding(speaker, held);
    };
  }

  private static PlayoutState waiting(Speaker speaker, boolean reached) {
    if (speaker == Speaker.GONE) {
      return PlayoutState.IDLE;
    }
    return reached ? PlayoutState.PLAYING : PlayoutState.FILLING;
  }

  private static PlayoutState sounding(Speaker speaker, boolean held) {
    if (held) {
      return PlayoutState.PLAYING;
    }
    return speaker == Speaker.SPEAKING ? PlayoutState.STARVED : PlayoutState.IDLE;
  }
}
