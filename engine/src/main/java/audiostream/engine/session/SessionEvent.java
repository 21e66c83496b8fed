package audiostream.engine.session;

/**
 * Something that a person should know, said once.
 *
 * @param kind how much it matters
 * @param text one sentence, without a full stop
 */
public record SessionEvent(Kind kind, String text) {

  /** How much it matters. */
  public enum Kind {
    /** As it should be. */
    NOTICE,
    /** Something is not as it should be; the program goes on. */
    WARNING
  }

  public static SessionEvent notice(String text) {
    return new SessionEvent(Kind.NOTICE, text);
  }

  public static SessionEvent warning(String text) {
    return new SessionEvent(Kind.WARNING, text);
  }
}
