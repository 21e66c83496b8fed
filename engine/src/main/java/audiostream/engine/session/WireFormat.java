package audiostream.engine.session;

/** How a stream is put into datagrams. */
public enum WireFormat {
  /** RTP with L16 or L24 (RFC 3550, RFC 3551, RFC 3190). */
  RTP("rtp", 5004),
  /** Bare little-endian 16-bit PCM, as the older programs speak it. */
  RAW("raw", 57001);

  private final String scheme;
  private final int defaultPort;

  WireFormat(String scheme, int defaultPort) {
    this.scheme = scheme;
    this.defaultPort = defaultPort;
  }

  /** The word before {@code ://}. */
  public String scheme() {
    return scheme;
  }

  public int defaultPort() {
    return defaultPort;
  }
}
