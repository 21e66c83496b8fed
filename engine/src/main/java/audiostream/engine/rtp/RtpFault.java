package audiostream.engine.rtp;

import audiostream.engine.stats.Described;

/** What a datagram on the RTP port turned out to be; all but {@link #NONE} are no RTP packet. */
public enum RtpFault implements Described {
  /** A well-formed RTP packet. */
  NONE("well-formed RTP packets"),
  /** RTCP, multiplexed with RTP on one port (RFC 5761 section 4). Not an error. */
  RTCP("RTCP packets on the RTP port"),
  /** No bytes at all. */
  EMPTY("empty datagrams"),
  /** Shorter than the fixed header of 12 bytes (RFC 3550 section 5.1). */
  TRUNCATED("datagrams shorter than an RTP header"),
  /** The version is not 2 (RFC 3550 section 5.1). */
  VERSION("datagrams whose RTP version is not 2"),
  /** The list of contributing sources does not fit (RFC 3550 section 5.1). */
  CSRC("RTP packets whose list of contributing sources goes beyond the packet"),
  /** The header extension does not fit (RFC 3550 section 5.3.1). */
  EXTENSION("RTP packets whose header extension goes beyond the packet"),
  /** The padding is zero bytes long, or longer than what follows the header. */
  PADDING("RTP packets whose padding is zero or longer than the packet");

  private final String description;

  RtpFault(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
