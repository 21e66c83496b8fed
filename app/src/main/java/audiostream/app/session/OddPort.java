package audiostream.app.session;

import audiostream.engine.session.WireFormat;
import java.util.Optional;

/** RTP takes an even port, RTCP the next odd one (RFC 3550 section 11). */
final class OddPort {

  private OddPort() {}

  static Optional<String> warning(WireFormat wire, int port) {
    if (wire != WireFormat.RTP || port % 2 == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "port "
            + port
            + " is odd: RTP takes an even one, and some players (VLC) listen on "
            + (port - 1)
            + " instead");
  }
}
