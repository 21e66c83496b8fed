package audiostream.engine.rtp;

/** A session description that cannot be used; the message is one sentence for the user. */
public final class SdpException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param line counted from 1
   * @param problem what is wrong, the value, and what would be accepted
   */
  SdpException(int line, String problem) {
    super("line " + line + ": " + problem);
  }
}
