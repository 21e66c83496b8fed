package audiostream.engine.audio;

import java.io.IOException;

/**
 * A file is not a WAV file, or not one that can be read. The message is a sentence for the user
 * that names the file, what was found and what would be accepted.
 */
public final class WavFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public WavFormatException(String message) {
    super(message);
  }
}
