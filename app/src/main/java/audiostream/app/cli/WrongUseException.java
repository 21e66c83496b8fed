package audiostream.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the user typed or wrote cannot be used; the message is one line for the user. Exit status 2.
 */
public final class WrongUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WrongUseException(@Nullable String message) {
    super(message);
  }
}
