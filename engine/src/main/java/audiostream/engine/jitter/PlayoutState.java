package audiostream.engine.jitter;

/** What a receiver is doing; it is in exactly one of these. */
public enum PlayoutState {
  /** No sender is heard. */
  IDLE("waiting for a sender"),
  /** A sender is heard; its first frame's time to sound has not come. */
  FILLING("filling the buffer"),
  /** Sound. */
  PLAYING("playing"),
  /** It was playing and nothing is left to play; the timeline goes on in silence. */
  STARVED("nothing arrives");

  private final String words;

  PlayoutState(String words) {
    this.words = words;
  }

  /** For the screen. */
  public String words() {
    return words;
  }
}
