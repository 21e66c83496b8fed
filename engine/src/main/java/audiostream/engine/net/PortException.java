package audiostream.engine.net;

import java.io.IOException;

/** A port cannot be bound. */
public final class PortException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int port;

  public PortException(int port, IOException cause) {
    super(cause.getMessage(), cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
