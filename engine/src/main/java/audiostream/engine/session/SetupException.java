package audiostream.engine.session;

/**
 * A sender or receiver cannot be set up as asked. The message is a sentence for the user that names
 * what was wrong, the value, and what would be accepted.
 */
public final class SetupException extends Exception {

  private static final long serialVersionUID = 1L;

  public SetupException(String message) {
    super(message);
  }

  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }
}
