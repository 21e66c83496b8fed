package audiostream.engine.rtp;

import audiostream.engine.stats.Described;

/** What is wrong with a datagram that should be a compound RTCP packet; the whole is dropped. */
public enum RtcpFault implements Described {
  /** Well-formed. */
  NONE("well-formed compound RTCP packets"),
  /** No bytes at all. */
  EMPTY("empty datagrams on the RTCP port"),
  /** The version of one of the packets is not 2. */
  VERSION("RTCP packets whose version is not 2"),
  /** The first packet's type is none of RTCP's, 192 to 223 (RFC 5761 section 4). */
  NOT_RTCP("datagrams on the RTCP port that are not RTCP"),
  /** A packet's length goes beyond the datagram, or bytes are left over (RFC 3550 appendix A.2). */
  LENGTH("RTCP packets whose lengths do not add up"),
  /** Padding before the last packet, of zero bytes, not of whole words, or too long. */
  PADDING("RTCP packets whose padding is wrong"),
  /** A sender or receiver report is too short for its report blocks. */
  REPORT("RTCP reports that are too short for what they say they hold"),
  /** A source description whose items do not fit. */
  DESCRIPTION("RTCP source descriptions that are cut short"),
  /** A BYE that is too short for its sources or its reason. */
  BYE("RTCP BYE packets that are cut short"),
  /** An APP packet without its SSRC and name. */
  APP("RTCP APP packets that are cut short"),
  /** An extended report whose blocks do not fit, or whose known blocks have a wrong length. */
  EXTENDED("RTCP extended reports whose lengths do not add up");

  private final String description;

  RtcpFault(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }
}
