package audiostream.app.session;

import audiostream.engine.session.WireFormat;
import java.util.Optional;

/**
 * Where a receiver listens: {@code rtp://[HOST][:PORT]} or {@code raw://[HOST][:PORT]}, for
 * multicast with {@code ?interface=NAME}.
 *
 * @param wire what is expected
 * @param host empty: every address of this machine
 * @param port the scheme's default where none was given
 * @param interfaceName which interface joins a multicast group
 */
public record ReceiveUri(
    WireFormat wire, Optional<String> host, int port, Optional<String> interfaceName) {

  /**
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static ReceiveUri parse(String text) {
    UriParts parts = UriParts.parse(text);
    parts.requireKeys("interface");
    if (parts.path().filter(path -> !path.isEmpty()).isPresent()) {
      throw new IllegalArgumentException(
          "'" + text + "': a receiver's URI has no channels; --map says what plays where");
    }
    return new ReceiveUri(
        parts.wire(),
        Optional.of(parts.host()).filter(host -> !host.isBlank()),
        parts.port(),
        Optional.ofNullable(parts.query().get("interface")));
  }
}
