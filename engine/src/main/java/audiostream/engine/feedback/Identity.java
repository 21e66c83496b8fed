package audiostream.engine.feedback;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Who someone is in RTCP.
 *
 * @param ssrc synchronization source
 * @param cname the same for all streams of one sender, and after a change of SSRC (RFC 3550 section
 *     6.5.1)
 */
public record Identity(int ssrc, String cname) {

  /** A name for one run of a program (RFC 7022 section 4.2: a short-term persistent one). */
  public static String randomCname(RandomGenerator random) {
    return "audiostream@" + HexFormat.of().toHexDigits(random.nextLong());
  }
}
